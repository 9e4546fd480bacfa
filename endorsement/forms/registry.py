"""Searching the registry, choosing what it shows, and writing to somebody who is in it."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from endorsement.models import Association, RegistryListing
from endorsement.selectors import registry
from endorsement.selectors.registry import FORMS, PLACES, Wanted
from endorsement.services.listing import Openings
from endorsement.wording import languages, pick
from lms.backbone.folding import fold
from lms.backbone.ids import public_id

#: One letter finds half of everybody.
LEAST_LETTERS = 2
ANY = ("", _("Any"))
FORM_LABELS = {"individual": _("Individual"), "group": _("In a group")}
PLACE_LABELS = {"in_person": _("In person"), "online": _("Online")}
#: Offered at once; the others stand behind “More languages”.
COMMON = ("en", "es", "ase")


class SearchForm(forms.Form):
    """Every field may be empty. With an association's slug only its own registry is searched."""

    name = forms.CharField(label=_("Name"), required=False, max_length=100)
    association = forms.ChoiceField(label=_("Association"), required=False)
    category = forms.ChoiceField(label=_("Category"), required=False)
    county = forms.CharField(label=_("County"), required=False, max_length=100)
    language = forms.ChoiceField(label=_("Language"), required=False)
    openings = forms.ChoiceField(
        label=_("Openings for supervision"),
        required=False,
        choices=[ANY, ("any", _("Yes, in any form")), *FORM_LABELS.items()],
    )
    place = forms.ChoiceField(
        label=_("Supervision is given"),
        required=False,
        choices=[ANY, *PLACE_LABELS.items()],
    )

    def __init__(self, *args: Any, only: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.only = only
        shown = {"en", "es", *registry.languages_shown()}
        spoken = [one for one in languages.choices() if one[0] in shown]
        categories = [(code, pick(name)) for code, name in registry.category_names().items()]
        self._offer("language", spoken)
        self._offer("category", categories)
        if only:
            del self.fields["association"]
        else:
            endorsing = Association.objects.filter(overlay__isnull=False)
            self._offer("association", list(endorsing.values_list("slug", "name")))

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = [ANY, *choices]  # type: ignore[attr-defined]

    def clean_name(self) -> str:
        return self._long_enough("name")

    def clean_county(self) -> str:
        return self._long_enough("county")

    def _long_enough(self, name: str) -> str:
        typed: str = self.cleaned_data[name].strip()
        if typed and len(fold(typed).replace(" ", "")) < LEAST_LETTERS:
            raise ValidationError(_("Write at least two letters."), code="too_short")
        return typed

    def wanted(self) -> Wanted:
        """What is searched for. Valid forms only."""
        return Wanted(**{**self.cleaned_data, **({"association": self.only} if self.only else {})})

    @property
    def searched(self) -> bool:
        """Whether a visitor asked for anything; an association's own registry asks nothing by itself."""
        return any(self.cleaned_data.values())


class ListingForm(forms.Form):
    """Item by item; nothing is ticked that the person did not tick."""

    show_name = forms.BooleanField(label=_("Show my name and category."), required=False)
    show_county = forms.BooleanField(label=_("Show my county beside it."), required=False)
    languages = forms.MultipleChoiceField(
        label=_("Show the languages I work in"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    more_languages = forms.MultipleChoiceField(
        label=_("More languages"), required=False, widget=forms.CheckboxSelectMultiple
    )
    rsc_openings = forms.BooleanField(
        label=_("Show that I have openings for reflective supervision."), required=False
    )
    forms_given = forms.MultipleChoiceField(
        label=_("I give it"),
        required=False,
        choices=list(FORM_LABELS.items()),
        widget=forms.CheckboxSelectMultiple,
    )
    places_given = forms.MultipleChoiceField(
        label=_("Where"),
        required=False,
        choices=list(PLACE_LABELS.items()),
        widget=forms.CheckboxSelectMultiple,
    )
    may_write = forms.BooleanField(
        label=_("Let people write to me through a form."),
        required=False,
        help_text=_("Your address is not shown. Whoever writes learns it when you answer."),
    )

    def __init__(self, data: Any = None, *, listing: RegistryListing | None, county: str) -> None:
        spoken = list(listing.languages.values_list("code", flat=True)) if listing else []
        super().__init__(data, initial=_initial(listing, spoken))
        self._offer_languages({*COMMON, *spoken})
        self.fields["show_county"].help_text = (
            _("Under “My details” it is: %(county)s.") % {"county": county}
            if county
            else _("You have entered none under “My details” yet.")
        )

    def _offer_languages(self, at_once: set[str]) -> None:
        """Either list takes every language: another tab may have moved one since this was drawn."""
        offered = languages.choices()
        for name, here in (("languages", True), ("more_languages", False)):
            field: Any = self.fields[name]
            field.choices = offered
            field.widget.choices = [one for one in offered if (one[0] in at_once) is here]

    def wishes(self) -> dict[str, Any]:
        """What the person ticked, as the service takes it. Valid forms only."""
        said = self.cleaned_data
        given = {*said["forms_given"], *said["places_given"]}
        return {
            "show_name": said["show_name"],
            "show_county": said["show_county"],
            "languages": [*said["languages"], *said["more_languages"]],
            "openings": Openings(
                rsc_openings=said["rsc_openings"],
                **{f"rsc_{one}": one in given for one in (*FORMS, *PLACES)},
            ),
            "may_write": said["may_write"],
        }


def _initial(listing: RegistryListing | None, spoken: Collection[str]) -> dict[str, Any]:
    if listing is None:
        return {}
    ticked = ("show_name", "show_county", "rsc_openings", "may_write")
    return {
        **{name: getattr(listing, name) for name in ticked},
        "languages": spoken,
        "forms_given": [one for one in FORMS if getattr(listing, f"rsc_{one}")],
        "places_given": [one for one in PLACES if getattr(listing, f"rsc_{one}")],
    }


class MessageForm(forms.Form):
    """A message to a listed person, whose address stays unknown to whoever writes."""

    privacy_fields = ("text",)

    once = forms.CharField(widget=forms.HiddenInput, max_length=40)
    name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=_("Your email address"),
        help_text=_("The answer goes there."),
        widget=forms.EmailInput({"autocomplete": "email"}),
    )
    text = forms.CharField(
        label=_("Your message"), max_length=2000, widget=forms.Textarea({"rows": 6})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"once": public_id()}, **kwargs})

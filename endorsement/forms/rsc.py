"""Reflective supervision/consultation, received and given."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from endorsement import wording
from endorsement.forms.choices import NumbersField, age_bands_field, disciplines_field
from endorsement.forms.entry import EntryForm, day_field, hours_field
from endorsement.forms.training import MODES
from endorsement.models import LedgerEntry
from endorsement.selectors import ledger, providers

FORMATS = [("individual", _("Individual")), ("group", _("Group"))]
FOCUSES = [
    ("own_practice", _("My own practice with families")),
    ("provision", _("The supervision I give to others")),
]
MOST_PEOPLE = 500
SOMEONE_NEW = "new"
AMONG_PEERS = "peers"


class RscForm(EntryForm):
    """What both directions share: the day, the clock hours, individual or group, and where."""

    codes: tuple[str, ...] = ("format", "mode", "age_bands")
    field_order = ("first_on", "last_on", "hours", "format", "mode")
    last_on = day_field(
        label=_("Last day"), required=False, help_text=_("Leave empty for a single session.")
    )
    hours = hours_field(
        label=_("Clock hours"), help_text=_("Only the time spent in reflective supervision.")
    )
    format = forms.ChoiceField(
        label=_("Individual or group"), choices=FORMATS, widget=forms.RadioSelect
    )
    mode = forms.ChoiceField(
        label=_("How you met"), choices=[one for one in MODES if one[0] != "self_paced"]
    )

    def further_fields(self) -> dict[str, forms.Field]:
        return {"age_bands": age_bands_field(self.offered.age_bands, self.entry)}

    def said(self) -> dict[str, Any]:
        return {**super().said(), "hours": self.cleaned_data["hours"]}


class RscReceivedForm(RscForm):
    """Who gave it is chosen from known providers, or named with an address to ask."""

    kind = LedgerEntry.Kind.RSC_RECEIVED
    named = _("Reflective supervision received")
    hint = _("One session, or several with the same provider and the same form.")
    codes = (*RscForm.codes, "focus")
    privacy_fields = ("notes", "file")

    focus = forms.ChoiceField(
        label=_("What it was about"), choices=FOCUSES, widget=forms.RadioSelect
    )
    provider = forms.ChoiceField()
    provider_name = forms.CharField(
        label=_("Provider's name"),
        max_length=200,
        required=False,
        help_text=_("Only if the provider is not in the list above."),
    )
    provider_email = forms.EmailField(
        label=_("Provider's email address"),
        required=False,
        help_text=_("Your association may ask them about their qualification."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = {
            str(person.ref): person for person in providers.choices(self.person, self.association)
        }
        if self.entry is not None and self.entry.provider is not None:
            self.known.setdefault(str(self.entry.provider.ref), self.entry.provider)
        self.names = providers.names_shown(self.person, self.known.values())
        choices = [
            ("", _("Choose one")),
            *((ref, self.names[one.pk] or wording.NO_NAME) for ref, one in self.known.items()),
            (SOMEONE_NEW, _("Someone who is not in this list")),
            (AMONG_PEERS, _("Nobody: we met among peers")),
        ]
        self.fields["provider"] = forms.ChoiceField(label=_("Who gave it"), choices=choices)

    def said_before(self, entry: LedgerEntry) -> dict[str, Any]:
        chosen = str(entry.provider.ref) if entry.provider else ""
        if entry.attributes.get("peer"):
            chosen = AMONG_PEERS
        return {
            **super().said_before(entry),
            "provider": chosen,
            "provider_name": "" if entry.provider else ledger.words(entry).provider_name,
        }

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("provider") == SOMEONE_NEW:
            for name in ("provider_name", "provider_email"):
                if not said.get(name) and name not in self.errors:
                    self.add_error(name, _("Please enter the provider's name and email address."))
        return said

    def said(self) -> dict[str, Any]:
        said, found = self.cleaned_data, super().said()
        chosen = said["provider"]
        if chosen == AMONG_PEERS:
            return {**found, "attributes": {**found["attributes"], "peer": True}}
        if chosen == SOMEONE_NEW:
            return {
                **found,
                "provider_name": said["provider_name"],
                "provider_email": said["provider_email"],
            }
        provider = self.known[chosen]
        return {**found, "provider": provider, "provider_name": self.names[provider.pk]}


class RscGivenForm(RscForm):
    """Supervision that the person gives to others; how many, never who."""

    kind = LedgerEntry.Kind.RSC_GIVEN
    named = _("Reflective supervision given")
    hint = _("Sessions in which you supervised others. People are a number, never a list.")
    codes = (*RscForm.codes, "people", "people_numbers", "disciplines")
    organization = forms.CharField(label=_("Where"), max_length=200, required=False)
    people = forms.IntegerField(
        label=_("How many people took part"), min_value=1, max_value=MOST_PEOPLE, required=False
    )
    people_numbers = NumbersField(
        label=_("Which of them"),
        required=False,
        help_text=_(
            "Your own number for each person, such as 1, 2, 5: the same number in every entry, never"
            " a name. Left empty, we take them as 1, 2, 3 and so on."
        ),
    )

    def further_fields(self) -> dict[str, forms.Field]:
        return {"disciplines": disciplines_field(), **super().further_fields()}

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        numbers, people = said.get("people_numbers"), said.get("people")
        if numbers and people and len(numbers) != people:
            self.add_error(
                "people_numbers",
                _("These are not as many numbers as people who took part. Please check both."),
            )
        return said

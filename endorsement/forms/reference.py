"""Asking for a reference, and giving one."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from endorsement.models import Reference
from endorsement.rules.scheme import NOT_ENOUGH, Ask, Edition, RatingForm
from endorsement.wording import pick
from lms.backbone import ids

NO_INFORMATION = _("I do not have enough information")
DECLARED = ("known_for", "stated_role", "direct_service")


def steps(form: RatingForm) -> list[tuple[str, Any]]:
    """The answers that a line takes, each with its number and name."""
    named = [(str(at), f"{at} · {pick(text)}") for at, text in enumerate(form.scale, 1)]
    return [*named, (NOT_ENOUGH, NO_INFORMATION)]


class AskForm(forms.Form):
    rater_name = forms.CharField(label=_("Their name"), max_length=200)
    rater_email = forms.EmailField(
        label=_("Their email address"),
        help_text=_("A personal address works best: employers’ filters often hold our mail back."),
    )
    role = forms.ChoiceField(label=_("How they know your work"))
    waived = forms.TypedChoiceField(
        label=_("May you read the reference later?"),
        choices=[
            ("yes", _("No, I give up the right to read it")),
            ("no", _("Yes, I may read it after the decision")),
        ],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        help_text=_(
            "The rater is told which you chose before writing. You can still give up the right later, "
            "but not take that back."
        ),
    )

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [  # type: ignore[attr-defined]
            (code, pick(text)) for code, text in edition.reference_roles.items()
        ]


class CodeForm(forms.Form):
    """The short code out of a mail or a letter, however it is typed."""

    code = forms.CharField(
        label=_("Your code"),
        max_length=40,
        help_text=_("Eight letters and digits, such as 7Q2M-4K9D. Large or small does not matter."),
        widget=forms.TextInput(
            {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )

    def clean_code(self) -> str:
        return ids.normalize(self.cleaned_data["code"])


class GiveForm(forms.Form):
    """The edition's form: what is asked about the rater, each line on its scale, an overall view."""

    privacy_fields = ("comment",)

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = edition.rating_form
        self.items = [item.code for item in asked.items]
        if Ask.KNOWN_FOR in asked.asks:
            self.fields["known_for"] = _one_of(
                _("How long have you known this person’s work?"), Reference.Known.choices
            )
        if Ask.ROLE in asked.asks and edition.reference_roles:
            self.fields["stated_role"] = forms.ChoiceField(
                label=_("As what do you know them?"),
                choices=[(code, pick(text)) for code, text in edition.reference_roles.items()],
            )
        if Ask.DIRECT_SERVICE in asked.asks:
            self.fields["direct_service"] = _one_of(
                _("Have you seen their work with young children or families?"),
                Reference.Seen.choices,
            )
        for item in asked.items:
            self.fields[f"item:{item.code}"] = _one_of(pick(item.text), steps(asked))
        self.fields["recommendation"] = _one_of(_("Overall"), Reference.Recommendation.choices)
        self.fields["comment"] = forms.CharField(
            label=_("Anything you would like to add"),
            required=False,
            max_length=4000,
            widget=forms.Textarea(attrs={"rows": 4}),
        )

    def given(self) -> dict[str, Any]:
        """What was chosen, as the services take it."""
        said = self.cleaned_data
        return {
            "answers": {code: said[f"item:{code}"] for code in self.items},
            "recommendation": said["recommendation"],
            "comment": said["comment"],
            **{name: said[name] for name in DECLARED if name in said},
        }

    def typed(self) -> dict[str, str]:
        """What is filled in so far, complete or not, for a draft."""
        return {name: str(self.data.get(name, "")) for name in self.fields if name in self.data}


class RecordForm(GiveForm):
    """What a rater said by phone or wrote on paper, typed by a coordinator."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        came = _one_of(
            _("How did it come?"),
            [one for one in Reference.Received.choices if one[0] != Reference.Received.LINK],
        )
        self.fields["received"] = came
        self.order_fields(["received"])

    def given(self) -> dict[str, Any]:
        return {**super().given(), "received": self.cleaned_data["received"]}


def _one_of(label: Any, choices: list[tuple[str, Any]]) -> forms.Field:
    return forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect)

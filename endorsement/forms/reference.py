"""Asking for a reference, and giving one."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from endorsement.models import Reference
from endorsement.rules.scheme import Edition
from endorsement.services.reference import NOT_ENOUGH
from endorsement.wording import pick

SCALE = [
    ("1", _("1 · not yet")),
    ("2", _("2 · sometimes")),
    ("3", _("3 · usually")),
    ("4", _("4 · nearly always")),
    ("5", _("5 · always, and helps others do so")),
    (NOT_ENOUGH, _("I do not have enough information")),
]


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
        help_text=_("The rater is told which you chose before writing."),
    )

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [  # type: ignore[attr-defined]
            (code, pick(text)) for code, text in edition.reference_roles.items()
        ]


class RatingForm(forms.Form):
    """The edition's items, each on a scale with a way to say "I cannot tell"."""

    privacy_fields = ("comment",)

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = [item.code for item in edition.reference_form]
        for item in edition.reference_form:
            self.fields[f"item:{item.code}"] = forms.ChoiceField(
                label=pick(item.text), choices=SCALE, widget=forms.RadioSelect
            )
        self.fields["recommendation"] = forms.ChoiceField(
            label=_("Overall"),
            choices=Reference.Recommendation.choices,
            widget=forms.RadioSelect,
        )
        self.fields["comment"] = forms.CharField(
            label=_("Anything you would like to add"),
            required=False,
            max_length=4000,
            widget=forms.Textarea(attrs={"rows": 4}),
        )

    def answers(self) -> dict[str, str]:
        """What was chosen, by item."""
        return {code: self.cleaned_data[f"item:{code}"] for code in self.items}

"""Work experience and education."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from endorsement.forms.choices import (
    age_bands_field,
    check_credits,
    credit_fields,
    credits_said,
    roles_field,
)
from endorsement.forms.entry import EntryForm
from endorsement.models import LedgerEntry
from endorsement.selectors import frameworks, portfolio

LEVELS = [
    ("", _("Choose one")),
    ("secondary", _("Secondary school")),
    ("certificate", _("Certificate or credential")),
    ("associate", _("Associate degree")),
    ("bachelor", _("Bachelor's degree")),
    ("master", _("Master's degree")),
    ("doctorate", _("Doctorate")),
]
FIELDS = [
    ("", _("Choose one")),
    ("infant_mental_health", _("Infant mental health")),
    ("early_childhood_education", _("Early childhood education")),
    ("child_development", _("Child development")),
    ("human_development", _("Human development or family studies")),
    ("psychology", _("Psychology")),
    ("social_work", _("Social work")),
    ("counseling", _("Counseling or therapy")),
    ("nursing", _("Nursing or medicine")),
    ("special_education", _("Special education or early intervention")),
    ("other", _("Something else")),
]


class WorkForm(EntryForm):
    """A job or volunteering with young children and their families; families are a number."""

    kind = LedgerEntry.Kind.WORK
    named = _("Work experience")
    hint = _("Paid or volunteer work with babies, young children and their families.")
    codes = ("roles", "age_bands")
    privacy_fields = ("title", "notes", "file")
    field_order = ("title", "organization", "first_on", "last_on", "paid", "families")

    title = forms.CharField(label=_("Your role"), max_length=300)
    organization = forms.CharField(label=_("Employer or organization"), max_length=200)
    paid = forms.TypedChoiceField(
        label=_("Was it paid?"),
        choices=[("yes", _("Yes, paid")), ("no", _("No, volunteer"))],
        widget=forms.RadioSelect,
        coerce=lambda answer: answer == "yes",
        empty_value=None,
    )
    families = forms.IntegerField(
        label=_("How many families you worked with"),
        required=False,
        min_value=0,
        max_value=100_000,
        help_text=_("A number is enough; never a list."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["last_on"].help_text = _("Leave empty if you still work there.")

    def further_fields(self) -> dict[str, forms.Field]:
        return {
            "roles": roles_field(),
            "age_bands": age_bands_field(self.offered.age_bands, self.entry),
        }

    def said_before(self, entry: LedgerEntry) -> dict[str, Any]:
        paid = entry.attributes.get("paid")
        return {
            **super().said_before(entry),
            "paid": {True: "yes", False: "no"}.get(paid, ""),
            "families": entry.attributes.get("families"),
        }

    def said(self) -> dict[str, Any]:
        said, found = self.cleaned_data, super().said()
        attributes = {**found["attributes"], "paid": said["paid"]}
        if said["families"] is not None:
            attributes["families"] = said["families"]
        return {**found, "attributes": attributes}

    def last_day(self) -> None:
        """Without a last day it goes on."""


class EducationForm(EntryForm):
    """A school, certificate or degree, finished or going on."""

    kind = LedgerEntry.Kind.EDUCATION
    named = _("Education")
    hint = _("A degree, certificate or course of study.")
    codes = ("level", "field")
    field_order = ("title", "organization", "level", "field", "first_on", "last_on")

    title = forms.CharField(label=_("Degree or program"), max_length=300)
    organization = forms.CharField(label=_("School or university"), max_length=200)
    level = forms.ChoiceField(label=_("Level"), choices=LEVELS)
    field = forms.ChoiceField(label=_("Field of study"), choices=FIELDS, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["last_on"].help_text = _("Leave empty if you have not finished.")
        self.fields["covers"] = forms.MultipleChoiceField(
            label=_("Competency areas it covered"),
            required=False,
            choices=[(area.reference, area.name) for area in frameworks.areas()],
            widget=forms.CheckboxSelectMultiple,
            initial=list(self.entry.covers) if self.entry else [],
        )
        self.put_last()

    def further_fields(self) -> dict[str, forms.Field]:
        return credit_fields(self.offered.credit_hours)

    def said_before(self, entry: LedgerEntry) -> dict[str, Any]:
        said = entry.attributes
        return {
            **super().said_before(entry),
            **{name: said.get(name) for name in ("credits", "credit_unit")},
            "field": portfolio.field_of(said),
        }

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        check_credits(self)
        return said

    def said(self) -> dict[str, Any]:
        said, found = self.cleaned_data, super().said()
        attributes = {**found["attributes"], **credits_said(said)}
        return {**found, "attributes": attributes, "covers": said["covers"]}

    def last_day(self) -> None:
        """Without a last day it goes on."""

"""A training taken elsewhere: hours, what it covered, and special topics."""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from endorsement.forms.choices import (
    age_bands_field,
    check_credits,
    credit_fields,
    credits_said,
    with_said,
)
from endorsement.forms.entry import EntryForm, amounts, hours_field
from endorsement.models import LedgerEntry
from endorsement.selectors import frameworks

DELIVERIES = [
    ("", _("Choose one")),
    ("course", _("College course")),
    ("series", _("Series of sessions")),
    ("in_service", _("Workshop or in-service training")),
    ("conference", _("Conference")),
]
MODES = [
    ("", _("Choose one")),
    ("in_person", _("In person")),
    ("online", _("Online")),
    ("self_paced", _("At my own pace")),
]
TOPICS = {
    "iecmh": _("Infant and early childhood mental health"),
    "dei": _("Diversity, equity and inclusion"),
    "rsc_provision": _("Providing reflective supervision"),
    "ethics": _("Ethics"),
}
NO_AMOUNT = _("Please enter the clock hours, or for a college course its credits.")
NO_COMPETENCY = _("Choose at least one competency: a training counts for what it covered.")


class Competencies(forms.CheckboxSelectMultiple):
    """Check boxes in groups, an area each."""

    template_name = "endorsement/portfolio/competencies.html"


class TrainingForm(EntryForm):
    kind = LedgerEntry.Kind.TRAINING
    named = _("Training")
    hint = _("A workshop, course or conference that you took somewhere else.")
    codes = ("delivery", "mode", "age_bands")
    apart = ("topic", "split")

    field_order = ("title", "organization", "first_on", "last_on", "hours", "delivery", "mode")
    title = forms.CharField(label=_("Title of the training"), max_length=300)
    organization = forms.CharField(label=_("Who offered it"), max_length=200)
    hours = hours_field(
        label=_("Clock hours"),
        required=False,
        help_text=_(
            "As on the certificate; a quarter of an hour is 0.25. Credits below are enough, too."
        ),
    )
    delivery = forms.ChoiceField(label=_("Kind of training"), choices=DELIVERIES)
    mode = forms.ChoiceField(label=_("How you took part"), choices=MODES, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.areas = frameworks.areas()
        super().__init__(*args, **kwargs)
        start = self._amounts_before()
        said_topics = self.entry.topics if self.entry else {}
        for code, label in with_said(self.offered.topics, said_topics):
            self.fields[f"topic_{code}"] = hours_field(
                label=label, required=False, initial=start.get(f"topic_{code}")
            )
        self.fields["covers"] = forms.MultipleChoiceField(
            label=_("Competencies it covered"),
            choices=[(area.name, area.competencies) for area in self.areas],
            widget=Competencies,
            initial=list(self.entry.covers) if self.entry else [],
            error_messages={"required": NO_COMPETENCY},
        )
        for area in self.areas:
            self.fields[f"split_{area.reference}"] = hours_field(
                label=area.name, required=False, initial=start.get(f"split_{area.reference}")
            )
        self.put_last()

    def further_fields(self) -> dict[str, forms.Field]:
        return {
            **credit_fields(self.offered.credit_hours),
            "age_bands": age_bands_field(self.offered.age_bands, self.entry),
        }

    def said_before(self, entry: LedgerEntry) -> dict[str, Any]:
        said = entry.attributes
        return {
            **super().said_before(entry),
            **{name: said.get(name) for name in ("credits", "credit_unit")},
        }

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        check_credits(self)
        amounts_said = any(said.get(name) for name in ("credits", "credit_unit"))
        amounts_said |= said.get("hours") is not None
        if not amounts_said and not {"hours", "credits", "credit_unit"} & self.errors.keys():
            self.add_error("hours", NO_AMOUNT)
        return said

    @property
    def topics(self) -> list[BoundField]:
        return self.starting_with("topic_")

    @property
    def split(self) -> list[BoundField]:
        return self.starting_with("split_")

    @property
    def split_open(self) -> bool:
        """Whether the division is shown at once: when it says something or something is wrong."""
        return any(field.errors or field.value() for field in self.split)

    def _amounts_before(self) -> dict[str, str]:
        if self.entry is None:
            return {}
        return {
            **{f"topic_{code}": hours for code, hours in self.entry.topics.items()},
            **{f"split_{area}": hours for area, hours in self.entry.split.items()},
        }

    def said(self) -> dict[str, Any]:
        said, found = self.cleaned_data, super().said()
        return {
            **found,
            "attributes": {**found["attributes"], **credits_said(said)},
            "hours": said["hours"],
            "covers": said["covers"],
            "topics": amounts(said, "topic_"),
            "split": amounts(said, "split_"),
        }

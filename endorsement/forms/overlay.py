"""An association's own terms on top of its scheme, as its coordinator writes them."""

import copy
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from endorsement import wording
from endorsement.forms.criteria.fields import about
from endorsement.models import Fee, Overlay
from endorsement.rules.scheme import Edition
from endorsement.services.overlay import Reviewing, Terms

SPARE = 3
REVIEWING = tuple(one.name for one in fields(Reviewing))
CURRENCIES = ["USD", "CAD", "GBP", "EUR", "AUD", "NZD", "MXN"]


@dataclass(frozen=True)
class Row:
    """Fields that stand together under a legend, with labels that need not repeat it."""

    legend: str
    fields: list[forms.BoundField]


class OverlayForm(forms.Form):
    """Fees and deadlines are rows; there are always three empty ones, an emptied one goes away."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    reviewers_required = forms.IntegerField(
        label=_("Reviewers for an application"), min_value=1, max_value=9
    )
    review_days = forms.IntegerField(label=_("Days a reviewer has"), min_value=1, max_value=365)
    registration = forms.BooleanField(
        label=_("Applicants register first"),
        required=False,
        help_text=_(
            "They ask to be registered, and you accept or ask back before they prepare anything."
            " Without it they begin at once."
        ),
    )
    complete_only = forms.BooleanField(
        label=_("Take only complete applications"),
        required=False,
        help_text=_(
            "An application can then be handed in once every requirement is met. Without it people"
            " may hand in with gaps, and you decide whether to ask for more."
        ),
    )
    review_hours = forms.IntegerField(
        label=_("Hours a review usually takes"), min_value=1, max_value=99
    )
    review_order = forms.ChoiceField(label=_("Reviewers work"))
    same_category = forms.BooleanField(
        label=_("Reviewers must hold the category that is applied for"), required=False
    )
    consensus = forms.BooleanField(
        label=_("Reviewers who disagree look at it together once more"), required=False
    )
    agree_on_findings = forms.BooleanField(
        label=_("Agreeing means on every requirement, not on the recommendation alone"),
        required=False,
    )
    blind = forms.BooleanField(
        label=_("Reviewers do not see the applicant's name"),
        required=False,
        help_text=_("Files and references may still tell who it is."),
    )
    signed_comments = forms.BooleanField(
        label=_("Comments for the applicant carry the reviewer's name"), required=False
    )
    service_hours = forms.DecimalField(
        label=_("Service hours for one review, at most"),
        required=False,
        min_value=Decimal(0),
        max_value=Decimal(20),
        decimal_places=2,
        help_text=_("Reviewers state their hours when they hand in. Empty or 0: none."),
    )
    membership_rule = forms.ChoiceField(label=_("Membership of applicants"))
    accepted = forms.CharField(
        label=_("Other associations whose membership you take"),
        help_text=_("One a line."),
        required=False,
        max_length=4000,
        widget=forms.Textarea({"rows": 3}),
    )
    locale = forms.ChoiceField(label=_("How amounts are written"), choices=Overlay.Locale.choices)
    currency = forms.ChoiceField(
        label=_("Currency of the fees"), choices=[(one, one) for one in CURRENCIES]
    )

    def __init__(self, data: Any = None, *, overlay: Overlay, edition: Edition | None) -> None:
        self.overlay, self.edition = overlay, edition
        self.kept_fees = list(overlay.fees.all())
        self.kept_deadlines = list(overlay.deadlines.all())
        super().__init__(data, initial=self._initial())
        self.fields["membership_rule"].choices = [  # type: ignore[attr-defined]
            (code, capfirst(label)) for code, label in Overlay.MembershipRule.choices
        ]
        self.fields["review_order"].choices = [  # type: ignore[attr-defined]
            (code, capfirst(label)) for code, label in Overlay.ReviewOrder.choices
        ]
        self._add_ladder()
        self._add_fees()
        self._add_deadlines()
        self._add_labels()

    def _initial(self) -> dict[str, Any]:
        row = self.overlay
        names = (
            *("revision", "reviewers_required", "review_days", "membership_rule", "locale"),
            *("registration", "complete_only", "review_hours", "review_order", "same_category"),
        )
        currency = self.kept_fees[0].currency if self.kept_fees else "USD"
        said = {name: getattr(row, name) for name in (*names, *REVIEWING)}
        return {**said, "accepted": "\n".join(row.accepted), "currency": currency}

    def reviewing_fields(self) -> list[forms.BoundField]:
        """How reviewers work together."""
        return [self[name] for name in REVIEWING]

    @property
    def categories(self) -> list[tuple[str, str]]:
        found = self.edition.categories if self.edition else {}
        return [(code, wording.pick(one.name)) for code, one in found.items()]

    def _add_ladder(self) -> None:
        """Reminders of a review; there are always two empty rows more."""
        whom = [
            ("", _("No reminder")),
            ("reviewer", _("The reviewer")),
            ("coordinator", _("The coordinators")),
        ]
        kept = [*self.overlay.review_ladder, {}, {}]
        for number, one in enumerate(kept):
            name = _("Reminder %(n)s") % {"n": number + 1}
            self.fields[f"rung_{number}_to"] = forms.ChoiceField(
                label=about(name, _("to")),
                required=False,
                choices=whom,
                initial=one.get("to", ""),
            )
            self.fields[f"rung_{number}_days"] = forms.IntegerField(
                label=about(name, _("days after the due day")),
                help_text=_("Below zero: before it."),
                required=False,
                min_value=-90,
                max_value=180,
                initial=one.get("days"),
            )

    def _add_fees(self) -> None:
        purposes = [("", _("No fee")), *((c, capfirst(n)) for c, n in Fee.Purpose.choices)]
        categories = [("", _("Every category")), *self.categories]
        for number, fee in enumerate([*self.kept_fees, *[Fee()] * SPARE]):
            start, name = f"fee_{number}", _("Fee %(n)s") % {"n": number + 1}
            self.fields[f"{start}_purpose"] = forms.ChoiceField(
                label=about(name, _("for")),
                required=False,
                choices=purposes,
                initial=fee.purpose,
            )
            self.fields[f"{start}_category"] = forms.ChoiceField(
                label=about(name, _("category")),
                required=False,
                choices=categories,
                initial=fee.category,
            )
            self.fields[f"{start}_amount"] = forms.DecimalField(
                label=about(name, _("amount")),
                required=False,
                min_value=Decimal(0),
                max_digits=10,
                decimal_places=2,
                initial=fee.amount,
            )

    def _add_deadlines(self) -> None:
        for number in range(len(self.kept_deadlines) + SPARE):
            kept = self.kept_deadlines[number] if number < len(self.kept_deadlines) else None
            name = _("Deadline %(n)s") % {"n": number + 1}
            self.fields[f"deadline_{number}_on"] = forms.DateField(
                label=about(name, _("last day")),
                required=False,
                initial=kept.on if kept else None,
                widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
            )
            self.fields[f"deadline_{number}_note"] = forms.CharField(
                label=about(name, _("what for")),
                required=False,
                max_length=120,
                initial=kept.note if kept else "",
            )

    def _add_labels(self) -> None:
        for code, name in self.categories:
            said = self.overlay.labels.get(code, {})
            for language, label in (("en", _("English")), ("es", _("Spanish"))):
                self.fields[f"label_{code}_{language}"] = forms.CharField(
                    label=f"{name} ({label})",
                    required=False,
                    max_length=200,
                    initial=said.get(language, ""),
                )

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        for number in range(len(self.kept_fees) + SPARE):
            purpose, amount = said.get(f"fee_{number}_purpose"), said.get(f"fee_{number}_amount")
            if purpose and amount is None and f"fee_{number}_amount" not in self.errors:
                self.add_error(f"fee_{number}_amount", _("Write the amount; 0 for none."))
            if amount is not None and not purpose:
                self.add_error(f"fee_{number}_purpose", _("Say what the fee is for."))
        for code, _name in self.categories:
            if said.get(f"label_{code}_es") and not said.get(f"label_{code}_en"):
                self.add_error(f"label_{code}_en", _("Write the English name as well."))
        return said

    def _rows(self, start: str, legend: Any, **labels: Any) -> list[Row]:
        """The fields of a table, row by row, with their short labels."""
        found: list[Row] = []
        while f"{start}_{len(found)}_{next(iter(labels))}" in self.fields:
            names = {f"{start}_{len(found)}_{name}": label for name, label in labels.items()}
            found.append(self._row(legend % {"n": len(found) + 1}, names))
        return found

    def _row(self, legend: str, labels: dict[str, Any]) -> Row:
        """Copies, for the list of mistakes above the form names each field in full."""
        fields = []
        for name, label in labels.items():
            field = copy.copy(self[name])
            field.label = capfirst(label)
            fields.append(field)
        return Row(legend, fields)

    def fee_rows(self) -> list[Row]:
        names = {"purpose": _("for"), "category": _("category"), "amount": _("amount")}
        return self._rows("fee", _("Fee %(n)s"), **names)

    def ladder_rows(self) -> list[Row]:
        return self._rows("rung", _("Reminder %(n)s"), to=_("to"), days=_("days after the due day"))

    def _ladder(self) -> list[dict[str, Any]]:
        said = self.cleaned_data
        found = [
            {"days": said[f"rung_{n}_days"] or 0, "to": said[f"rung_{n}_to"]}
            for n in range(len(self.overlay.review_ladder) + 2)
            if said[f"rung_{n}_to"]
        ]
        return sorted(found, key=lambda one: (one["days"], one["to"]))

    def deadline_rows(self) -> list[Row]:
        return self._rows("deadline", _("Deadline %(n)s"), on=_("last day"), note=_("what for"))

    def label_rows(self) -> list[Row]:
        return [
            self._row(name, {f"label_{code}_en": _("English"), f"label_{code}_es": _("Spanish")})
            for code, name in self.categories
        ]

    def terms(self) -> Terms:
        """What the coordinator set. Valid forms only."""
        said = self.cleaned_data
        fees = [
            (purpose, said[f"fee_{n}_category"], said[f"fee_{n}_amount"])
            for n in range(len(self.kept_fees) + SPARE)
            if (purpose := said[f"fee_{n}_purpose"])
        ]
        deadlines = [
            (on, said[f"deadline_{n}_note"])
            for n in range(len(self.kept_deadlines) + SPARE)
            if (on := said[f"deadline_{n}_on"])
        ]
        return Terms(
            reviewers_required=said["reviewers_required"],
            review_days=said["review_days"],
            review_hours=said["review_hours"],
            review_order=said["review_order"],
            same_category=said["same_category"],
            review_ladder=self._ladder(),
            membership_rule=said["membership_rule"],
            locale=said["locale"],
            registration=said["registration"],
            complete_only=said["complete_only"],
            currency=said["currency"],
            accepted=[one.strip() for one in said["accepted"].splitlines() if one.strip()],
            labels=self._labels(),
            fees=fees,
            deadlines=deadlines,
            reviewing=self._reviewing(),
        )

    def _reviewing(self) -> Reviewing:
        said = {name: self.cleaned_data[name] for name in REVIEWING}
        said["service_hours"] = said["service_hours"] or Decimal(0)
        return Reviewing(**said)

    def _labels(self) -> dict[str, dict[str, str]]:
        # Names of categories that today's edition does not have are kept.
        known = dict(self.categories)
        found = {code: one for code, one in self.overlay.labels.items() if code not in known}
        for code in known:
            said = {one: self.cleaned_data[f"label_{code}_{one}"].strip() for one in ("en", "es")}
            text = {language: name for language, name in said.items() if name}
            if text:
                found[code] = text
        return found

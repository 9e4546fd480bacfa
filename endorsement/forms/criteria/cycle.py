"""How endorsements are renewed, as a form."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from endorsement.forms.criteria.blocks import together
from endorsement.forms.criteria.fields import number_field, tick_field
from endorsement.forms.criteria.naming import Choices, requirements_of
from endorsement.forms.criteria.parts import boxes, text_fields, text_value
from endorsement.forms.criteria.section import SPARE, Plain, SectionForm
from endorsement.rules.renewal import (
    CycleKind,
    FirstPeriod,
    RenewsUnder,
    Rung,
    anchor_and_days,
    code_of,
    in_order,
)

CURRENCIES = ["USD", "CAD", "GBP", "EUR", "AUD", "NZD", "MXN"]
SOME = "some"
MONTH_DAY = re.compile(r"^\d\d-\d\d$")


class DayAfterField(forms.CharField):
    """So many days, as a number, or a day of the year such as 02-01."""

    def clean(self, value: Any) -> int | str | None:
        said = super().clean(value)
        if not said:
            return None
        if MONTH_DAY.match(said):
            return str(said)
        if said.isdecimal() and len(said) <= 4:
            return int(said)
        raise ValidationError(_("Write a number of days, or a day of the year such as 02-01."))


def month_day_field(label: Any, value: Any, *, hint: Any = "") -> forms.Field:
    return forms.RegexField(
        MONTH_DAY,
        label=label,
        help_text=hint or _("Month and day, such as 12-31."),
        required=False,
        initial=value,
    )


class CycleForm(SectionForm):
    """How endorsements are renewed."""

    def build(self) -> None:
        said: Mapping[str, Any] = self.before.get("renewal") or {}
        self.fields.update(day_fields(said))
        self.fields.update(first_period_fields(said.get("first_period"), exemptable(self.before)))
        self.fields["renews_under"] = forms.ChoiceField(
            label=_("Each next cycle goes by"),
            required=False,
            choices=[
                ("", _("Nothing chosen")),
                (str(RenewsUnder.AWARD), _("the edition of the award")),
                (str(RenewsUnder.CURRENT), _("the edition that is in force when it begins")),
            ],
            initial=said.get("renews_under") or "",
        )
        self.fields.update(ladder_fields(said.get("ladder") or ()))
        self.fields.update(_evidence(said.get("evidence")))
        self.fields["inactive_months"] = number_field(
            _("Somebody inactive may come back within so many months"),
            said.get("inactive_months"),
            least=1,
        )
        self.fields["no_sanction"] = forms.BooleanField(
            label=_("Holders attest that no licensing board has acted against them"),
            required=False,
            initial=bool(said.get("no_sanction")),
        )

    def changed(self) -> Plain:
        said = self.cleaned_data
        if not said["kind"]:
            return self.set("renewal", None)
        before = self.before.get("renewal") or {}
        found = renewal_of(said, before)
        found |= _filled(said, "renews_under", "inactive_months")
        if said["attested"]:
            audit = _filled(said, "audit_percent")
            if said["audit_reinstated"]:
                audit["audit_reinstated"] = True
            found["evidence"] = {"attestation": audit}
        elif before.get("evidence") == "full":
            found["evidence"] = "full"
        if said["no_sanction"]:
            found["no_sanction"] = True
        return self.set("renewal", found)


def renewal_of(said: Mapping[str, Any], before: Mapping[str, Any]) -> Plain:
    """Days and reminders as the document has them, from what the form says."""
    opens = _filled(said, "days", "months")
    if said["opens_on"]:
        opens["on"] = said["opens_on"]
    found: Plain = {
        "cycle": _filled(said, "kind", "years", "month_day", "anchor_year"),
        "window_opens": opens,
        **_filled(said, "grace_days", "grace_through", "removed"),
    }
    if said["late"]:
        found["late"] = _late_of(said, before.get("late") or {})
    if said["first_period"] == SOME:
        found["first_period"] = {"exempt": said["first_exempts"]}
    elif said["first_period"]:
        found["first_period"] = said["first_period"]
    if ladder := ladder_of(said):
        found["ladder"] = ladder
    return found


def exemptable(document: Mapping[str, Any]) -> Choices:
    """What a first renewal may leave out: requirements of any category's renewal, each once."""
    found: dict[str, Any] = {}
    for code, category in (document.get("categories") or {}).items():
        if isinstance(category, dict) and "renewal" in category:
            found = {**dict(requirements_of(document, code, "renewal")), **found}
    return list(found.items())


def day_fields(said: Mapping[str, Any]) -> dict[str, forms.Field]:
    """When it is due, opens, is late, and leaves the registry."""
    removed = DayAfterField(
        label=_("Who has not renewed leaves the registry"),
        help_text=_(
            "So many days after the days of grace, or a day of the year such as 02-01. "
            "Empty: when the endorsement lapses."
        ),
        required=False,
        initial=said.get("removed"),
    )
    return {**_when(said), **_late(said.get("late")), "removed": removed}


def _when(said: Mapping[str, Any]) -> dict[str, forms.Field]:
    cycle, opens = said.get("cycle") or {}, said.get("window_opens") or {}
    return {
        "kind": forms.ChoiceField(
            label=_("Endorsements are renewed"),
            required=False,
            choices=[
                ("", _("not at all")),
                (str(CycleKind.FIXED_DATE), _("on a day of the year, for everybody")),
                (str(CycleKind.ANNIVERSARY), _("on the anniversary of the award")),
            ],
            initial=cycle.get("kind") or "",
        ),
        "years": number_field(_("Every so many years"), cycle.get("years"), least=1),
        "month_day": month_day_field(_("Day of the year"), cycle.get("month_day")),
        "anchor_year": number_field(
            _("A year in which a cycle of several years ends"), cycle.get("anchor_year")
        ),
        "days": number_field(_("Renewal opens so many days before it is due"), opens.get("days")),
        "months": number_field(_("Or so many months before it is due"), opens.get("months")),
        "opens_on": month_day_field(
            _("Or on a day of the year"), opens.get("on"), hint=_("Such as 10-01.")
        ),
        "grace_days": number_field(_("Days of grace"), said.get("grace_days")),
        "grace_through": month_day_field(
            _("Or grace through a day of the year"),
            said.get("grace_through"),
            hint=_("Such as 01-31; 02-29 is the last of February."),
        ),
    }


def _late(late: Any) -> dict[str, forms.Field]:
    said = late if isinstance(late, dict) else {}
    fee = said.get("fee") or {}
    fields: dict[str, forms.Field] = {
        "late": tick_field(_("Renewing in the days of grace is late"), late is not None),
        "late_from": DayAfterField(
            label=_("Late from"),
            help_text=_(
                "So many days after the due day, or a day of the year such as 02-01. Empty: the "
                "day after it is due."
            ),
            required=False,
            initial=said.get("from"),
        ),
        "late_amount": forms.DecimalField(
            label=_("Late fee"),
            required=False,
            min_value=Decimal(0),
            max_digits=10,
            decimal_places=2,
            initial=Decimal(str(fee["amount"])) if "amount" in fee else None,
        ),
        "late_currency": forms.ChoiceField(
            label=_("Currency of the fee"),
            required=False,
            choices=[
                (one, one) for one in dict.fromkeys([*CURRENCIES, fee.get("currency", "USD")])
            ],
            initial=fee.get("currency", "USD"),
        ),
        **text_fields("late_note", _("What is said of it"), said.get("note")),
    }
    return together(fields, _("Late renewal"), folds=True)


def _late_of(said: Mapping[str, Any], before: Mapping[str, Any]) -> Plain:
    found: Plain = {}
    if said["late_from"] is not None:
        found["from"] = said["late_from"]
    if said["late_amount"] is not None:
        amount = format(said["late_amount"].quantize(Decimal("0.01")), "f")
        found["fee"] = {"amount": amount, "currency": said["late_currency"] or "USD"}
    if note := text_value("late_note", said, before.get("note")):
        found["note"] = note
    return found


def first_period_fields(value: Any, exemptable: Choices) -> dict[str, forms.Field]:
    some = value.get("exempt") if isinstance(value, dict) else None
    return {
        "first_period": forms.ChoiceField(
            label=_("The year of the award"),
            required=False,
            choices=[
                ("", _("Nothing chosen")),
                (str(FirstPeriod.FULL), _("is renewed like any other")),
                (str(FirstPeriod.EXEMPT), _("needs no renewal")),
                (SOME, _("is renewed without the requirements ticked below")),
            ],
            initial=SOME if some else value or "",
        ),
        "first_exempts": boxes(_("Not asked for at the first renewal"), exemptable, some),
    }


def ladder_fields(ladder: Any) -> dict[str, forms.Field]:
    """Boxes for the usual reminders, and a row for each further one with three empty ones."""
    usual = [str(one) for one in Rung]
    found: dict[str, forms.Field] = {
        "ladder": boxes(
            _("Reminders"),
            [(one, RUNGS[one]) for one in usual],
            [one for one in ladder if one in usual],
        )
    }
    for at, code in enumerate([*(one for one in ladder if one not in usual), *[""] * SPARE]):
        found |= _rung_row(at, code)
    return found


def _rung_row(at: int, code: str) -> dict[str, forms.Field]:
    anchor, days = anchor_and_days(code) if code else (None, 0)
    fields: dict[str, forms.Field] = {
        f"rung_{at}_days": forms.IntegerField(
            label=_("days"),
            required=False,
            min_value=1,
            max_value=365,
            initial=abs(days) or None,
        ),
        f"rung_{at}_side": forms.ChoiceField(
            label=_("before or after"),
            required=False,
            choices=[("_", _("before")), ("+", _("after"))],
            initial="+" if days > 0 else "_",
        ),
        f"rung_{at}_anchor": forms.ChoiceField(
            label=_("which day"),
            required=False,
            choices=[
                ("", _("Nothing chosen")),
                *((str(one), name) for one, name in ANCHORS.items()),
            ],
            initial=str(anchor or ""),
        ),
    }
    return together(fields, _("Further reminder %(n)s") % {"n": at + 1})


def ladder_of(said: Mapping[str, Any]) -> list[str]:
    """The rungs that a form says, in the order in which they come."""
    codes = list(said["ladder"])
    at = 0
    while f"rung_{at}_days" in said:
        days, anchor = said[f"rung_{at}_days"], said[f"rung_{at}_anchor"]
        if days and anchor:
            codes.append(code_of(anchor, days if said[f"rung_{at}_side"] == "+" else -days))
        at += 1
    return in_order(codes)


def _evidence(evidence: Any) -> dict[str, forms.Field]:
    audit = evidence.get("attestation") if isinstance(evidence, dict) else None
    return {
        "attested": tick_field(_("People attest; only a sample is looked at"), audit is not None),
        "audit_percent": number_field(
            _("Percent that are looked at"), (audit or {}).get("audit_percent")
        ),
        "audit_reinstated": tick_field(
            _("Everybody who comes back is looked at"), (audit or {}).get("audit_reinstated")
        ),
    }


def _filled(said: Mapping[str, Any], *keys: str) -> Plain:
    return {key: said[key] for key in keys if said[key] not in (None, "")}


RUNGS: dict[str, Any] = {
    "window_opens": _("when renewal opens"),
    "due_90": _("90 days before it is due"),
    "due_60": _("60 days before it is due"),
    "due_30": _("30 days before it is due"),
    "due_7": _("7 days before it is due"),
    "due": _("on the day it is due"),
    "grace": _("when the days of grace begin"),
    "late": _("when a renewal is late"),
    "lapsed": _("when it has lapsed"),
    "removed": _("when the entry leaves the registry"),
}

ANCHORS: dict[Rung, Any] = {
    Rung.WINDOW_OPENS: _("the day renewal opens"),
    Rung.DUE: _("the day it is due"),
    Rung.GRACE: _("the first day of grace"),
    Rung.LATE: _("the first day on which it is late"),
    Rung.LAPSED: _("the day it lapses"),
    Rung.REMOVED: _("the day the entry leaves the registry"),
}

"""Reading how an edition renews, and what an association sets on top of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from endorsement.rules.reading import Node
from endorsement.rules.renewal import (
    USUAL_LADDER,
    After,
    Amount,
    CycleKind,
    Evidence,
    FirstPeriod,
    Late,
    MonthDay,
    RenewalRule,
    RenewsUnder,
    anchor_and_days,
    in_order,
)

KEYS = (
    *("grace_days", "grace_through", "late", "removed", "first_period", "renews_under", "ladder"),
    *("evidence", "inactive_months", "no_sanction"),
)
OVERLAY_KEYS = (
    *("cycle", "window_opens", "grace_days", "grace_through", "late", "removed", "first_period"),
    "ladder",
)
"""What an association may set itself; how much is looked at and who may come back is the scheme's."""

LONGEST = 3660
_CURRENCY = re.compile(r"^[A-Z]{3}$")


def read_renewal(node: Node) -> RenewalRule:
    """The renewal cycle, its window and days after it, its ladder, and how much is looked at."""
    fields = node.fields(("cycle", "window_opens"), KEYS)
    cycle = fields["cycle"].fields(("kind",), ("years", "month_day", "anchor_year"))
    kind = cycle["kind"].choice(CycleKind)
    if kind is CycleKind.FIXED_DATE and "month_day" not in cycle:
        raise fields["cycle"].error("missing_key", key="month_day")
    month, day = _month_day(cycle["month_day"]) if "month_day" in cycle else (12, 31)
    opens = fields["window_opens"].fields((), ("months", "days", "on"))
    if len(opens) != 1:
        raise fields["window_opens"].error("one_kind", options="months, days, on")
    if "grace_days" in fields and "grace_through" in fields:
        raise fields["grace_through"].error("either_or", one="grace_days", other="grace_through")
    ladder = fields.get("ladder")
    inactive = fields.get("inactive_months")
    under = fields.get("renews_under")
    first, exempts = _first_period(fields.get("first_period"))
    grace_days = fields["grace_days"].integer(maximum=LONGEST) if "grace_days" in fields else 0
    if "late" in fields and not (grace_days or "grace_through" in fields):
        raise fields["late"].error("late_without_grace")
    return RenewalRule(
        kind=kind,
        years=cycle["years"].integer(minimum=1, maximum=10) if "years" in cycle else 1,
        month=month,
        day=day,
        anchor=cycle["anchor_year"].integer(minimum=1900, maximum=9000)
        if "anchor_year" in cycle
        else 0,
        opens_months_before=opens["months"].integer(maximum=120) if "months" in opens else 0,
        opens_days_before=opens["days"].integer(maximum=LONGEST) if "days" in opens else 0,
        opens_on=_month_day(opens["on"]) if "on" in opens else None,
        grace_days=grace_days,
        grace_through=_month_day(fields["grace_through"]) if "grace_through" in fields else None,
        late=_late(fields["late"]) if "late" in fields else None,
        removed=_after(fields["removed"]) if "removed" in fields else After(),
        first_period=first,
        first_exempts=exempts,
        renews_under=under.choice(RenewsUnder) if under else RenewsUnder.AWARD,
        ladder=tuple(in_order(_rung(one) for one in ladder.items())) if ladder else USUAL_LADDER,
        evidence=_evidence(fields["evidence"]) if "evidence" in fields else Evidence(),
        no_sanction=fields["no_sanction"].boolean() if "no_sanction" in fields else False,
        inactive_months=inactive.integer(minimum=1, maximum=120) if inactive else 0,
    )


def overlaid(renewal: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """How the edition renews, with what the association sets itself.

    A grace that lasts through a day replaces one of so many days, and the other way round.
    """
    found = {key: value for key, value in renewal.items() if value is not None}
    own = {key: value for key, value in own.items() if key in OVERLAY_KEYS}
    if {"grace_days", "grace_through"} & own.keys():
        found = {key: found[key] for key in found if key not in ("grace_days", "grace_through")}
        if not own.get("grace_days") and "grace_through" not in own:
            found.pop("late", None)
    return {**found, **own}


def _month_day(node: Node) -> MonthDay:
    try:
        # A leap year, so that 02-29 is a day; in other years it means the last of February.
        on = date.fromisoformat(f"2000-{node.value}")
    except ValueError:
        raise node.error("not_a_month_day", value=node.value) from None
    return on.month, on.day


def _after(node: Node) -> After:
    """So many days after, as a number, or a day of the year."""
    if isinstance(node.value, str):
        return After(month_day=_month_day(node))
    return After(days=node.integer(maximum=LONGEST))


def _late(node: Node) -> Late:
    fields = node.fields((), ("from", "fee", "note"))
    return Late(
        begins=_after(fields["from"]) if "from" in fields else After(days=1),
        fee=_amount(fields["fee"]) if "fee" in fields else None,
        note=fields["note"].label() if "note" in fields else {},
    )


def _amount(node: Node) -> Amount:
    fields = node.fields(("amount", "currency"))
    currency = fields["currency"].text()
    if not _CURRENCY.match(currency):
        raise fields["currency"].error("not_a_currency", value=currency)
    return Amount(
        amount=(Decimal(fields["amount"].hours()) / 100).quantize(Decimal("0.01")),
        currency=currency,
    )


def _first_period(node: Node | None) -> tuple[FirstPeriod, tuple[str, ...]]:
    """`full`, `exempt`, or `{exempt: [training]}`: renewed, but without these requirements."""
    if node is None:
        return FirstPeriod.FULL, ()
    if isinstance(node.value, Mapping):
        return FirstPeriod.FULL, node.fields(("exempt",))["exempt"].codes()
    return node.choice(FirstPeriod), ()


def _rung(node: Node) -> str:
    try:
        anchor_and_days(str(node.value))
    except ValueError:
        raise node.error("not_a_rung", value=node.value) from None
    return str(node.value)


def _evidence(node: Node) -> Evidence:
    """`full`, or `{attestation: {audit_percent: 10, audit_reinstated: true}}`."""
    if node.value == "full":
        return Evidence()
    inner = node.fields(("attestation",))["attestation"]
    fields = inner.fields(("audit_percent",), ("audit_reinstated",))
    return Evidence(
        attested=True,
        audit_percent=fields["audit_percent"].integer(maximum=100),
        audit_reinstated="audit_reinstated" in fields and fields["audit_reinstated"].boolean(),
    )

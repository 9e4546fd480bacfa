"""Reading how an edition renews."""

from __future__ import annotations

from datetime import date

from endorsement.rules.reading import Node
from endorsement.rules.renewal import CycleKind, Evidence, FirstPeriod, RenewalRule, Rung


def read_renewal(node: Node) -> RenewalRule:
    """The renewal cycle, its window, its ladder, and how much evidence is looked at."""
    fields = node.fields(
        ("cycle", "window_opens"),
        ("grace_days", "first_period", "ladder", "evidence", "inactive_months"),
    )
    cycle = fields["cycle"].fields(("kind",), ("years", "month_day", "anchor_year"))
    kind = cycle["kind"].choice(CycleKind)
    if kind is CycleKind.FIXED_DATE and "month_day" not in cycle:
        raise fields["cycle"].error("missing_key", key="month_day")
    month, day = _month_day(cycle["month_day"]) if "month_day" in cycle else (12, 31)
    opens = fields["window_opens"].fields((), ("months", "days"))
    if len(opens) != 1:
        raise fields["window_opens"].error("one_kind", options="months, days")
    ladder = fields.get("ladder")
    first = fields.get("first_period")
    inactive = fields.get("inactive_months")
    return RenewalRule(
        kind=kind,
        years=cycle["years"].integer(minimum=1, maximum=10) if "years" in cycle else 1,
        month=month,
        day=day,
        anchor=cycle["anchor_year"].integer(minimum=1900, maximum=9000)
        if "anchor_year" in cycle
        else 0,
        opens_months_before=opens["months"].integer(maximum=120) if "months" in opens else 0,
        opens_days_before=opens["days"].integer(maximum=3660) if "days" in opens else 0,
        grace_days=fields["grace_days"].integer(maximum=3660) if "grace_days" in fields else 0,
        first_period=first.choice(FirstPeriod) if first else FirstPeriod.FULL,
        ladder=tuple(one.choice(Rung) for one in ladder.items()) if ladder else tuple(Rung),
        evidence=_evidence(fields["evidence"]) if "evidence" in fields else Evidence(),
        inactive_months=inactive.integer(minimum=1, maximum=120) if inactive else 0,
    )


def _month_day(node: Node) -> tuple[int, int]:
    try:
        # A leap year, so that 02-29 is a day; in other years it means the last of February.
        on = date.fromisoformat(f"2000-{node.value}")
    except ValueError:
        raise node.error("not_a_month_day", value=node.value) from None
    return on.month, on.day


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

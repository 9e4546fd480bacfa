"""Awards of before whose reminders wait, and what the ladder would send once they are started."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from endorsement.models import Association, Endorsement, Renewal, RenewalCycle
from endorsement.rules.renewal import Cycle, Step, rungs
from endorsement.selectors import cycle_rules


@dataclass(frozen=True)
class Plan:
    """What starting the reminders of one cycle would mean on a day.

    `before` are rungs of the time before the import: they are recorded as suppressed. `at_once` has
    come since, `following` comes next. `over`: the days of grace are over, so it lapses at once.
    """

    cycle: RenewalCycle
    before: tuple[Step, ...]
    at_once: Step | None
    following: Step | None
    over: bool

    @property
    def endorsement(self) -> Endorsement:
        return self.cycle.endorsement


def cycles(association: Association) -> QuerySet[RenewalCycle]:
    """Open cycles of active awards of before that wait for their start, the next due day first.

    Where a renewal was handed in the days wait for a decision, and nobody starts them.
    """
    return (
        RenewalCycle.objects.filter(
            endorsement__association=association,
            endorsement__imported_at__isnull=False,
            endorsement__state=Endorsement.State.ACTIVE,
            endorsement__person__erased_at__isnull=True,
            endorsement__person__deceased_on__isnull=True,
            state=RenewalCycle.State.OPEN,
            next_rung_on__isnull=True,
            next_status_on__isnull=True,
        )
        .exclude(renewal__state=Renewal.State.HANDED_IN)
        .select_related(
            "edition",
            "endorsement__person",
            "endorsement__association__overlay",
            "endorsement__edition",
        )
        .order_by("due_on", "pk")
    )


def plans(association: Association, rows: Iterable[RenewalCycle], at: datetime) -> list[Plan]:
    """What the ladder would send for these cycles if it were started now; no query."""
    today = association.day_of(at)
    return [_plan(cycle, association.day_of(_came(cycle, at)), today) for cycle in rows]


def over(association: Association, at: datetime) -> QuerySet[RenewalCycle]:
    """Those that would lapse at once."""
    return cycles(association).filter(grace_through__lt=association.day_of(at))


def summary(found: Iterable[Plan]) -> dict[str, int]:
    """How many messages would leave at once, how many lapse, how many wait for their day."""
    counts = Counter("over" if one.over else "at_once" if one.at_once else "later" for one in found)
    return {name: counts[name] for name in ("at_once", "later", "over")}


def _came(cycle: RenewalCycle, at: datetime) -> datetime:
    return cycle.endorsement.imported_at or at


def _plan(cycle: RenewalCycle, imported_on: date, today: date) -> Plan:
    rule = cycle_rules.rule_of(cycle)
    steps = rungs(_days(cycle), rule.ladder if rule else ())
    since = [step for step in steps if imported_on <= step[1] <= today]
    return Plan(
        cycle=cycle,
        before=tuple(step for step in steps if step[1] < imported_on),
        at_once=since[-1] if since else None,
        following=next((step for step in steps if step[1] > today), None),
        over=today > cycle.grace_through,
    )


def _days(cycle: RenewalCycle) -> Cycle:
    return Cycle(**{name: getattr(cycle, name) for name in Cycle.__slots__})

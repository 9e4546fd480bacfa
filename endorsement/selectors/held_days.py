"""On which days an endorsement was held: what a provider's standing and a holding rest on."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Count, Max, Q, QuerySet

from endorsement.models import Endorsement, RenewalCycle
from endorsement.rules.endorsement_moves import HELD
from endorsement.rules.windows import ONE_DAY


def with_days(rows: QuerySet[Any]) -> QuerySet[Any]:
    """The same endorsements with what `spans` and `held_through` read."""
    return rows.annotate(
        good_through=Max("cycles__grace_through"),
        returns=Count("cycles", filter=Q(cycles__reinstated=True)),
    )


def held_through(row: Any) -> date | None:
    """The last day on which it was held; none while it is active.

    A break, a sanction or an end counts from its own day, not from the end of the period it fell in.
    """
    if row.state == Endorsement.State.ACTIVE:
        return None
    if row.state in HELD and row.state_since_on:
        return max(row.awarded_on, row.state_since_on - ONE_DAY)
    last: date = row.good_through or row.awarded_on
    return last


def spans(row: Any) -> Iterator[tuple[date, date | None]]:
    """First and last day of each time it was held; the days between a lapse and the return are in none.

    Few were ever reinstated: their periods are one query for each of them.
    """
    since: date = row.awarded_on
    lapsed_through: date | None = None
    for cycle in row.cycles.order_by("number") if row.returns else ():
        if cycle.reinstated:
            before = cycle.starts_on - ONE_DAY
            yield since, min(lapsed_through or before, before)
            since, lapsed_through = cycle.starts_on, None
        if cycle.state == RenewalCycle.State.LAPSED:
            lapsed_through = cycle.grace_through
    yield since, held_through(row)

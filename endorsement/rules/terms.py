"""What an hours requirement asks of one person on one day: conditions answered, needs pro-rated."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from endorsement.rules.circumstances import Circumstances, nominal_start, true_of
from endorsement.rules.criteria import (
    CoverageNeed,
    Dimension,
    EntryFilter,
    Hours,
    ProRata,
)
from endorsement.rules.facts import Entry, Hundredths, Portfolio, covers
from endorsement.rules.sorts import value_of, worth
from endorsement.rules.windows import whole_months

Limit = tuple[Dimension, str]
"""A sort of hours of which only so many count."""


@dataclass(frozen=True, slots=True)
class Part:
    """A minimum inside the total."""

    dimension: Dimension
    code: str
    need: Hundredths

    @property
    def subject(self) -> str:
        """What it is about, such as `topic.dei`."""
        return f"{self.dimension}.{self.code}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """The needs as they are for this person. `sets`: disjoint or not, and the parts of it.

    `allowed`: what may be counted of each entry, where other requirements want it as well.
    """

    need: Hundredths
    most: Hundredths | None
    topic: str
    sets: tuple[tuple[bool, tuple[Part, ...]], ...]
    caps: Mapping[Limit, Hundredths]
    coverage: CoverageNeed | None
    wanted: EntryFilter
    allowed: Mapping[str, Hundredths] | None = None

    def hours(self, entry: Entry) -> Hundredths:
        """The hours of an entry, whoever counts them."""
        return worth(entry, self.wanted)

    def asked(self, entry: Entry) -> Hundredths:
        """How much of an entry could count at all."""
        hours = worth(entry, self.wanted)
        return min(hours, entry.topics.get(self.topic, 0)) if self.topic else hours

    def amount(self, entry: Entry) -> Hundredths:
        """How much of an entry could count beside what other requirements count."""
        asked = self.asked(entry)
        return asked if self.allowed is None else min(asked, self.allowed.get(entry.key, 0))

    def limits(self, entry: Entry) -> tuple[Limit, ...]:
        """The limits an entry falls under."""
        if not self.caps:
            return ()
        return tuple(one for one in self.caps if value_of(entry, one[0]) == one[1])

    def share(self, entry: Entry, part: Part, *, disjoint: bool) -> Hundredths:
        """How many of an entry's hours could serve a part.

        Over areas, a stated split binds where hours must be divided; an entry without one may be
        divided freely over the areas it covers.
        """
        hours = worth(entry, self.wanted)
        if part.dimension is Dimension.TOPIC:
            return min(hours, entry.topics.get(part.code, 0))
        if part.dimension is Dimension.AREA:
            return area_share(entry, part.code, hours, disjoint=disjoint)
        return hours if value_of(entry, part.dimension) == part.code else 0


def area_share(entry: Entry, area: str, hours: Hundredths, *, disjoint: bool) -> Hundredths:
    """How many hours of an entry could serve an area."""
    if disjoint and entry.split:
        own = entry.split.get(area, 0)
        below = 0
        if "." not in area:
            prefix = f"{area}."
            below = sum(
                amount for reference, amount in entry.split.items() if reference.startswith(prefix)
            )
        return min(hours, own + below)
    return hours if covers(entry, area) else 0


def terms_of(criterion: Hours, portfolio: Portfolio, known: Circumstances) -> Terms:
    """Answer the conditions of a requirement and shrink its needs where they are pro-rated."""
    top, bottom = share_of_cycle(criterion, known)

    def scaled(need: Hundredths) -> Hundredths:
        return -(-need * top // bottom)

    sets = []
    for quotas in criterion.quotas:
        parts = tuple(
            Part(quotas.dimension, part.code, scaled(part.need))
            for part in quotas.parts
            if true_of(part.when, portfolio, known)
        )
        if parts:
            sets.append((quotas.disjoint, parts))
    caps: dict[Limit, Hundredths] = {}
    for cap in criterion.caps:
        if true_of(cap.when, portfolio, known):
            limit = (cap.dimension, cap.code)
            caps[limit] = min(cap.most, caps.get(limit, cap.most))
    return Terms(
        need=scaled(criterion.need),
        most=criterion.most,
        topic=criterion.topic,
        sets=tuple(sets),
        caps=caps,
        coverage=criterion.coverage,
        wanted=criterion.entries,
    )


def share_of_cycle(criterion: Hours, known: Circumstances) -> tuple[int, int]:
    """The part of the cycle that counts, as a fraction: whole years or months endorsed in it."""
    if criterion.pro_rata is None or known.period is None or known.tenure is None:
        return 1, 1
    whole = 12 * known.tenure.cycle_years
    held_since = known.tenure.resumed_on or known.tenure.endorsed_on
    begins = max(nominal_start(known), held_since)
    months = min(whole, whole_months((begins, known.period[1]))[0])
    if criterion.pro_rata is ProRata.MONTHS:
        return max(0, months), whole
    return max(0, months) // 12, known.tenure.cycle_years

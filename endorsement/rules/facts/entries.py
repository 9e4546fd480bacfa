"""One line of the ledger, and who gave it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from endorsement.rules.facts.codes import (
    Delivery,
    EducationLevel,
    Hundredths,
    Kind,
    Mode,
    RscFocus,
    RscFormat,
    Verification,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What makes a provider qualified, and from which day through which day.

    `basis` is a category code, an add-on code, or "vetted"; `emerging` while it is on the way.
    """

    basis: str
    from_on: date
    through_on: date | None = None
    emerging: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """Who gave RSC, without a name. `standings` None: nobody has decided about them yet."""

    ref: str
    standings: tuple[Standing, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing in the ledger, net of its corrections.

    `key` is the source key or public id. An entry with hours is dated by its last day.
    `covers` holds area and competency references; `split` divides the hours over areas for schemes
    that forbid double counting; `topics` gives the hours per topic.
    `accepted` is the association's answer for a training: True, False, or None while it is open.
    `credits` (hundredths, in `credit_unit`) become hours at the edition's rate where no hours are
    stated. `people` are opaque references to those served: their number counts, never who they are.
    """

    key: str
    kind: Kind
    first_on: date
    last_on: date | None = None
    hours: Hundredths | None = None
    draft: bool = False
    verification: Verification = Verification.SELF_REPORTED
    accepted: bool | None = None
    # Shown to a reviewer, ignored by every rule.
    title: str = ""
    organization: str = ""
    # What was learned, and how.
    framework: str = "core@1"
    covers: frozenset[str] = frozenset()
    split: Mapping[str, Hundredths] = field(default_factory=dict)
    topics: Mapping[str, Hundredths] = field(default_factory=dict)
    delivery: Delivery | None = None
    mode: Mode | None = None
    credits: int | None = None
    credit_unit: str = ""
    age_bands: frozenset[str] = frozenset()
    # Reflective supervision/consultation.
    format: RscFormat | None = None
    focus: RscFocus | None = None
    peer: bool = False
    provider: Provider | None = None
    people: frozenset[str] = frozenset()
    disciplines: frozenset[str] = frozenset()
    # Education.
    level: EducationLevel | None = None
    field_code: str = ""
    # Work.
    paid: bool | None = None
    families: int | None = None
    roles: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if self.hours is not None and self.hours < 0:
            raise ValueError(f"{self.key}: hours cannot be negative")
        if self.last_on is not None and self.last_on < self.first_on:
            raise ValueError(f"{self.key}: the last day is before the first")

    @property
    def dated_on(self) -> date:
        """The day that places the entry in time: its last day, or its first while it goes on."""
        return self.last_on or self.first_on


def area_of(reference: str) -> str:
    """The area of a competency reference: `core:foundations.attachment` -> `core:foundations`."""
    return reference.split(".", 1)[0]


def covers(entry: Entry, reference: str) -> bool:
    """Whether the entry covers an area or a competency; a covered competency covers its area."""
    if reference in entry.covers or reference in entry.split:
        return True
    if "." in reference:
        return False
    below = f"{reference}."
    return any(one.startswith(below) for one in entry.covers) or any(
        one.startswith(below) for one in entry.split
    )

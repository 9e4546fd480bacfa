"""What is known about a person: frozen values that the rules read and never change.

Hours are integer hundredths of a clock hour (150 is one and a half hours). Days are calendar days,
inclusive on both ends; an end of None means "still going on".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

Hundredths = int
"""Clock hours times one hundred."""

AttributeValue = str | int | bool

TOPICS = ("iecmh", "dei", "rsc_provision", "ethics")
"""Topic codes of the platform, in the order in which they are shown."""


class Kind(StrEnum):
    """What a ledger entry is about."""

    TRAINING = "training"
    RSC_RECEIVED = "rsc_received"
    RSC_GIVEN = "rsc_given"
    WORK = "work"
    EDUCATION = "education"
    SERVICE = "service"
    ACHIEVEMENT = "achievement"


class Verification(StrEnum):
    """Who stands behind an entry, weakest first."""

    SELF_REPORTED = "self_reported"
    CONFIRMED = "confirmed"
    SYSTEM = "system"

    @property
    def rank(self) -> int:
        """Position on the scale; a greater rank is stronger."""
        return list(Verification).index(self)


class EducationLevel(StrEnum):
    """Levels of education, lowest first. A degree is associate or above."""

    SECONDARY = "secondary"
    CERTIFICATE = "certificate"
    ASSOCIATE = "associate"
    BACHELOR = "bachelor"
    MASTER = "master"
    DOCTORATE = "doctorate"

    @property
    def rank(self) -> int:
        """Position on the scale; a greater rank is higher."""
        return list(EducationLevel).index(self)


class RscFormat(StrEnum):
    """How many sit together in reflective supervision/consultation."""

    INDIVIDUAL = "individual"
    GROUP = "group"


class RscFocus(StrEnum):
    """What an hour of RSC was about."""

    OWN_PRACTICE = "own_practice"
    PROVISION = "provision"


class Mode(StrEnum):
    """Where people met."""

    IN_PERSON = "in_person"
    ONLINE = "online"
    SELF_PACED = "self_paced"


class Delivery(StrEnum):
    """How a training was given, strongest evidence first."""

    COURSE = "course"
    SERIES = "series"
    IN_SERVICE = "in_service"
    CONFERENCE = "conference"


class HoldingState(StrEnum):
    """Standing of an endorsement that a person holds."""

    ACTIVE = "active"
    EMERGING = "emerging"
    INACTIVE = "inactive"
    LAPSED = "lapsed"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What makes a provider qualified, and from which day through which day.

    `basis` is a category code, an add-on code, or "vetted".
    """

    basis: str
    from_on: date
    through_on: date | None = None


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
    # Reflective supervision/consultation.
    format: RscFormat | None = None
    focus: RscFocus | None = None
    peer: bool = False
    provider: Provider | None = None
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


class Recommendation(StrEnum):
    """What a reference says in the end."""

    RECOMMEND = "recommend"
    WITH_RESERVATIONS = "with_reservations"
    NOT_RECOMMEND = "not_recommend"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A reference rating. `completed_on` None: asked for and not answered yet.

    `rater_vetted` None: nobody has decided yet. `not_enough_information` counts such answers.
    """

    key: str
    role: str
    completed_on: date | None = None
    rater_endorsed: bool = False
    rater_vetted: bool | None = False
    not_enough_information: int = 0
    recommendation: Recommendation | None = None
    waived: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """A document that the person signed; `cycle` names the renewal cycle it was signed for."""

    document: str
    signed_on: date
    cycle: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """An endorsement the person holds or held."""

    category: str
    from_on: date
    through_on: date | None = None
    state: HoldingState = HoldingState.ACTIVE


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonBlock:
    """Who the portfolio is about, for the people who read it. No rule looks at it."""

    ref: str
    name: str = ""
    language: str = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class Portfolio:
    """Everything the rules may know about one person.

    `attributes` answer the conditions of a scheme, for example `provides_rsc` -> True.
    """

    person: PersonBlock = field(default_factory=lambda: PersonBlock(ref=""))
    entries: tuple[Entry, ...] = ()
    references: tuple[Reference, ...] = ()
    signatures: tuple[Signature, ...] = ()
    holdings: tuple[Holding, ...] = ()
    attributes: Mapping[str, AttributeValue] = field(default_factory=dict)


def area_of(reference: str) -> str:
    """The area of a competency reference: `core:foundations.attachment` -> `core:foundations`."""
    return reference.split(".", 1)[0]


def covers(entry: Entry, reference: str) -> bool:
    """Whether the entry covers an area or a competency; a covered competency covers its area."""
    mentioned = entry.covers | set(entry.split)
    return reference in mentioned or reference in {area_of(one) for one in mentioned}

"""The words that facts and criteria share: kinds, levels, formats, states."""

from __future__ import annotations

from enum import StrEnum

Hundredths = int
"""Clock hours times one hundred."""

AttributeValue = str | int | bool

TOPICS = ("iecmh", "dei", "rsc_provision", "ethics")
"""Topic codes of the platform, in the order in which they are shown."""

WORK_ROLES = (
    *("direct_service", "relationship_therapy", "supervises_service", "provides_rsc"),
    *("mentors_facilitators", "leadership", "manager", "policy", "teaching_research"),
    *("supervised_internship", "supervised_volunteer"),
)
"""What somebody did at work, as schemes may ask for it, in the order in which it is offered."""

AGE_BANDS = ("infant", "early_childhood")
"""Ages of the children served, where no edition names its own."""

DISCIPLINES = (
    *("early_intervention", "early_childhood_education", "home_visiting", "child_welfare"),
    *("social_work", "counseling", "psychology", "nursing", "special_education", "therapies"),
    "other_discipline",
)
"""Fields of work of those to whom somebody gives supervision."""

CREDIT_UNITS = ("semester", "quarter", "ceu")
"""In what colleges and trainings count credits; what one is worth is the edition's to say."""


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
    SUSPENDED = "suspended"
    RETIRED = "retired"
    ARCHIVED = "archived"
    LAPSED = "lapsed"
    REVOKED = "revoked"


class Recommendation(StrEnum):
    """What a reference says in the end."""

    RECOMMEND = "recommend"
    WITH_RESERVATIONS = "with_reservations"
    NOT_RECOMMEND = "not_recommend"

"""What is known about a person: frozen values that the rules read and never change.

Hours are integer hundredths of a clock hour (150 is one and a half hours). Days are calendar days,
inclusive on both ends; an end of None means "still going on".
"""

from endorsement.rules.facts.codes import (
    AGE_BANDS,
    CREDIT_UNITS,
    DISCIPLINES,
    TOPICS,
    WORK_ROLES,
    AttributeValue,
    Delivery,
    EducationLevel,
    HoldingState,
    Hundredths,
    Kind,
    Mode,
    Recommendation,
    RscFocus,
    RscFormat,
    Verification,
)
from endorsement.rules.facts.entries import Entry, Provider, Standing, area_of, covers
from endorsement.rules.facts.people import (
    Assessment,
    ExamResult,
    Holding,
    Membership,
    Reference,
    SelfRating,
    Signature,
    Upload,
)
from endorsement.rules.facts.portfolio import PersonBlock, Portfolio

__all__ = [
    "AGE_BANDS",
    "CREDIT_UNITS",
    "DISCIPLINES",
    "TOPICS",
    "WORK_ROLES",
    "Assessment",
    "AttributeValue",
    "Delivery",
    "EducationLevel",
    "Entry",
    "ExamResult",
    "Holding",
    "HoldingState",
    "Hundredths",
    "Kind",
    "Membership",
    "Mode",
    "PersonBlock",
    "Portfolio",
    "Provider",
    "Recommendation",
    "Reference",
    "RscFocus",
    "RscFormat",
    "SelfRating",
    "Signature",
    "Standing",
    "Upload",
    "Verification",
    "area_of",
    "covers",
]

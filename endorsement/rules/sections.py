"""The sections of an application as people know them, and to which one a requirement belongs."""

from __future__ import annotations

from enum import StrEnum

from endorsement.rules.criteria import Criterion, EntryCriterion
from endorsement.rules.facts import Kind


class Section(StrEnum):
    """In the order in which people work through them."""

    DETAILS = "details"
    EDUCATION = "education"
    WORK = "work"
    TRAINING = "training"
    RSC = "rsc"
    REFERENCES = "references"
    AGREEMENT = "agreement"
    COMPETENCIES = "competencies"


_BY_KIND = {
    "education": Section.EDUCATION,
    "work": Section.WORK,
    "supervision": Section.RSC,
    "coverage": Section.COMPETENCIES,
    "self_assessment": Section.COMPETENCIES,
    "references": Section.REFERENCES,
    "signatures": Section.AGREEMENT,
    "membership": Section.DETAILS,
    "uploads": Section.DETAILS,
    "holding": Section.DETAILS,
}
_BY_ENTRY = {
    Kind.RSC_RECEIVED: Section.RSC,
    Kind.RSC_GIVEN: Section.RSC,
    Kind.WORK: Section.WORK,
    Kind.EDUCATION: Section.EDUCATION,
}
#: Kinds of entries that are shown in a section.
ENTRIES = {
    Section.EDUCATION: (Kind.EDUCATION,),
    Section.WORK: (Kind.WORK,),
    Section.TRAINING: (Kind.TRAINING, Kind.SERVICE, Kind.ACHIEVEMENT),
    Section.RSC: (Kind.RSC_RECEIVED, Kind.RSC_GIVEN),
}


def section_of(criterion: Criterion) -> Section | None:
    """The section of a requirement; None for what comes after handing in, such as an exam."""
    if criterion.kind in _BY_KIND:
        return _BY_KIND[criterion.kind]
    if isinstance(criterion, EntryCriterion):
        found = {_BY_ENTRY.get(kind, Section.TRAINING) for kind in criterion.entries.kinds}
        return found.pop() if len(found) == 1 else Section.TRAINING
    return None

"""What sort of entry something is, and how many hours it is worth."""

from __future__ import annotations

from endorsement.rules.criteria import Dimension, EntryFilter
from endorsement.rules.facts import Entry, Hundredths, covers


def worth(entry: Entry, wanted: EntryFilter) -> Hundredths:
    """The hours of an entry; credits are worth what the edition says."""
    if entry.hours is not None:
        return entry.hours
    if entry.credits is None:
        return 0
    rate = dict(wanted.credit_hours).get(entry.credit_unit, 0)
    return entry.credits * rate // 100


def is_of(entry: Entry, dimension: Dimension, value: str) -> bool:
    """Whether an entry has a value in a dimension."""
    match dimension:
        case Dimension.TOPIC:
            return entry.topics.get(value, 0) > 0
        case Dimension.AREA:
            return covers(entry, value)
        case Dimension.ROLE:
            return value in entry.roles
        case Dimension.DISCIPLINE:
            return value in entry.disciplines
        case Dimension.AGE_BAND:
            return value in entry.age_bands
    return value_of(entry, dimension) == value


def value_of(entry: Entry, dimension: Dimension) -> str:
    """The one value an entry has in a dimension, or an empty string."""
    match dimension:
        case Dimension.KIND:
            return entry.kind
        case Dimension.FORMAT:
            return entry.format or ""
        case Dimension.FOCUS:
            return entry.focus or ""
        case Dimension.DELIVERY:
            return entry.delivery or ""
        case Dimension.MODE:
            return entry.mode or ""
        case Dimension.FIELD:
            return entry.field_code
    return ""

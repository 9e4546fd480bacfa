"""What differs between two documents of an edition, in words."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from endorsement import wording
from endorsement.rules import drafting
from endorsement.selectors import criteria_desk

Plain = dict[str, Any]


@dataclass(frozen=True)
class Difference:
    """`where` it is, what was said `before` and what is said `after`; one of them may be empty."""

    where: str
    before: str
    after: str


def differences(before: Plain, after: Plain) -> list[Difference]:
    """From one document to the other, in the reader's language."""
    old, new = criteria_desk.names(before), criteria_desk.names(after)
    known = {**old, **new}
    found = []
    for change in drafting.compare(before, after):
        where = _where(change, known)
        if change.purpose:
            said = _said(change.sort)
            was = _requirement(before, change, old) if change.before is not None else ""
            now = _requirement(after, change, new) if change.after is not None else ""
            if was == now:
                was, now = "", said
            elif not now:
                now = said
            found.append(Difference(where, was, now))
        elif change.id == "edition":
            found.append(Difference(where, _dates(change.before), _dates(change.after)))
        else:
            found.append(Difference(where, "", _said(change.sort)))
    return found


def _where(change: drafting.Change, names: wording.Names) -> str:
    places = []
    if change.category:
        places.append(wording.word(change.category, names))
    if change.purpose:
        places.append(str(PURPOSES[change.purpose]()))
        node = change.after or change.before or {}
        label = node.get("label")
        places.append(wording.pick(label) if label else _("All requirements"))
    elif change.id:
        places.append(str(SECTIONS[change.id]()) if change.id in SECTIONS else change.id)
    return " › ".join(places)


def _requirement(document: Plain, change: drafting.Change, names: wording.Names) -> str:
    place = drafting.find(document, change.category, change.purpose, change.id)
    return criteria_desk.sentence(document, change.purpose, place, names) or _("not sound yet")


def _said(sort: str) -> str:
    return {
        "added": _("added"),
        "removed": _("removed"),
        "changed": _("changed"),
        "moved": _("moved"),
    }[sort]


def _dates(said: Any) -> str:
    if not isinstance(said, dict):
        return ""
    return " ".join(_parts_of(said))


def _parts_of(said: Plain) -> Iterator[str]:
    yield str(said.get("code", ""))
    yield _("from %(day)s on") % {"day": _day(said.get("effective_from"))}
    if said.get("effective_through"):
        yield _("through %(day)s") % {"day": _day(said["effective_through"])}


def _day(value: Any) -> str:
    return date_format(date.fromisoformat(str(value)), "DATE_FORMAT")


PURPOSES = {
    "award": lambda: _("first award"),
    "renewal": lambda: _("renewal"),
    "reinstatement": lambda: _("reinstatement"),
}
SECTIONS = {
    "name": lambda: _("Name"),
    "description": lambda: _("Description"),
    "edition": lambda: _("Code and days"),
    "frameworks": lambda: _("Competency frameworks"),
    "documents": lambda: _("Documents to sign"),
    "uploads": lambda: _("Papers to hand in"),
    "reference_roles": lambda: _("Who may give a reference"),
    "reference_form": lambda: _("Reference form"),
    "rating_form": lambda: _("Rating form"),
    "renewal": lambda: _("Renewal cycle"),
    "topics": lambda: _("Topics of its own"),
    "age_bands": lambda: _("Age bands"),
    "scope": lambda: _("Scope of practice"),
    "outcomes": lambda: _("How a review may end"),
    "rating_scale": lambda: _("Levels of a self-rating"),
    "credit_hours": lambda: _("What a credit is worth"),
    "double_counting": lambda: _("Whether an hour counts twice"),
    "evidence_order": lambda: _("Sorts of evidence, strongest first"),
    "crosswalk": lambda: _("Areas of other frameworks"),
    "emerging": lambda: _("Emerging endorsements"),
    "sort": lambda: _("Sort"),
}

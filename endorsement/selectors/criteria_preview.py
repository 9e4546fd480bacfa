"""A draft of criteria beside the edition in force, measured on one real portfolio.

Whoever previews sees amounts and verdicts under a pseudonym: no name, no title, no note, no date of
an entry. Coordinators may choose among people who applied to their association or are endorsed by
it, administrators among everybody with a portfolio that an association following the scheme measures.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from endorsement import wording
from endorsement.models import Association, Edition, Person
from endorsement.rules.scheme import parse_edition
from endorsement.rules.standings import verdict
from endorsement.rules.verdict import Verdict
from endorsement.selectors import criteria_desk, editions, frameworks, portfolios

#: A choice is a list; whoever looks for somebody in particular is in the wrong place.
MOST = 200


@dataclass(frozen=True)
class Side:
    """One requirement by one edition."""

    state: str
    label: str
    sentence: str


@dataclass(frozen=True)
class Line:
    """One requirement, before and after; one of them is missing when an edition does not have it."""

    name: str
    depth: int
    before: Side | None
    after: Side | None

    @property
    def differs(self) -> bool:
        return self.before != self.after


def people(association: Association, *, default: bool, known_only: bool) -> QuerySet[Person]:
    """Whom one may preview with, most entries first."""
    rows = portfolios.people_of(association, default=default)
    if known_only:
        rows = rows.filter(pk__in=portfolios.known_to(association).values("pk"))
    counted = Count("entries", filter=Q(entries__withdrawn=False))
    return rows.annotate(counted=counted).order_by("-counted", "pk")[:MOST]


def categories(edition: Edition) -> list[tuple[str, str]]:
    """Code and name of every category of the edition."""
    document = criteria_desk.document_of(edition)
    names = criteria_desk.names(document)
    return [(code, wording.word(code, names)) for code in document.get("categories") or {}]


def side_by_side(
    edition: Edition, category: str, person: Person, association: Association, on: date
) -> list[Line]:
    """Every requirement of the category, by the edition in force and by the draft.

    :raises DocumentError: when the parser refuses the draft.
    """
    document = criteria_desk.document_of(edition)
    draft = parse_edition(document, frameworks.known())
    base = criteria_desk.in_force(edition, on)
    before = editions.parsed(base) if base else None
    ((_person, known),) = portfolios.of_many([person], association, on)
    now = verdict(draft, category, known, on)
    was = verdict(before, category, known, on) if before else None
    names = {**criteria_desk.names(document), **(before.names() if before else {})}
    return list(_lines(was, now, names))


def between(
    old: Edition, new: Edition, category: str, person: Person, association: Association, on: date
) -> list[Line]:
    """The person's own portfolio by two published editions."""
    ((_person, known),) = portfolios.of_many([person], association, on)
    before, after = editions.parsed(old), editions.parsed(new)
    names = {
        **criteria_desk.names(criteria_desk.document_of(old)),
        **criteria_desk.names(criteria_desk.document_of(new)),
    }
    was, now = (verdict(one, category, known, on) for one in (before, after))
    return list(_lines(was, now, names))


def _lines(was: Verdict | None, now: Verdict | None, names: Any) -> Iterator[Line]:
    old = dict(_requirements(was, 0)) if was else {}
    new = dict(_requirements(now, 0)) if now else {}
    for code in [*new, *(one for one in old if one not in new)]:
        before, after = old.get(code), new.get(code)
        one, depth = new[code] if code in new else old[code]
        yield Line(
            wording.title(one, names),
            depth,
            _side(before[0], names) if before else None,
            _side(after[0], names) if after else None,
        )


def _requirements(one: Verdict, depth: int) -> Iterator[tuple[str, tuple[Verdict, int]]]:
    yield one.id, (one, depth)
    for child in one.children:
        # The areas of a coverage are too many to compare; how many of them are covered is enough.
        if not child.subject.startswith("area."):
            yield from _requirements(child, depth + 1)


def _side(one: Verdict, names: Any) -> Side:
    return Side(str(one.state), wording.state(one), wording.sentence(one, names))

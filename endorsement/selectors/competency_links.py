"""Links of entries to competencies, fetched only by whom they belong to."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from endorsement.models import CompetencyLink, LedgerEntry, Person

#: Stands between a source key and the number of a correction (services.ledger).
CORRECTION = "~"


def line_of(source_key: str) -> str:
    """What an entry and all its corrections have in common: the key of the first row."""
    return source_key.partition(CORRECTION)[0]


def of_person(person: Person) -> QuerySet[CompetencyLink]:
    return of_people([person])


def of_people(people: Iterable[Person]) -> QuerySet[CompetencyLink]:
    """The links of several people's entries, for measuring many at once."""
    rows = CompetencyLink.objects.filter(entry__person__in=list(people))
    return rows.select_related("entry").order_by("competency", "linked_at", "pk")


def for_owner(person: Person, public_id: str) -> CompetencyLink:
    """A link of the person's own.

    :raises Http404: for everybody else's.
    """
    return get_object_or_404(of_person(person), public_id=public_id)


def by_line(links: Iterable[CompetencyLink]) -> dict[str, list[CompetencyLink]]:
    """The links of each entry, by what it has in common with its corrections."""
    found: dict[str, list[CompetencyLink]] = defaultdict(list)
    for link in links:
        found[link.entry.source_key].append(link)
    return found


def current_row(person: Person, link: CompetencyLink) -> LedgerEntry | None:
    """The row of the link's entry that counts now; None when it was withdrawn."""
    rows = LedgerEntry.objects.filter(person=person, corrected_by__isnull=True, withdrawn=False)
    key = link.entry.source_key
    return next(
        (row for row in rows.filter(source_key__startswith=key) if line_of(row.source_key) == key),
        None,
    )


def learned(person: Person, rows: Iterable[LedgerEntry]) -> list[dict[str, Any]]:
    """The sentences about these rows as plain values, in one order, for snapshot and export."""
    links = by_line(of_person(person))
    return [
        {"entry": row.public_id, "competency": link.competency, "sentence": link.sentence}
        for row in sorted(rows, key=lambda one: one.public_id)
        for link in links.get(line_of(row.source_key), ())
    ]

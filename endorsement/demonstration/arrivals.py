"""People whom Pine River had before: some are here already, and a list waits for its confirmation."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from endorsement.models import Association, PeopleImport, Person
from endorsement.selectors import editions
from endorsement.services import people_import

HEADING = ("Number", "Name", "Email", "Category", "Awarded on", "Renewal due on", "Status")


@transaction.atomic
def load(*, at: datetime) -> None:
    """A short list that is written, and one that asks: a namesake, a word, a day that could be two.

    An association that has brought a list is left alone.
    """
    association = Association.objects.get(slug="pine-river")
    if association.people_imports.exists():
        return
    coordinator = Person.objects.get(email="coordinator@example.org")
    first, second = list(editions.parsed(editions.current(association, at.date())).categories)[:2]
    due = f"{at.year + 1}-12-31"
    here = [
        ("PR-0017", "Ingrid Solheim", "ingrid.solheim@example.org", first, "2018-05-04", due, ""),
        ("PR-0021", "Rosa Delgado", "rosa.delgado@example.org", second, "2019-09-20", due, ""),
        ("PR-0033", "Walter Nguyen", "", first, "2020-02-11", due, ""),
    ]
    coming = [
        *here[:1],
        (*here[1][:5], f"{at.year + 2}-12-31", ""),
        ("PR-0040", "Tomás Iriarte", "tomas.iriarte@example.org", second, "2021-03-09", due, ""),
        ("PR-0041", "Rosa Delgado", "r.delgado@example.org", first, "2021-06-01", due, ""),
        ("PR-0042", "Leila Haddad", "leila.haddad@example.org", "Level II", "2022-04-04", due, ""),
        ("PR-0043", "Owen Clarke", "owen.clarke at example", first, "3/4/2022", due, "retired"),
    ]
    before = at - timedelta(days=2)
    written = _stage(association, "endorsees-first.csv", here, coordinator, before)
    people_import.confirm(batch=written, by=coordinator, at=before)
    _stage(association, "endorsees.csv", coming, coordinator, at)


def _stage(
    association: Association,
    name: str,
    rows: Sequence[tuple[str, ...]],
    coordinator: Person,
    at: datetime,
) -> PeopleImport:
    return people_import.stage(
        association=association,
        kind=PeopleImport.Kind.ENDORSEES,
        name=name,
        table=[HEADING, *rows],
        by=coordinator,
        at=at,
    )

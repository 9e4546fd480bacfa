"""Lists of people, staged by the real service."""

import datetime
from collections.abc import Sequence
from typing import Any

from endorsement.models import Association, PeopleImport, Person
from endorsement.services import people_import
from tests.factories.association import MembershipFactory
from tests.factories.scheme import association_with_scheme

AT = datetime.datetime(2026, 11, 27, 18, tzinfo=datetime.UTC)
HEADING = ["Number", "Name", "Email address", "Category", "Awarded on", "Renewal due on", "State"]


def coordinator_of(association: Association) -> Person:
    person: Person = MembershipFactory(association=association).person
    return person


def staged(
    rows: Sequence[Sequence[str]],
    *,
    heading: Sequence[str] = HEADING,
    kind: str = PeopleImport.Kind.ENDORSEES,
    association: Association | None = None,
    by: Person | None = None,
    at: datetime.datetime = AT,
) -> PeopleImport:
    association = association or association_with_scheme()
    return people_import.stage(
        association=association,
        kind=kind,
        name="list.csv",
        table=[list(heading), *(list(row) for row in rows)],
        by=by or coordinator_of(association),
        at=at,
    )


def brought(rows: Sequence[Sequence[str]], **more: Any) -> PeopleImport:
    """A list that was confirmed."""
    batch = staged(rows, **more)
    return people_import.confirm(batch=batch, by=batch.uploaded_by, at=more.get("at", AT))


def endorsee(
    number: str = "0042",
    name: str = "Ana de la Cruz",
    email: str = "ana@example.org",
    category: str = "first_steps",
    awarded: str = "2024-05-14",
    due: str = "2027-12-31",
    state: str = "",
) -> list[str]:
    return [number, name, email, category, awarded, due, state]

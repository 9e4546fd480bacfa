"""Cohorts with members and facilitators, made by the real services."""

from datetime import date, datetime, timedelta
from typing import Any

from courses.models import Cohort, CohortMember
from courses.services import cohort as service
from endorsement.models import Association, Person
from tests.factories.association import AssociationFactory
from tests.factories.ledger import OfferFactory
from tests.factories.module import AT
from tests.factories.path import make_path
from tests.factories.person import PersonFactory

FROM, THROUGH = date(2026, 6, 1), date(2026, 6, 30)


def make_cohort(
    *codes: str,
    association: Association | None = None,
    from_on: date = FROM,
    through_on: date = THROUGH,
    **fields: Any,
) -> Cohort:
    """A cohort of a path of these modules, due on June 10, 20 and 30 when they are three."""
    for code in codes:
        OfferFactory(code=code, title={"en": f"Module {code}", "es": f"Módulo {code}"})
    path = fields.pop("path", None) or make_path(f"path-of-{'-'.join(codes)}", *codes)
    return service.make(
        association=association or AssociationFactory(slug="north"),
        by=PersonFactory(),
        name=fields.pop("name", "Spring"),
        path=path,
        module="",
        from_on=from_on,
        through_on=through_on,
        at=AT,
    )


def join(
    cohort: Cohort, person: Person | None = None, *, at: datetime | None = None
) -> CohortMember:
    """Somebody who joined on the day before the cohort began."""
    return service.join(
        cohort=cohort,
        person=person or PersonFactory(),
        reminders=True,
        at=at or AT - timedelta(days=1),
    )


def facilitate(cohort: Cohort, person: Person | None = None) -> Person:
    person = person or PersonFactory()
    service.add_facilitator(
        cohort=cohort, email=person.email, name=person.name, by=cohort.created_by, at=AT
    )
    return person

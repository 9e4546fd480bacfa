"""A cohort that the owner is in, with a facilitator who has no other role and an open invitation."""

import datetime
import secrets
from dataclasses import dataclass
from uuid import uuid4

from courses.models import Cohort, CohortInvitation, PathPage
from courses.services import cohort as service
from courses.services import cohort_message
from endorsement.models import Association, Person
from tests.access.marks import mark


@dataclass(frozen=True)
class Grouped:
    cohort: Cohort
    token: str


def group(
    owner: Person,
    *,
    path: PathPage,
    facilitator: Person,
    coordinator: Person,
    association: Association,
    at: datetime.datetime,
) -> Grouped:
    """It runs for ever, so that it is open on any day the pages are asked."""
    cohort = service.make(
        association=association,
        by=coordinator,
        name="A cohort",
        path=path,
        module="",
        from_on=datetime.date(2026, 1, 1),
        through_on=datetime.date(2099, 12, 31),
        at=at,
    )
    service.add_facilitator(
        cohort=cohort, email=facilitator.email, name=facilitator.name, by=coordinator, at=at
    )
    service.join(cohort=cohort, person=owner, reminders=True, at=at)
    cohort_message.write(
        cohort=cohort,
        by=facilitator,
        audience="all",
        subject="Hello",
        text=mark("cohort-message"),
        sending=uuid4(),
        at=at,
    )
    token = secrets.token_urlsafe(32)
    CohortInvitation.objects.create(
        cohort=cohort,
        email="invited@example.org",
        invited_by=coordinator,
        token_sha256=CohortInvitation.digest(token),
        token_expires_at=datetime.datetime(2099, 12, 31, tzinfo=datetime.UTC),
    )
    return Grouped(cohort, token)

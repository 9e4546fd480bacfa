"""What learning keeps of a person goes with them."""

from datetime import datetime

from django.db import transaction

from courses.models import (
    Accommodation,
    Arrival,
    CohortInvitation,
    CohortMember,
    CohortMessage,
    CohortMessageCopy,
    CohortReminder,
    Enrollment,
    Facilitator,
    LiveRegistration,
    PathEnrollment,
    SeatClock,
    ToolAccount,
)
from courses.services.live_registration import give_back
from endorsement.models import Person


@transaction.atomic
def forget(*, person: Person, at: datetime) -> None:
    """Erase reflections, notes, bookmarks, answers, attempts, evaluations, progress, followed paths,
    cohorts with what they wrote to one or got there, accommodations, seats of live sessions, and what
    external tools know them by.

    Seats of sessions that lie ahead are given back first, so that whoever waits moves up.

    The hours of what they completed stay in the ledger under the pseudonymous key, and that they
    completed a path. Totals that authors see lose one.
    """
    Arrival.objects.filter(person=person).delete()
    SeatClock.objects.filter(person=person).delete()
    Accommodation.objects.filter(person=person).delete()
    rows = LiveRegistration.objects.filter(person=person)
    for row in rows.filter(session__starts_at__gt=at).select_related("session"):
        give_back(session=row.session, person=person, at=at)
    rows.delete()
    Enrollment.objects.filter(person=person).delete()
    for theirs in (PathEnrollment, CohortReminder, CohortMember, Facilitator, ToolAccount):
        theirs.objects.filter(person=person).delete()
    CohortMessageCopy.objects.filter(person=person).delete()
    CohortMessage.objects.filter(by=person).delete()
    if person.email:
        CohortInvitation.objects.filter(email__iexact=person.email).delete()

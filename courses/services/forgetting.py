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
    Enrollment,
    ErasedEvaluation,
    EvaluationResponse,
    Facilitator,
    LiveRegistration,
    PathEnrollment,
    SeatClock,
    ToolAccount,
)
from courses.rules.totals import answered
from courses.services import cohort_reminder, module_reminder
from courses.services.live_registration import give_back
from endorsement.models import Person


@transaction.atomic
def forget(*, person: Person, at: datetime) -> None:
    """Erase reflections, notes, bookmarks, answers, attempts, evaluations, progress, followed paths,
    cohorts with what they wrote to one or got there, accommodations, seats of live sessions, and what
    external tools know them by.

    Seats of sessions that lie ahead are given back first, so that whoever waits moves up.

    The hours of what they completed stay in the ledger under the pseudonymous key, and that they
    completed a path. Totals that authors see lose the whole group of five to which an evaluation belonged: it
    leaves a gap without person and answer, so that no other total tells what was in it (rules/totals.py).
    """
    Arrival.objects.filter(person=person).delete()
    SeatClock.objects.filter(person=person).delete()
    Accommodation.objects.filter(person=person).delete()
    rows = LiveRegistration.objects.filter(person=person)
    for row in rows.filter(session__starts_at__gt=at).select_related("session"):
        give_back(session=row.session, person=person, at=at)
    rows.delete()
    _leave_gaps(person)
    Enrollment.objects.filter(person=person).delete()
    for theirs in (PathEnrollment, CohortMember, Facilitator, ToolAccount):
        theirs.objects.filter(person=person).delete()
    # No decision rests on these, as it may on a reminder of a renewal.
    person.notices.filter(kind__in=(cohort_reminder.NAME, module_reminder.NAME)).delete()
    CohortMessageCopy.objects.filter(person=person).delete()
    CohortMessage.objects.filter(by=person).delete()
    if person.email:
        CohortInvitation.objects.filter(email__iexact=person.email).delete()


def _leave_gaps(person: Person) -> None:
    theirs = EvaluationResponse.objects.filter(enrollment__person=person)
    ErasedEvaluation.objects.bulk_create(
        ErasedEvaluation(
            code=one.enrollment.code,
            version=one.enrollment.version,
            asked=one.asked,
            answered=answered(one.answers),
            handed_in_at=one.handed_in_at,
            place=one.pk,
        )
        for one in theirs.select_related("enrollment")
    )

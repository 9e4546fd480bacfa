"""What learning keeps of a person goes with them."""

from django.db import transaction

from courses.models import (
    Accommodation,
    CohortInvitation,
    CohortMember,
    CohortReminder,
    Enrollment,
    ExtraTime,
    Facilitator,
    PathEnrollment,
    SeatClock,
)
from endorsement.models import Person


@transaction.atomic
def forget(*, person: Person) -> None:
    """Erase reflections, notes, bookmarks, answers, attempts, evaluations, progress, followed paths,
    cohorts and accommodations.

    The hours of what they completed stay in the ledger under the pseudonymous key, and that they
    completed a path. Totals that authors see lose one.
    """
    SeatClock.objects.filter(person=person).delete()
    Accommodation.objects.filter(person=person).delete()
    Enrollment.objects.filter(person=person).delete()
    for theirs in (ExtraTime, PathEnrollment, CohortReminder, CohortMember, Facilitator):
        theirs.objects.filter(person=person).delete()
    if person.email:
        CohortInvitation.objects.filter(email__iexact=person.email).delete()

"""What learning keeps of a person goes with them."""

from django.db import transaction

from courses.models import Accommodation, Enrollment, ExtraTime, PathEnrollment, SeatClock
from endorsement.models import Person


@transaction.atomic
def forget(*, person: Person) -> None:
    """Erase reflections, notes, bookmarks, answers, attempts, evaluations, progress, followed
    paths and accommodations.

    The hours of what they completed stay in the ledger under the pseudonymous key, and that they
    completed a path. Totals that authors see lose one.
    """
    SeatClock.objects.filter(person=person).delete()
    Accommodation.objects.filter(person=person).delete()
    Enrollment.objects.filter(person=person).delete()
    ExtraTime.objects.filter(person=person).delete()
    PathEnrollment.objects.filter(person=person).delete()

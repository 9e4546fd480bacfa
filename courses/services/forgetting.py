"""What learning keeps of a person goes with them."""

from django.db import transaction

from courses.models import Enrollment, ExtraTime, PathEnrollment
from endorsement.models import Person


@transaction.atomic
def forget(*, person: Person) -> None:
    """Erase reflections, notes, bookmarks, answers, attempts, evaluations, progress, extra time and
    followed paths.

    The hours of what they completed stay in the ledger under the pseudonymous key, and that they
    completed a path. Totals that authors see lose one.
    """
    Enrollment.objects.filter(person=person).delete()
    ExtraTime.objects.filter(person=person).delete()
    PathEnrollment.objects.filter(person=person).delete()

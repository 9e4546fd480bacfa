"""What was written to a cohort: for its facilitators, and for those it was written to."""

from django.db.models import Count, QuerySet

from courses.models import Cohort, CohortMessage
from endorsement.models import Person


def written_to(cohort: Cohort) -> QuerySet[CohortMessage]:
    """For its facilitators: the newest first, each with how many it was written to (`people`)."""
    rows = CohortMessage.objects.filter(cohort=cohort).select_related("by")
    return rows.annotate(people=Count("copies"))


def received_in(cohort: Cohort, person: Person) -> QuerySet[CohortMessage]:
    """For a member: what was written to them, the newest first."""
    rows = CohortMessage.objects.filter(cohort=cohort, copies__person=person)
    return rows.select_related("by")

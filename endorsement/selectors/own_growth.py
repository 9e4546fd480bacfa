"""Self-assessments and the development plan, fetched by nobody but their person."""

from datetime import date

from django.db.models import F, QuerySet
from django.shortcuts import get_object_or_404

from endorsement.models import DevelopmentGoal, Person, SelfAssessment, TrainingOffer
from endorsement.selectors.frameworks import DEFAULT, in_language


def assessments(person: Person) -> QuerySet[SelfAssessment]:
    """The newest first."""
    return person.self_assessments.order_by("-on", "framework")


def assessment_for_owner(person: Person, public_id: str) -> SelfAssessment:
    """:raises Http404: for everybody else's."""
    return get_object_or_404(assessments(person), public_id=public_id)


def latest(person: Person, framework: str = DEFAULT) -> SelfAssessment | None:
    return assessments(person).filter(framework=framework).first()


def before(assessment: SelfAssessment) -> SelfAssessment | None:
    """The one before it, to see what has changed."""
    earlier = SelfAssessment.objects.filter(
        person=assessment.person, framework=assessment.framework, on__lt=assessment.on
    )
    return earlier.order_by("-on").first()


def goals(person: Person) -> QuerySet[DevelopmentGoal]:
    """Open ones first by when they are due, those without a day last; then what is done."""
    rows = person.development_goals.select_related("entry__detail", "entry__provider")
    return rows.order_by(
        F("done_on").asc(nulls_first=True), F("by_on").asc(nulls_last=True), "created_at", "pk"
    )


def goal_for_owner(person: Person, public_id: str) -> DevelopmentGoal:
    """:raises Http404: for everybody else's."""
    return get_object_or_404(goals(person), public_id=public_id)


def offers() -> list[tuple[str, str, str]]:
    """Trainings that can be taken here: code, title, address; of a code the newest version."""
    rows = TrainingOffer.objects.filter(live=True, shared=True).order_by("code", "version")
    found = {row.code: (row.code, in_language(row.title), row.address) for row in rows}
    return sorted(found.values(), key=lambda offer: offer[1])


def overdue(goal: DevelopmentGoal, today: date) -> bool:
    return goal.done_on is None and goal.by_on is not None and goal.by_on < today

"""Papers, memberships, results and self-ratings as the rules see them, for one person or many at once."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from django.db.models import QuerySet

from endorsement.models import (
    Application,
    Association,
    Belonging,
    Edition,
    Paper,
    Person,
    Result,
    SelfAssessment,
)
from endorsement.rules import facts as f
from endorsement.selectors import editions, frameworks


@dataclass
class Recorded:
    """What is recorded about one person besides their ledger."""

    uploads: list[f.Upload] = field(default_factory=list)
    memberships: list[f.Membership] = field(default_factory=list)
    exams: list[f.ExamResult] = field(default_factory=list)
    assessments: list[f.Assessment] = field(default_factory=list)


def of_many(people: Sequence[Person], association: Association) -> Mapping[int, Recorded]:
    """By person, in four queries: what the association's criteria can ask for."""
    found: dict[int, Recorded] = defaultdict(Recorded)
    papers = Paper.objects.filter(person__in=people, association=association)
    for paper in papers.prefetch_related("looks").order_by("document", "uploaded_at", "pk"):
        found[paper.person_id].uploads.append(upload(paper))
    for row in Belonging.objects.filter(person__in=people).order_by("from_on", "pk"):
        found[row.person_id].memberships.append(
            f.Membership(
                organization=row.organization, from_on=row.from_on, through_on=row.through_on
            )
        )
    results = standing(
        Result.objects.filter(application__person__in=people, application__association=association)
    )
    for result in results.select_related("application"):
        _add(found[result.application.person_id], result)
    return found


def upload(paper: Paper, until: datetime | None = None) -> f.Upload:
    """A paper as the rules see it; the last look at it counts, by an instant if one is given."""
    looks = [one.fits for one in paper.looks.all() if until is None or one.at <= until]
    return f.Upload(
        document=paper.document,
        dated_on=paper.dated_on,
        through_on=paper.through_on,
        confirmed=looks[-1] if looks else None,
    )


def standing(results: QuerySet[Result]) -> QuerySet[Result]:
    """Results that count: neither corrected nor taken back."""
    return results.filter(corrected_by__isnull=True, withdrawn=False).order_by("held_on", "pk")


def _add(found: Recorded, result: Result) -> None:
    if result.kind == Result.Kind.EXAM:
        found.exams.append(
            f.ExamResult(
                part=result.code,
                taken_on=result.held_on,
                points=_hundredths(result.reached),
                out_of=_hundredths(result.out_of),
            )
        )
    else:
        found.assessments.append(
            f.Assessment(
                step=result.code,
                held_on=result.held_on,
                approvals=int(result.reached),
                assessors=int(result.out_of),
            )
        )


def _hundredths(points: Decimal) -> int:
    return int(points * 100)


def results_of(application: Application) -> tuple[Recorded, date | None]:
    """What came of the person's exams and steps, by the decision if there is one; and the last day.

    An exam is sat after the application is handed in, so these are never part of its snapshot.
    """
    rows = Result.objects.filter(
        application__person=application.person_id,
        application__association=application.association_id,
    )
    if application.decided_at is not None:
        rows = rows.filter(recorded_at__lte=application.decided_at)
    found, last = Recorded(), None
    for result in standing(rows):
        _add(found, result)
        last = result.held_on
    return found, last


def ratings(person: Person, association: Association, on: date) -> Iterable[f.SelfRating]:
    """The person's latest answer about each competency, as a level that criteria can ask for.

    In a framework with a scale of its own the step is the level. Elsewhere the last step is the last
    level of the scale of the criteria in force; steps below its first say nothing.
    """
    latest: dict[str, tuple[int, date, str]] = {}
    for row in SelfAssessment.objects.filter(person=person, on__lte=on).order_by("on", "pk"):
        for competency, said in row.answers.items():
            latest[competency] = (said["step"], row.on, row.framework)
    if not latest:
        return
    own = frameworks.own_levels()
    above = frameworks.STEPS - _levels(association, on)
    for competency, (step, rated_on, framework) in sorted(latest.items()):
        level = step if framework in own else step - above
        if level > 0:
            yield f.SelfRating(competency=competency, level=level, rated_on=rated_on)


def _levels(association: Association, on: date) -> int:
    try:
        scale = editions.parsed(editions.current(association, on)).rating_scale
    except Edition.DoesNotExist:
        scale = ()
    return len(scale) or frameworks.STEPS

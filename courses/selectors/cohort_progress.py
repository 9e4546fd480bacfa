"""How the members of a cohort get on, for its facilitators: progress and days, nothing else.

No answer, score, reflection, note or evaluation is read here, nothing outside the cohort's modules, and
nothing of somebody who left. As many queries for three hundred members as for three.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import Exists, Max, OuterRef

from courses.models import (
    Attempt,
    Cohort,
    CohortModule,
    Enrollment,
    EvaluationResponse,
    LiveRegistration,
)
from courses.rules.pace import Pace, pace
from courses.rules.parts import Parts
from courses.rules.path import Part, Way
from courses.selectors import evaluation
from courses.selectors.learning import keys_done, lessons_done
from courses.selectors.live_attendance import COUNTS
from courses.selectors.module import has_test, lessons_of, version_of
from courses.selectors.path import Done, completed, offered
from endorsement.models import Person


@dataclass(frozen=True)
class Cell:
    """One member in one module."""

    percent: int
    begun: bool
    done_on: date | None
    pace: Pace


@dataclass(frozen=True)
class Row:
    """One member. `behind` counts modules that are late."""

    person: Person
    cells: Sequence[Cell]
    counted: int
    needed: int
    behind: int
    active_on: date | None

    @property
    def pace(self) -> Pace:
        if self.counted == self.needed:
            return Pace.DONE
        return Pace.BEHIND if self.behind else Pace.ON_TIME


@dataclass(frozen=True)
class Table:
    """`titles` in the order of the cells; `rows` with those behind first."""

    modules: Sequence[CohortModule]
    titles: Sequence[str]
    rows: Sequence[Row]

    def only(self, wanted: str) -> Sequence[Row]:
        """The rows of one pace; every row for anything else."""
        return [row for row in self.rows if wanted not in set(Pace) or row.pace == wanted]

    def count(self, wanted: Pace) -> int:
        return sum(row.pace == wanted for row in self.rows)


def table(cohort: Cohort, at: datetime) -> Table:
    """Every member of the cohort, where each stands in each of its modules."""
    modules = list(cohort.modules.all())
    codes = [one.code for one in modules]
    rows = cohort.members.filter(left_at=None).select_related("person")
    people = [row.person for row in rows.order_by("person__name", "pk")]
    ids = [person.pk for person in people]
    done = completed(ids, codes)
    taken = _taken(ids, codes)
    parts = _parts(taken)
    titles = offered(codes)
    today, zone = cohort.today(at), ZoneInfo(cohort.association.time_zone)
    found = [
        _row(cohort, modules, person, done.get(person.pk, {}), taken, parts, today, zone)
        for person in people
    ]
    order = {Pace.BEHIND: 0, Pace.ON_TIME: 1, Pace.DONE: 2}
    found.sort(key=lambda row: (order[row.pace], -row.behind))
    return Table(modules, [titles[c].title if c in titles else c for c in codes], found)


Taken = dict[tuple[int, str], Enrollment]
ByVersion = dict[tuple[str, int], Parts]


def _taken(people: Iterable[int], codes: Iterable[str]) -> Taken:
    """The newest enrollment of each in each module, with what is done of it and when."""
    rows = (
        Enrollment.objects.filter(person__in=people, code__in=codes, switched_at__isnull=True)
        .annotate(
            opened=Max("lessons__opened_at"),
            closed=Max("lessons__completed_at"),
            tried=Max("attempts__started_at"),
            passed=Exists(Attempt.objects.filter(enrollment=OuterRef("pk"), passed=True)),
            evaluated=Exists(EvaluationResponse.objects.filter(enrollment=OuterRef("pk"))),
            attended=Exists(
                LiveRegistration.objects.filter(
                    COUNTS, person=OuterRef("person"), session__code=OuterRef("code")
                )
            ),
        )
        .prefetch_related(lessons_done())
        .order_by("version")
    )
    return {(row.person_id, row.code): row for row in rows}


def _parts(taken: Taken) -> ByVersion:
    """Of every version that somebody takes, from the site or as it was kept."""
    found = {}
    for code, version in {(row.code, row.version) for row in taken.values()}:
        if (module := version_of(code, version)) is not None:
            found[code, version] = Parts(
                lessons=frozenset(lesson.lesson_key for lesson in lessons_of(module)),
                test=has_test(module),
                evaluation=evaluation.needed(module),
                live=module.meets_live,
            )
    return found


def _row(
    cohort: Cohort,
    modules: Sequence[CohortModule],
    person: Person,
    done: dict[str, Done],
    taken: Taken,
    parts: ByVersion,
    today: date,
    zone: ZoneInfo,
) -> Row:
    cells = [
        _cell(one, done.get(one.code), taken.get((person.pk, one.code)), parts, today)
        for one in modules
    ]
    way = Way(tuple(Part(one.code, one.required) for one in modules), cohort.optional_needed)
    theirs = [taken[person.pk, one.code] for one in modules if (person.pk, one.code) in taken]
    moments = [moment for row in theirs for moment in _moments(row)]
    return Row(
        person=person,
        cells=cells,
        counted=way.counted(done),
        needed=way.needed,
        behind=sum(cell.pace == Pace.BEHIND for cell in cells),
        active_on=max(moments).astimezone(zone).date() if moments else None,
    )


def _cell(
    one: CohortModule, done: Done | None, row: Enrollment | None, parts: ByVersion, today: date
) -> Cell:
    return Cell(
        percent=100 if done else _percent(row, parts),
        begun=row is not None,
        done_on=done.on if done else None,
        pace=pace(one.due_on, done=done is not None, today=today),
    )


def _percent(row: Enrollment | None, parts: ByVersion) -> int:
    """What is done of the parts, as the learner's own progress bar counts them."""
    if row is None:
        return 0
    whole = parts.get((row.code, row.version), Parts())
    done = whole.done(
        keys_done(row),
        passed=row.passed,  # type: ignore[attr-defined]
        evaluated=row.evaluated,  # type: ignore[attr-defined]
        attended=row.attended,  # type: ignore[attr-defined]
    )
    return min(99, done * 100 // whole.count) if whole.count else 0


def _moments(row: Enrollment) -> list[datetime]:
    known = (row.started_at, row.opened, row.closed, row.tried, row.completed_at)  # type: ignore[attr-defined]
    return [moment for moment in known if moment is not None]

"""Where a person stands in a module. Every page of the module is drawn from one `Journey`."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from django.http import Http404

from courses.models import (
    Attempt,
    BlockState,
    Enrollment,
    EvaluationResponse,
    LessonPage,
    ModulePage,
    Reflection,
)
from courses.rules import post_test
from courses.rules.parts import Parts
from courses.rules.seat_time import minutes_missing
from courses.selectors import evaluation
from courses.selectors.accommodation import minimum_minutes
from courses.selectors.live_attendance import credit_of
from courses.selectors.module import (
    by_code,
    has_test,
    in_active_language,
    lessons_to_read,
    newest_live,
    taken_by,
)
from endorsement.models import Person


@dataclass(frozen=True)
class Step:
    """A lesson and whether it is done; `page` is in the reader's language."""

    number: int
    page: LessonPage
    done: bool

    @property
    def key(self) -> str:
        return self.page.lesson_key


@dataclass(frozen=True)
class Journey:
    """`module` holds the facts, `page` is what the reader reads; without enrollment nothing is done."""

    module: ModulePage
    page: ModulePage
    steps: Sequence[Step]
    enrollment: Enrollment | None = None
    attempts: Sequence[Attempt] = field(default_factory=tuple)
    evaluated: bool = False

    @property
    def kept(self) -> bool:
        """Whether the pages come from what was kept: the version is no longer on the site."""
        return self.module.snapshot is not None

    @cached_property
    def newer(self) -> ModulePage | None:
        """A newer version on the site, for somebody in the middle of this one; asked once."""
        if self.enrollment is None or self.completed:
            return None
        newest = newest_live(self.module.code)
        if newest is None or newest.version <= self.module.version:
            return None
        return in_active_language(newest)

    @property
    def own(self) -> Enrollment:
        """The enrollment of somebody who has started.

        :raises Http404: for everybody else.
        """
        if self.enrollment is None:
            raise Http404
        return self.enrollment

    @property
    def lessons_done(self) -> int:
        return sum(step.done for step in self.steps)

    @property
    def all_lessons_done(self) -> bool:
        return self.lessons_done == len(self.steps)

    @property
    def passed(self) -> Attempt | None:
        return next((attempt for attempt in self.attempts if attempt.passed), None)

    @cached_property
    def tested(self) -> bool:
        """Whether there is a post-test; a live module may have none."""
        return has_test(self.module)

    @cached_property
    def attended(self) -> bool:
        """Whether attendance is no longer missing: nothing else needs any."""
        if not self.module.meets_live:
            return True
        own = self.enrollment
        return own is not None and (
            credit_of(own.person, self.module.code, self.module.version) is not None
        )

    @property
    def may_evaluate(self) -> bool:
        return bool(self.passed or not self.tested) and self.attended

    @property
    def open_attempt(self) -> Attempt | None:
        return next((a for a in self.attempts if a.handed_in_at is None), None)

    @property
    def last_handed_in(self) -> Attempt | None:
        return next((a for a in reversed(self.attempts) if a.handed_in_at), None)

    @property
    def completed(self) -> bool:
        return self.enrollment is not None and self.enrollment.completed_at is not None

    @cached_property
    def minimum_minutes(self) -> int:
        """The minimum time that holds for this learner; 0: none."""
        return 0 if self.enrollment is None else minimum_minutes(self.module, self.own.person)

    @cached_property
    def minutes_missing(self) -> int:
        """Minutes of reading that are still asked for; asked once, and only where there is a minimum."""
        if not self.minimum_minutes or self.completed:
            return 0
        return minutes_missing(self.minimum_minutes, self.own.seat_seconds())

    @property
    def minutes_read(self) -> int:
        return self.minimum_minutes - self.minutes_missing

    @property
    def only_time_is_missing(self) -> bool:
        return self._all_but_time and self.minutes_missing > 0

    @property
    def nothing_is_missing(self) -> bool:
        """Not completed, although nothing is asked for any more: the module asks for less than before."""
        return self._all_but_time and self.attended and not self.minutes_missing

    @property
    def _all_but_time(self) -> bool:
        return (
            not self.completed
            and self.all_lessons_done
            and bool(self.passed or not self.tested)
            and (self.evaluated or not self.evaluation_needed)
        )

    @cached_property
    def evaluation_needed(self) -> bool:
        """Whether the module is completed only by its evaluation."""
        return evaluation.needed(self.module)

    @cached_property
    def evaluation_asked(self) -> bool:
        """Whether the module has an evaluation."""
        return evaluation.asked(self.module)

    @property
    def evaluation_open(self) -> bool:
        """Whether there is an evaluation that can be handed in now."""
        return self.may_evaluate and not self.evaluated and self.evaluation_asked

    @cached_property
    def _asked(self) -> Parts:
        return Parts(
            lessons=frozenset(step.key for step in self.steps),
            test=self.tested,
            evaluation=self.evaluation_needed,
            live=self.module.meets_live,
        )

    @property
    def parts(self) -> int:
        """Lessons, post-test and, where it is asked for, the evaluation."""
        return self._asked.count

    @property
    def parts_done(self) -> int:
        if self.completed:
            return self.parts
        return self._asked.done(
            [step.key for step in self.steps if step.done],
            passed=self.passed is not None,
            evaluated=self.evaluated,
            attended=self.attended,
        )

    @property
    def percent(self) -> int:
        return self.parts_done * 100 // self.parts

    @property
    def minutes_left(self) -> int:
        """About how long reading what is not done takes, as far as lessons say it."""
        return sum(step.page.minutes or 0 for step in self.steps if not step.done)

    @property
    def resume_step(self) -> Step | None:
        """The lesson last opened unless it is done, then the first that is not done."""
        if self.enrollment is not None:
            for step in self.steps:
                if step.key == self.enrollment.last_lesson and not step.done:
                    return step
        return next((step for step in self.steps if not step.done), None)

    @property
    def next_attempt_at(self) -> datetime | None:
        return next_attempt_at(self.module, self.attempts)

    def around(self, key: str) -> tuple[Step | None, Step, Step | None]:
        """The lesson before, this one and the one after.

        :raises Http404: when the module has no such lesson.
        """
        for index, step in enumerate(self.steps):
            if step.key == key:
                before = self.steps[index - 1] if index else None
                after = self.steps[index + 1] if index + 1 < len(self.steps) else None
                return before, step, after
        raise Http404


def next_attempt_at(module: ModulePage, attempts: Sequence[Attempt]) -> datetime | None:
    """When the next attempt may begin; None: at once."""
    failed = [a.handed_in_at for a in attempts if a.handed_in_at and not a.passed]
    return post_test.opens_at(failed, in_a_row=module.attempts, wait_minutes=module.wait_minutes)


class Withdrawn(Exception):
    """The module was withdrawn for everybody; `journey` tells why and what is kept."""

    def __init__(self, journey: Journey) -> None:
        super().__init__(journey.module.code)
        self.journey = journey


def for_person(code: str, person: Person | None) -> Journey:
    """:raises Http404: when the module is not live and the person has never begun it.
    :raises Withdrawn: when the person is in the middle of what was withdrawn for everybody.
    """
    return _unless_withdrawn(of_module(by_code(code, person), person))


def enrolled(code: str, person: Person) -> Journey:
    """The version the person takes or took, live or kept.

    :raises Http404: when the person has not started the module.
    :raises Withdrawn: when they are in the middle of what was withdrawn for everybody.
    """
    journey = of_module(taken_by(code, person), person)
    if journey.enrollment is None:
        raise Http404
    return _unless_withdrawn(journey)


def _unless_withdrawn(journey: Journey) -> Journey:
    if journey.module.withdrawn_at is not None and not journey.completed:
        raise Withdrawn(journey)
    return journey


def versions_begun(code: str, person: Person | None) -> set[int]:
    """Versions of a module that the person is in the middle of."""
    if person is None:
        return set()
    begun = Enrollment.objects.filter(
        person=person, code=code, completed_at__isnull=True, switched_at__isnull=True
    )
    return set(begun.values_list("version", flat=True))


def of_module(module: ModulePage, person: Person | None) -> Journey:
    """The person's standing in a module whose source page is at hand."""
    page = in_active_language(module)
    lessons = lessons_to_read(module, page)
    own = Enrollment.objects.filter(person=person, code=module.code, version=module.version)
    enrollment = own.first() if person is not None else None
    if person is None or enrollment is None:
        return Journey(module, page, _steps(lessons, set()))
    enrollment.person = person
    done = enrollment.lessons.filter(completed_at__isnull=False)
    return Journey(
        module=module,
        page=page,
        steps=_steps(lessons, set(done.values_list("lesson_key", flat=True))),
        enrollment=enrollment,
        attempts=tuple(enrollment.attempts.order_by("number")),
        evaluated=EvaluationResponse.objects.filter(enrollment=enrollment).exists(),
    )


def _steps(lessons: Sequence[LessonPage], done: set[str]) -> tuple[Step, ...]:
    return tuple(
        Step(number, lesson, lesson.lesson_key in done)
        for number, lesson in enumerate(lessons, start=1)
    )


def is_completed(enrollment: Enrollment) -> bool:
    """As the row stands now; asked only while the module has everything but its time."""
    return Enrollment.objects.filter(pk=enrollment.pk, completed_at__isnull=False).exists()


def attempt_of(enrollment: Enrollment, number: int) -> Attempt:
    """:raises Http404: when there is no such attempt."""
    found = enrollment.attempts.filter(number=number).first()
    if found is None:
        raise Http404
    return found


def answers_in_lesson(enrollment: Enrollment, lesson_key: str) -> dict[str, Any]:
    """What the learner answered and wrote in a lesson, by block key; for the learner alone."""
    states = BlockState.objects.filter(enrollment=enrollment, lesson_key=lesson_key)
    written = Reflection.objects.filter(enrollment=enrollment, lesson_key=lesson_key)
    return {
        **{state.block_key: state.answer for state in states},
        **{reflection.block_key: {"text": reflection.text} for reflection in written},
    }

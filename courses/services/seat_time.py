"""Counting the time in lessons: each minute once, by the browser or by the server (rules/seat_time.py).

Every service here locks the person's clock before it locks an enrollment.
"""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F

from courses.models import Enrollment, LessonProgress, LessonVisit, SeatClock
from courses.rules import seat_time as rule
from courses.selectors.module import asks_for_time, version_of
from courses.services.completion import complete
from endorsement.models import Person

#: No page stays open longer than a day.
MOST_SECONDS = 86_400


@transaction.atomic
def begin(*, person: Person, at: datetime) -> None:
    """The person's clock, from now on; one that runs is left."""
    SeatClock.objects.get_or_create(person=person, defaults={"counted_through": at, "seen_at": at})


@transaction.atomic(savepoint=False)
def open_page(*, progress: LessonProgress, minutes: int | None, at: datetime) -> None:
    """A lesson is in front of the learner from now on.

    Effects, in order: what the page before may count is counted, which may complete its module; the
    clock points to this lesson, until its page reports by itself.
    """
    clock = _clock(progress.enrollment.person, at)
    through = _count_unmeasured(clock, at)
    SeatClock.objects.filter(pk=clock.pk).update(
        counted_through=through, reading=progress, minutes=minutes, seen_at=at, measured=False
    )


@transaction.atomic
def act(*, person: Person, at: datetime, leaving: bool = False) -> None:
    """The learner did something: answered, marked a lesson done, or asked to finish.

    Effects: what the page may count is counted, which may complete its module. After `leaving`
    nothing counts until a lesson is opened.
    """
    clock = _clock(person, at)
    if clock.reading is None:
        return
    through = _count_unmeasured(clock, at)
    changes = {"reading": None} if leaving else {"seen_at": at}
    SeatClock.objects.filter(pk=clock.pk).update(counted_through=through, **changes)


@transaction.atomic
def report(
    *,
    enrollment: Enrollment,
    lesson_key: str,
    visit: UUID,
    seconds: int,
    ago: int,
    at: datetime,
) -> None:
    """A browser tells how many seconds a page was read since it was opened, the last `ago` seconds back.

    Effects, in order: the page is known to count by itself; what is new, and no more than the time on
    the wall, is added to the lesson; completion of the module when nothing but time was missing.
    """
    clock = _clock(enrollment.person, at)
    begun = max(enrollment.started_at, at - timedelta(seconds=ago + seconds))
    progress, _made = LessonProgress.objects.get_or_create(
        enrollment=enrollment, lesson_key=lesson_key, defaults={"opened_at": min(begun, at)}
    )
    SeatClock.objects.filter(pk=clock.pk, reading=progress).update(measured=True)
    told = min(max(seconds, 0), MOST_SECONDS)
    known, _made = LessonVisit.objects.get_or_create(progress=progress, key=visit)
    counted = rule.reported(clock.counted_through, at, more=told - known.seconds, ago=ago)
    if told > known.seconds:
        LessonVisit.objects.filter(pk=known.pk).update(seconds=told)
    SeatClock.objects.filter(pk=clock.pk).update(counted_through=counted.through)
    _add(progress, counted)
    if counted.seconds:
        _complete_if_time_was_missing(enrollment, at)


@transaction.atomic
def elsewhere(
    *, enrollment: Enrollment, lesson_key: str, since: datetime, most: int, at: datetime
) -> int:
    """A tool that was opened from a lesson tells that the learner did something there; the seconds.

    Effects, in order: the time since it was opened, at most `most` seconds, and what no page has
    counted already, is added to the lesson; the clock stands at now.
    """
    clock = _clock(enrollment.person, at)
    counted = rule.between_acts(clock.counted_through, since, at, timedelta(seconds=most))
    progress, _made = LessonProgress.objects.get_or_create(
        enrollment=enrollment, lesson_key=lesson_key, defaults={"opened_at": min(since, at)}
    )
    SeatClock.objects.filter(pk=clock.pk).update(counted_through=counted.through)
    _add(progress, counted)
    return counted.seconds


def _clock(person: Person, at: datetime) -> SeatClock:
    held = SeatClock.objects.select_for_update(of=("self",)).filter(person=person)
    held = held.select_related("reading__enrollment__person")
    clock = held.first()
    if clock is None:
        begin(person=person, at=at)
        clock = held.get()
    return clock


def _count_unmeasured(clock: SeatClock, at: datetime) -> datetime:
    """Count what the open page may count by the server; where the clock stands afterwards."""
    progress = clock.reading
    if progress is None or clock.measured:
        return clock.counted_through
    limit = rule.limit_without_script(clock.minutes)
    counted = rule.between_acts(clock.counted_through, clock.seen_at, at, limit)
    _add(progress, counted)
    if counted.seconds:
        _complete_if_time_was_missing(progress.enrollment, at)
    return counted.through


def _complete_if_time_was_missing(enrollment: Enrollment, at: datetime) -> None:
    """Only a minimum time makes a minute of reading the last thing that was missing.

    Asked every minute of everybody who reads, so the module is loaded for those alone who wait for it.
    """
    code, version = enrollment.code, enrollment.version
    if enrollment.completed_at is not None or not asks_for_time(code, version):
        return
    module = version_of(code, version)
    if module is not None:
        complete(enrollment=enrollment, module=module, at=at)


def _add(progress: LessonProgress, counted: rule.Counted) -> None:
    if counted.seconds:
        LessonProgress.objects.filter(pk=progress.pk).update(
            seat_seconds=F("seat_seconds") + counted.seconds
        )

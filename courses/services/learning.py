"""Taking a module: start it, open and finish its lessons."""

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.models import Enrollment, LessonPage, LessonProgress, ModulePage
from courses.selectors import prerequisites
from courses.services.completion import complete, locked
from endorsement.models import LedgerEntry, Person
from endorsement.refusals import Refused

#: The most seconds that one message of a browser can add; it sends one about every 30 seconds.
MOST_SECONDS = 60


class NotYet(Refused):
    """Something else must be completed first; the module's page says what."""


@transaction.atomic
def enroll(*, person: Person, module: ModulePage, at: datetime) -> Enrollment:
    """Start a module. Starting it twice is one enrollment.

    Whoever has begun any version of it before is asked for no prerequisite.

    :raises NotYet: when a module that it requires is not completed.
    :raises Refused: when the version is no longer on the site and the person has not begun it.
    """
    if module.snapshot is not None:
        begun = Enrollment.objects.filter(
            person=person, code=module.code, version=module.version
        ).first()
        if begun is None:
            raise Refused(_("This module is no longer offered. Please choose another one."))
        return begun
    _unless_missing(person, module)
    enrollment, _created = Enrollment.objects.get_or_create(
        person=person, code=module.code, version=module.version, defaults={"started_at": at}
    )
    return enrollment


def _unless_missing(person: Person, module: ModulePage) -> None:
    found = prerequisites.before(module, person)
    missing = prerequisites.keeping_out(module, person, found)
    if missing:
        sentence = ngettext(
            "This module builds on another one. Please complete %(titles)s first.",
            "This module builds on others. Please complete these first: %(titles)s.",
            len(missing),
        )
        raise NotYet(sentence % {"titles": prerequisites.titles(missing)})


def open_lesson(*, enrollment: Enrollment, lesson: LessonPage, at: datetime) -> LessonProgress:
    """Remember where the reader is, so that "Resume" leads back here.

    Reading the same lesson again writes nothing, and takes no lock.
    """
    known = LessonProgress.objects.filter(enrollment=enrollment, lesson_key=lesson.lesson_key)
    progress = known.first()
    if progress is not None and enrollment.last_lesson == lesson.lesson_key:
        return progress
    with transaction.atomic():
        progress, _created = known.get_or_create(
            enrollment=enrollment, lesson_key=lesson.lesson_key, defaults={"opened_at": at}
        )
        Enrollment.objects.filter(pk=enrollment.pk).update(last_lesson=lesson.lesson_key)
    return progress


@transaction.atomic
def complete_lesson(
    *, enrollment: Enrollment, module: ModulePage, lesson: LessonPage, at: datetime
) -> LedgerEntry | None:
    """Mark a lesson done; once done it stays done.

    Effects, in order: the lesson's `completed_at`; completion of the module when this was the last
    thing missing, whose ledger entry is returned.
    """
    enrollment = locked(enrollment)
    LessonProgress.objects.get_or_create(
        enrollment=enrollment, lesson_key=lesson.lesson_key, defaults={"opened_at": at}
    )
    LessonProgress.objects.filter(
        enrollment=enrollment, lesson_key=lesson.lesson_key, completed_at__isnull=True
    ).update(completed_at=at)
    return complete(enrollment=enrollment, module=module, at=at)


@transaction.atomic
def add_seat_time(*, enrollment: Enrollment, lesson_key: str, seconds: int) -> None:
    """Add seconds of active reading to a lesson that was opened; recorded, never subtracted."""
    LessonProgress.objects.filter(enrollment=enrollment, lesson_key=lesson_key).update(
        seat_seconds=F("seat_seconds") + max(0, min(seconds, MOST_SECONDS))
    )

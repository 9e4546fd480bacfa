"""Taking a module: start it, open and finish its lessons."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.models import Enrollment, LessonPage, LessonProgress, ModulePage
from courses.selectors import play, prerequisites, tool
from courses.selectors.module import with_content
from courses.services import seat_time
from courses.services.completion import complete, locked
from endorsement.models import LedgerEntry, Person
from endorsement.refusals import Refused


class NotYet(Refused):
    """Something else must be completed first; the module's page says what."""


@transaction.atomic
def enroll(*, person: Person, module: ModulePage, at: datetime) -> Enrollment:
    """Start a module. Starting it twice is one enrollment.

    Whoever has begun any version of it before is asked for no prerequisite.

    Effects, in order: the enrollment; the person's clock runs from now on, if none does yet.

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
    refuse_missing(person=person, module=module)
    enrollment, _created = Enrollment.objects.get_or_create(
        person=person, code=module.code, version=module.version, defaults={"started_at": at}
    )
    seat_time.begin(person=person, at=at)
    return enrollment


def refuse_missing(*, person: Person, module: ModulePage) -> None:
    """:raises NotYet: when the person must complete another module before they can start this one."""
    found = prerequisites.before(module, person)
    missing = prerequisites.keeping_out(module, person, found)
    if missing:
        sentence = ngettext(
            "This module builds on another one. Please complete %(titles)s first.",
            "This module builds on others. Please complete these first: %(titles)s.",
            len(missing),
        )
        raise NotYet(sentence % {"titles": prerequisites.titles(missing)})


@transaction.atomic
def open_lesson(*, enrollment: Enrollment, lesson: LessonPage, at: datetime) -> LessonProgress:
    """A lesson is opened.

    Effects, in order: what the page before may count is counted; "Resume" leads back here. When the
    module is completed, nothing more is counted.
    """
    progress, _created = LessonProgress.objects.get_or_create(
        enrollment=enrollment, lesson_key=lesson.lesson_key, defaults={"opened_at": at}
    )
    if enrollment.completed_at is None:
        seat_time.open_page(progress=progress, minutes=lesson.minutes, at=at)
    if enrollment.last_lesson != lesson.lesson_key:
        Enrollment.objects.filter(pk=enrollment.pk).update(last_lesson=lesson.lesson_key)
    return progress


def _unless_unfinished(enrollment: Enrollment, module: ModulePage, lesson: LessonPage) -> None:
    done = enrollment.lessons.filter(lesson_key=lesson.lesson_key, completed_at__isnull=False)
    if done.exists():
        return
    body = with_content(lesson).body
    titles = play.unfinished(enrollment, lesson.lesson_key, body)
    titles += tool.unfinished(enrollment, module, lesson.lesson_key, body)
    if titles:
        raise Refused(
            _("This lesson is done when “%(title)s” is finished. Please open it first.")
            % {"title": titles[0]}
        )


@transaction.atomic
def complete_lesson(
    *, enrollment: Enrollment, module: ModulePage, lesson: LessonPage, at: datetime
) -> LedgerEntry | None:
    """Mark a lesson done; once done it stays done.

    Effects, in order: the time read in it; the lesson's `completed_at`; completion of the module when
    this was the last thing missing, whose ledger entry is returned.

    :raises Refused: when a package or an external tool in it has to be finished first.
    """
    seat_time.act(person=enrollment.person, at=at, leaving=True)
    enrollment = locked(enrollment)
    _unless_unfinished(enrollment, module, lesson)
    LessonProgress.objects.get_or_create(
        enrollment=enrollment, lesson_key=lesson.lesson_key, defaults={"opened_at": at}
    )
    LessonProgress.objects.filter(
        enrollment=enrollment, lesson_key=lesson.lesson_key, completed_at__isnull=True
    ).update(completed_at=at)
    return complete(enrollment=enrollment, module=module, at=at)

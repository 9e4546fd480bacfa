"""Going on with a newer version of a module, which only the learner decides."""

from datetime import datetime

from django.db import transaction

from courses.models import (
    BlockState,
    Bookmark,
    Enrollment,
    LessonProgress,
    ModulePage,
    ModuleSnapshot,
    Note,
    Reflection,
)
from courses.selectors.snapshot import content_of
from courses.services.completion import complete, locked


@transaction.atomic
def switch(*, enrollment: Enrollment, module: ModulePage, at: datetime) -> Enrollment:
    """Go on with another version of the module; switching twice is switching once.

    Effects, in order: an enrollment in the other version; the lessons whose key and content are the
    same stay done, with the time read in them; answers, reflections, notes and bookmarks are copied
    into every lesson that is still there; the earlier enrollment is left, with all that is in it;
    completion of the other version, when what it no longer asks for was the last thing missing.
    Post-test and evaluation are those of the other version. A completed enrollment is not left.
    """
    enrollment = locked(enrollment)
    if enrollment.completed_at is not None or enrollment.version == module.version:
        return enrollment
    other, made = Enrollment.objects.get_or_create(
        person=enrollment.person,
        code=module.code,
        version=module.version,
        defaults={"started_at": at},
    )
    Enrollment.objects.filter(pk=enrollment.pk, switched_at__isnull=True).update(switched_at=at)
    if made:
        _carry_over(enrollment, other)
    complete(enrollment=other, module=module, at=at)
    return other


def _carry_over(old: Enrollment, new: Enrollment) -> None:
    before, after = _content(old), _content(new)
    for progress in LessonProgress.objects.filter(enrollment=old, lesson_key__in=after):
        same = before.get(progress.lesson_key) == after[progress.lesson_key]
        LessonProgress.objects.create(
            enrollment=new,
            lesson_key=progress.lesson_key,
            opened_at=progress.opened_at,
            completed_at=progress.completed_at if same else None,
            seat_seconds=progress.seat_seconds if same else 0,
        )
    for model in (BlockState, Reflection, Bookmark, Note):
        for row in model._default_manager.filter(enrollment=old, lesson_key__in=after):
            row.pk, row.enrollment = None, new
            row.save(force_insert=True)


def _content(enrollment: Enrollment) -> dict[str, object]:
    kept = ModuleSnapshot.objects.filter(code=enrollment.code, version=enrollment.version).first()
    return content_of(kept) if kept else {}

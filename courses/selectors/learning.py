"""A person's modules on one page."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Prefetch

from courses.models import (
    Enrollment,
    LessonPage,
    LessonProgress,
    ModulePage,
    ModuleSnapshot,
)
from courses.models.choices import spoken
from courses.selectors.module import source_pages
from endorsement.models import Person

STEP = 4  # Characters of one step in a page's path.


@dataclass(frozen=True)
class Row:
    """An enrollment with its page (None when it left the site), title, and progress.

    `kept`: the version is no longer on the site and can be finished from what was kept.
    """

    enrollment: Enrollment
    module: ModulePage | None
    title: str
    lessons: int
    done: int
    kept: bool = False
    withdrawn: bool = False


def learning_of(person: Person) -> list[Row]:
    """Every enrollment, the unfinished first; five queries however many there are."""
    enrollments = (
        Enrollment.objects.filter(person=person, switched_at__isnull=True)
        .select_related("entry__detail")
        .prefetch_related(lessons_done())
        .order_by("-started_at")
    )
    found = list(enrollments)
    codes = {e.code for e in found}
    pages = ModulePage.objects.live().filter(code__in=codes)
    modules = {(page.code, page.version): page for page in source_pages(pages)}
    snapshots = {
        (kept.code, kept.version): kept
        for kept in ModuleSnapshot.objects.filter(code__in=codes).defer("content")
    }
    lessons: dict[str, list[str]] = {}
    for path, key in LessonPage.objects.live().values_list("path", "lesson_key"):
        lessons.setdefault(path[:-STEP], []).append(key)
    rows = []
    for enrollment in found:
        identity = (enrollment.code, enrollment.version)
        rows.append(_row(enrollment, modules.get(identity), snapshots.get(identity), lessons))
    return sorted(rows, key=lambda row: row.enrollment.completed_at is not None)


def _row(
    enrollment: Enrollment,
    module: ModulePage | None,
    kept: ModuleSnapshot | None,
    lessons: dict[str, list[str]],
) -> Row:
    if module is not None:
        keys = lessons.get(module.path, [])
        return Row(enrollment, module, module.title, len(keys), _done(enrollment, keys))
    keys = kept.lesson_keys if kept else []
    return Row(
        enrollment,
        None,
        title=spoken(kept.titles) if kept else "",
        lessons=len(keys),
        done=_done(enrollment, keys),
        kept=kept is not None,
        withdrawn=kept is not None and kept.withdrawn_at is not None,
    )


def _done(enrollment: Enrollment, keys: Collection[str]) -> int:
    """How many of these lessons are done; one that the module no longer has is not counted."""
    return len(keys_done(enrollment).intersection(keys))


def lessons_done() -> Prefetch[str]:
    """What `keys_done` reads, for enrollments that are looked at together."""
    done = LessonProgress.objects.filter(completed_at__isnull=False)
    return Prefetch("lessons", done, to_attr="done")


def keys_done(enrollment: Enrollment) -> set[str]:
    rows: list[LessonProgress] = enrollment.done  # type: ignore[attr-defined]
    return {row.lesson_key for row in rows}

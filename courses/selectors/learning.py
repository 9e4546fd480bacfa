"""A person's modules on one page."""

from dataclasses import dataclass

from django.db.models import Count, Q

from courses.models import Enrollment, LessonPage, ModulePage, ModuleSnapshot
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
    """Every enrollment, the unfinished first; four queries however many there are."""
    enrollments = (
        Enrollment.objects.filter(person=person, switched_at__isnull=True)
        .select_related("entry__detail")
        .annotate(done=Count("lessons", filter=Q(lessons__completed_at__isnull=False)))
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
    counts: dict[str, int] = {}
    for path in LessonPage.objects.live().values_list("path", flat=True):
        counts[path[:-STEP]] = counts.get(path[:-STEP], 0) + 1
    rows = []
    for enrollment in found:
        identity = (enrollment.code, enrollment.version)
        rows.append(_row(enrollment, modules.get(identity), snapshots.get(identity), counts))
    return sorted(rows, key=lambda row: row.enrollment.completed_at is not None)


def _row(
    enrollment: Enrollment,
    module: ModulePage | None,
    kept: ModuleSnapshot | None,
    counts: dict[str, int],
) -> Row:
    done: int = enrollment.done  # type: ignore[attr-defined]
    if module is not None:
        lessons = counts.get(module.path, 0)
        return Row(enrollment, module, module.title, lessons, min(done, lessons))
    lessons = len(kept.lesson_keys) if kept else 0
    return Row(
        enrollment,
        None,
        title=spoken(kept.titles) if kept else "",
        lessons=lessons,
        done=min(done, lessons),
        kept=kept is not None,
        withdrawn=kept is not None and kept.withdrawn_at is not None,
    )

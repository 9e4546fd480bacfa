"""A person's modules on one page."""

from dataclasses import dataclass

from django.db.models import Count, Q

from courses.models import Enrollment, LessonPage, ModulePage
from courses.selectors.module import source_pages
from endorsement.models import Person

STEP = 4  # Characters of one step in a page's path.


@dataclass(frozen=True)
class Row:
    """An enrollment with its page (None when the module is no longer there) and its progress."""

    enrollment: Enrollment
    module: ModulePage | None
    lessons: int
    done: int


def learning_of(person: Person) -> list[Row]:
    """Every enrollment, the unfinished first; three queries however many there are."""
    enrollments = (
        Enrollment.objects.filter(person=person)
        .select_related("entry__detail")
        .annotate(done=Count("lessons", filter=Q(lessons__completed_at__isnull=False)))
        .order_by("-started_at")
    )
    found = list(enrollments)
    pages = ModulePage.objects.live().filter(code__in={e.code for e in found})
    modules = {(page.code, page.version): page for page in source_pages(pages)}
    counts: dict[str, int] = {}
    for path in LessonPage.objects.live().values_list("path", flat=True):
        counts[path[:-STEP]] = counts.get(path[:-STEP], 0) + 1
    rows = []
    for enrollment in found:
        module = modules.get((enrollment.code, enrollment.version))
        lessons = counts.get(module.path, 0) if module else 0
        rows.append(Row(enrollment, module, lessons, min(enrollment.done, lessons)))
    return sorted(rows, key=lambda row: row.enrollment.completed_at is not None)

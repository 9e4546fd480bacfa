"""What a learner marked, in one lesson, in a module and everywhere."""

from collections.abc import Sequence
from dataclasses import dataclass

from courses.models import Bookmark, Enrollment, ModuleSnapshot
from courses.models.choices import spoken
from endorsement.models import Person


@dataclass(frozen=True)
class Marked:
    """The bookmarks of one module, under the title that the reader knows it by."""

    code: str
    title: str
    bookmarks: tuple[Bookmark, ...]


def in_lesson(enrollment: Enrollment, lesson_key: str) -> set[str]:
    """Keys of the marked places of a lesson; the empty key is the lesson itself."""
    found = Bookmark.objects.filter(enrollment=enrollment, lesson_key=lesson_key)
    return set(found.values_list("block_key", flat=True))


def in_module(enrollment: Enrollment, lesson_keys: Sequence[str]) -> list[Bookmark]:
    """Bookmarks in the order of the lessons; of lessons that are gone none."""
    order = {key: place for place, key in enumerate(lesson_keys)}
    found = Bookmark.objects.filter(enrollment=enrollment, lesson_key__in=order)
    return sorted(found, key=lambda mark: (order[mark.lesson_key], mark.saved_at, mark.pk))


def of_person(person: Person) -> list[Marked]:
    """Every bookmark by module, the module marked last first; two queries however many there are.

    Those of lessons that are gone are left out.
    """
    found = Bookmark.objects.filter(
        enrollment__person=person, enrollment__switched_at__isnull=True
    ).select_related("enrollment")
    marks = list(found.order_by("-saved_at", "-pk"))
    kept = {
        (one.code, one.version): one
        for one in ModuleSnapshot.objects.filter(
            code__in={mark.enrollment.code for mark in marks}
        ).defer("content")
    }
    by_module: dict[str, list[Bookmark]] = {}
    titles = {}
    for mark in marks:
        version = kept.get((mark.enrollment.code, mark.enrollment.version))
        if version is not None and mark.lesson_key in version.lesson_keys:
            titles[version.code] = spoken(version.titles)
            by_module.setdefault(version.code, []).append(mark)
    return [Marked(code, titles[code], tuple(these)) for code, these in by_module.items()]

"""Hand-outs that are written in lessons: the document by which one is drawn."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import Http404
from wagtail.rich_text import expand_db_html

from courses.curriculum.markup import simplified
from courses.models import LessonPage, ModulePage
from courses.models.choices import ReviewStatus
from courses.selectors.module import sources

TYPE = "written_hand_out"
Document = dict[str, Any]


def block_in(lesson: LessonPage, key: str) -> Any:
    """The hand-out's value.

    :raises Http404: when the lesson has none with this key.
    """
    for block in lesson.body:
        if block.block_type == TYPE and block.value["key"] == key:
            return block.value
    raise Http404


def document_of(module: ModulePage, page: ModulePage, lesson: LessonPage, value: Any) -> Document:
    """Everything the sheet says. `module` holds the facts, `page` is the module in the lesson's language."""
    cited = sources(list(value["sources"] or [])) if value["sources"] else {}
    association = module.association
    return {
        "format": 1,
        "language": lesson.locale.language_code,
        "organization": association.name if association else settings.WAGTAIL_SITE_NAME,
        "color": association.accent_color if association else "",
        "module": page.title,
        "title": value["title"],
        "purpose": value["purpose"],
        "text": simplified(expand_db_html(value["text"].source)),
        "sources": [
            {
                "title": one.title,
                "publisher": one.publisher,
                "address": one.address,
                "year": one.year,
                "read_on": one.read_on,
            }
            for one in cited.values()
        ],
        "reviewed": page.review_status == ReviewStatus.REVIEWED,
    }


def in_module(module: ModulePage) -> Iterator[Document]:
    """The documents of every hand-out on the site below a module's page in one language."""
    for lesson in LessonPage.objects.child_of(module).live().select_related("locale"):
        yield from in_lesson(module, lesson)


def in_lesson(module: ModulePage, lesson: LessonPage) -> Iterator[Document]:
    for block in lesson.body:
        if block.block_type == TYPE:
            yield document_of(module, module, lesson, block.value)


def changed_since(moment: datetime | None) -> Iterator[ModulePage]:
    """Live modules, in every language, of which something was published since the moment."""
    live = ModulePage.objects.live().filter(alias_of__isnull=True).select_related("association")
    for module in live.order_by("pk"):
        lessons = LessonPage.objects.child_of(module).live()
        if moment is None or lessons.filter(last_published_at__gte=moment).exists():
            yield module

"""The catalog's entries are made from pages and follow them."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from wagtail import blocks
from wagtail.rich_text import get_text_for_indexing

from courses.models import CatalogEntry, LessonPage, ModulePage, full_text
from courses.rules import searching
from courses.selectors.module import areas_of, facts

#: Raise it when entries are made in another way: those of an earlier form are then made again.
FORM = 2
#: Words of lessons that may be suggested: so often, and so many of a module.
OFTEN, MOST_WORDS = 3, 150
#: Parts of blocks that answer a question or stand for a picture: nobody should read them in a list.
LEFT_OUT = frozenset({"options", "questions", "alt", "credit"})


@transaction.atomic
def enter(
    *, page: ModulePage, at: datetime, without: LessonPage | None = None
) -> CatalogEntry | None:
    """Make a live page's entry anew; the entry of a page that is not live goes.

    `without` is a lesson that still stands there and is about to go.

    Effects, in order: the entry; its row in the full-text index.
    """
    live = _pages().filter(pk=page.pk).select_related("locale").first()
    if live is None:
        leave(page=page)
        return None
    language = live.locale.language_code
    lessons = list(
        LessonPage.objects.child_of(live)
        .live()
        .exclude(pk=without.pk if without else None)
        .order_by("path")
    )
    objectives = [block.value["text"] for block in live.objectives]
    about = [live.summary, live.audience, *objectives]
    told = [(lesson.title, " · ".join(_texts_of(lesson))) for lesson in lessons]
    titles = [lesson.title for lesson in lessons]
    entry, _created = CatalogEntry.objects.update_or_create(
        page=live,
        defaults={
            "language": language,
            "areas": sorted(areas_of(live)),
            "topics": sorted(facts(live)["topics"]),
            "resources": sorted({code for one in lessons for code in _cards_in(one)}),
            "texts": [*(("", text) for text in [*objectives, live.audience] if text), *told],
            "words": _vocabulary([live.title, *about, *titles], [text for _title, text in told]),
            "form": FORM,
            "indexed_at": at,
        },
    )
    columns = (live.title, " ".join(about), " ".join(titles), " ".join(text for _t, text in told))
    full_text.write(
        entry=entry.pk,
        language=language,
        columns=[searching.index_words(column, language) for column in columns],
    )
    return entry


@transaction.atomic
def leave(*, page: ModulePage) -> None:
    """Effects, in order: the row in the full-text index goes; the entry goes."""
    entries = CatalogEntry.objects.filter(page=page)
    full_text.forget(list(entries.values_list("pk", flat=True)))
    entries.delete()


def enter_missing(*, at: datetime) -> int:
    """Make what is missing, of an earlier form, or older than its page; how many."""
    late = Q(entry__isnull=True) | ~Q(entry__form=FORM)
    late |= Q(last_published_at__gt=F("entry__indexed_at"))
    return _enter_all(_pages().filter(late), at)


@transaction.atomic
def rebuild(*, at: datetime) -> int:
    """Make every entry anew; how many. Effects, in order: all entries go; they are made."""
    full_text.clear()
    CatalogEntry.objects.all().delete()
    return _enter_all(_pages(), at)


def _pages() -> Any:
    """Live pages; a copy that stands for a missing translation says nothing of its own."""
    return ModulePage.objects.live().filter(alias_of__isnull=True)


def _enter_all(pages: Any, at: datetime) -> int:
    found = list(pages.order_by("pk").values_list("pk", flat=True))
    for pk in found:
        enter(page=ModulePage(pk=pk), at=at)
    return len(found)


def _cards_in(lesson: LessonPage) -> Iterator[str]:
    for block in lesson.body:
        if block.block_type == "resource_card":
            yield str(block.value["resource"])


def _texts_of(lesson: LessonPage) -> Iterator[str]:
    for block in lesson.body:
        # What a check asks is part of its answer.
        if block.block_type != "knowledge_check":
            yield from _texts_in(block.block, block.value)


def _texts_in(block: Any, value: Any) -> Iterator[str]:
    """The words that a reader of a block reads, whatever kind of block it is."""
    if not value:
        return
    if isinstance(block, blocks.RichTextBlock):
        yield " ".join(get_text_for_indexing(value.source).split())
    elif isinstance(block, blocks.CharBlock | blocks.TextBlock):
        yield str(value)
    else:
        for child, inside in _inside(block, value):
            yield from _texts_in(child, inside)


def _inside(block: Any, value: Any) -> list[tuple[Any, Any]]:
    """Blocks inside another, with their values."""
    if isinstance(block, blocks.StructBlock):
        fields = block.child_blocks.items()
        return [(child, value.get(name)) for name, child in fields if name not in LEFT_OUT]
    if isinstance(block, blocks.ListBlock):
        return [(block.child_block, item) for item in value]
    if isinstance(block, blocks.StreamBlock):
        return [(child.block, child.value) for child in value]
    return []


def _vocabulary(said: Iterable[str], told: Iterable[str]) -> list[str]:
    """What may be suggested: every word that presents the module, and what its lessons are about."""
    often = Counter(word.casefold() for text in told for word in searching.words(text))
    weighty = [word for word, number in often.most_common() if number >= OFTEN and len(word) > 4]
    found = {word.casefold() for text in said for word in searching.words(text)}
    found.update(weighty[:MOST_WORDS])
    return sorted(word for word in found if len(word) > 3 and not word.isdigit())

"""What stands in lessons: read as it is stored, or whole, in a number of queries that does not grow."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects
from django.http import Http404

from courses.models import CreditedImage, LessonPage, ModulePage, Recording, Rendition
from courses.models.blocks import PICTURE
from courses.rules.lesson_text import anchor_of, texts_of
from courses.rules.matching import Part, has_all, snippet, words_of
from courses.selectors.module import resources, with_content

#: More hits than this nobody reads.
MOST_HITS = 60


def block_at(lesson: LessonPage, anchor: str) -> dict[str, Any]:
    """The stored block that an anchor leads to.

    :raises Http404: when the lesson has none.
    """
    for block in with_content(lesson).body.raw_data:
        if anchor and anchor_of(block["value"], block.get("id")) == anchor:
            found: dict[str, Any] = block
            return found
    raise Http404


def with_bodies(module: ModulePage, lessons: Sequence[LessonPage]) -> list[LessonPage]:
    """The lessons of `lessons_of` with their content, in one query or none."""
    if module.snapshot is not None:
        return list(lessons)
    keys = {lesson.pk for lesson in lessons}
    found = LessonPage.objects.child_of(module).live().order_by("path")
    return [lesson for lesson in found if lesson.pk in keys]


def read_together(lessons: Sequence[LessonPage]) -> list[Any]:
    """The blocks of every lesson, with what they refer to fetched for all lessons at once."""
    stream = LessonPage._meta.get_field("body").stream_block
    bodies: list[Any] = stream.bulk_to_python([list(one.body.raw_data) for one in lessons])
    fetch_media(block for body in bodies for block in body)
    return bodies


def fetch_media(blocks: Iterable[Any]) -> None:
    """The drawn sizes of images and the tracks of recordings, two queries however many blocks."""
    images: list[CreditedImage] = []
    recordings: list[Recording] = []
    for block in blocks:
        if block.block_type == "image" and block.value["image"]:
            images.append(block.value["image"])
        elif block.block_type == "recording" and block.value["recording"]:
            recordings.append(block.value["recording"])
    if images:
        drawn = Rendition.objects.filter(filter_spec=PICTURE.replace(" ", "|"))
        prefetch_related_objects(images, Prefetch("renditions", drawn, "prefetched_renditions"))
    if recordings:
        prefetch_related_objects(recordings, "tracks")


@dataclass(frozen=True)
class Hit:
    """A place that holds every word looked for."""

    anchor: str
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Found:
    """A lesson with its hits; without one the words stand in its title."""

    lesson: LessonPage
    hits: tuple[Hit, ...]


def search(module: ModulePage, lessons: Sequence[LessonPage], query: str) -> list[Found]:
    """Lessons whose title or content hold every word, in order; three queries however many lessons.

    `module` is the page in the reader’s language, live or kept.
    """
    words = words_of(query)
    if not words:
        return []
    whole = with_bodies(module, lessons)
    cards = {code: f"{card.name}: {card.what}" for code, card in resources().items()}
    transcripts = _transcripts(whole)
    found, left = [], MOST_HITS
    for lesson in whole:
        hits = tuple(islice(_hits(lesson, words, transcripts, cards), left))
        left -= len(hits)
        if hits or has_all(lesson.title, words):
            found.append(Found(lesson, hits))
    return found


def _hits(
    lesson: LessonPage, words: tuple[str, ...], transcripts: dict[int, str], cards: dict[str, str]
) -> Iterator[Hit]:
    for block in lesson.body.raw_data:
        text = " · ".join(texts_of(block, transcripts=transcripts, cards=cards))
        if has_all(text, words):
            yield Hit(anchor_of(block["value"], block.get("id")), snippet(text, words))


def _transcripts(lessons: Sequence[LessonPage]) -> dict[int, str]:
    keys = {
        block["value"].get("recording")
        for lesson in lessons
        for block in lesson.body.raw_data
        if block["type"] == "recording"
    } - {None}
    return dict(Recording.objects.filter(pk__in=keys).values_list("pk", "transcript"))

"""From a module's form and pages to what the checks before publishing look at."""

from collections.abc import Iterator, Mapping
from decimal import ROUND_DOWN, Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail import blocks
from wagtail.models import Page
from wagtail.rich_text import RichText
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from courses.curriculum.hours import MINUTES_PER_HOUR, WORDS_PER_HOUR
from courses.curriculum.markup import plain
from courses.models.bank import QuestionBankPage, blocks_of
from courses.models.choices import LIVE, Delivery, ReviewStatus
from courses.models.lesson import LessonPage
from courses.models.library import Source
from courses.models.published import credited_in, named_in, published
from courses.rules import publishable as rules

# Blocks of text that is not read, or named elsewhere.
UNREAD = frozenset({"address", "alt", "credit", "key", "next", "parameters"})


def facts_of(module: Any, values: Mapping[str, Any]) -> rules.Module:
    """`values` are the module's own fields as they would be saved; the pages below are read as last
    saved. Costs the same however many blocks pages on the site hold; drafts are validated whole."""
    below = [] if module.pk is None else module.get_children().specific()
    drafts = [page.get_latest_revision_as_object() for page in below]
    lessons = [page for page in drafts if isinstance(page, LessonPage)]
    bank = next((page for page in drafts if isinstance(page, QuestionBankPage)), None)
    objectives = tuple(
        rules.Objective(number, block.value["text"], block.value["key"] or "")
        for number, block in enumerate(values.get("objectives") or (), start=1)
    )
    places = {*(one.lesson_key for one in lessons), *(one.slug for one in lessons)}
    places |= {str(one.number) for one in objectives} | {one.key for one in objectives if one.key}
    if bank is not None:
        places |= {block.value["key"] for _prefix, block in blocks_of(bank.questions, None)}
    return rules.Module(
        hours=values.get("hours"),
        claimable=claimable_hours(lessons),
        split=hours_in(values.get("split")),
        topics=hours_in(values.get("topics")),
        minimum_minutes=values.get("minimum_minutes") or 0,
        covers=tuple(
            (block.value["ref"], block.value["at"] or "")
            for block in values.get("covers") or ()
            if block.value["ref"]
        ),
        places=frozenset(places),
        objectives=objectives,
        draw=values.get("draw") or 0,
        pass_mark=values.get("pass_mark") or 0,
        reviewed=values.get("review_status") == ReviewStatus.REVIEWED,
        reviewed_by=bool(values.get("reviewed_by")),
        reviewed_on=bool(values.get("reviewed_on")),
        content_note=values.get("content_note") or "",
        needs_lessons=values.get("delivery") not in LIVE - {Delivery.BLENDED},
        needs_bank=values.get("delivery") not in LIVE,
        lessons=tuple(_lesson(page, module.association_id) for page in lessons),
        bank=_bank(bank),
        sources=_sources(values.get("references"), lessons, bank),
        presenters=_presenters(module, values.get("presenters")),
        approvals=_approvals(module, values.get("approvals")),
        untranslated=_untranslated(module),
        named=named_in(values, bank),
        credited=credited_in(values),
        published=published(module.code, values.get("version")),
    )


def hours_in(stream: Any) -> tuple[Decimal, ...]:
    return tuple(block.value["hours"] or Decimal(0) for block in stream or ())


# --- Pages below ---------------------------------------------------------------------------------


def _lesson(page: LessonPage, association_id: int | None) -> rules.Lesson:
    spot = rules.Spot(page.pk, label=page.title)
    parts = tuple(_part(page, block, association_id) for block in page.body)
    complete = page.live or is_complete(page)
    return rules.Lesson(spot, parts, complete=complete, objectives=tuple(page.objectives))


def _part(page: LessonPage, block: Any, association_id: int | None) -> rules.Part:
    value = block.value
    label = f"{page.title}: {block.block.label}"
    recording, document = value.get("recording"), value.get("document")
    headers, tool = value.get("header"), value.get("tool")
    return rules.Part(
        kind=block.block_type,
        spot=rules.Spot(page.pk, f"block-{block.id}-section", label),
        html=" ".join(texts_in(value)),
        alt=value.get("alt") or "",
        title=document.title if document else "",
        missing=recording.missing if recording else "",
        recording=recording.pk if recording else 0,
        tagged=document.tagged if document else None,
        sources=named_sources(value),
        closed=block.block_type == "external_tool"
        and (tool is None or not tool.opens_for(association_id)),
        empty_headers=headers is not None and not all(str(cell).strip() for cell in headers),
    )


def _bank(page: QuestionBankPage | None) -> rules.Bank | None:
    if page is None:
        return None
    questions = tuple(
        rules.Question(
            rules.Spot(page.pk, f"block-{block.id}-section", block.value["text"]),
            block.value.get("kind") or block.block_type,
            block.value["objective"] or "",
        )
        for _prefix, block in blocks_of(page.questions, None)
    )
    spot = rules.Spot(page.pk, label=page.title)
    return rules.Bank(spot, questions, complete=page.live or is_complete(page))


def is_complete(page: Any) -> bool:
    """Whether a draft lesson or bank would pass the checks of submitting it by itself."""
    name = "questions" if hasattr(page, "questions") else "body"
    try:
        page.full_clean()
        page._meta.get_field(name).stream_block.clean(getattr(page, name))
    except ValidationError:
        return False
    return bool(getattr(page, name))


def texts_in(value: Any) -> Iterator[str]:
    """What a reader reads in a block, as HTML."""
    if isinstance(value, blocks.StructValue):
        for name, child in value.block.child_blocks.items():
            if name not in UNREAD and not isinstance(child, blocks.ChoiceBlock):
                yield from texts_in(value.get(name))
    elif isinstance(value, RichText):
        yield value.source
    elif isinstance(value, str):
        yield value
    elif isinstance(value, blocks.list_block.ListValue):
        for one in value:
            yield from texts_in(one)


def named_sources(value: Any) -> tuple[str, ...]:
    one = value.get("source")
    return tuple(dict.fromkeys([*([one] if one else []), *(value.get("sources") or [])]))


# --- Hours by the stated method ------------------------------------------------------------------


def claimable_hours(lessons: list[LessonPage]) -> Decimal:
    """The most clock hours by the method of `courses.curriculum.hours`, and recordings on top."""
    words = minutes = 0
    seconds = Decimal(0)
    for lesson in lessons:
        words += len(lesson.title.split())
        for block in lesson.body:
            if block.block_type == "written_hand_out":
                # Used at work, not read here.
                continue
            words += sum(len(plain(text).split()) for text in _read_once(block.value))
            minutes += block.value.get("minutes") or 0
            recording = block.value.get("recording")
            seconds += Decimal(str(recording.duration or 0)) if recording else 0
    reading = Decimal(words) / WORDS_PER_HOUR
    # A quarter of the total is a third of the reading.
    total = reading + min(Decimal(minutes) / MINUTES_PER_HOUR, reading / 3)
    total += seconds / MINUTES_PER_HOUR / 60
    return total.quantize(Decimal("0.1"), rounding=ROUND_DOWN)


def _read_once(value: Any) -> Iterator[str]:
    """Of the feedback to a question only the shortest is counted: a learner reads one."""
    if not isinstance(value, blocks.StructValue):
        yield from texts_in(value)
        return
    for name, child in value.block.child_blocks.items():
        inner = value.get(name)
        if name in {"options", "questions"}:
            yield from _choices(inner)
        elif name not in UNREAD and not isinstance(child, blocks.ChoiceBlock):
            yield from texts_in(inner)


def _choices(options: Any) -> Iterator[str]:
    feedback = [one["feedback"] for one in options if "feedback" in one]
    if feedback:
        yield min(feedback, key=lambda text: len(text.split()))
    for one in options:
        yield one["text"]
        if "options" in one:
            yield from _choices(one["options"])


# --- What it names -------------------------------------------------------------------------------


def _sources(references: Any, lessons: list[Any], bank: Any) -> tuple[rules.Cited, ...]:
    keys = [str(block.value) for block in references or ()]
    blocks_named = [block for lesson in lessons for block in lesson.body]
    if bank is not None:
        blocks_named += [block for _prefix, block in blocks_of(bank.questions, None)]
    keys += [key for block in blocks_named for key in named_sources(block.value)]
    known = {source.key: source for source in Source.objects.filter(key__in=keys)}
    return tuple(
        rules.Cited(
            key,
            known[key].title if key in known else key,
            dated=key in known and bool(known[key].year or known[key].read_on),
            found=key in known,
        )
        for key in dict.fromkeys(keys)
    )


def _presenters(module: Any, stream: Any) -> tuple[rules.Presenter, ...]:
    return tuple(
        rules.Presenter(one.name, one.credentials, own=one.association_id == module.association_id)
        for one in (block.value for block in stream or ())
        if one is not None
    )


def _approvals(module: Any, stream: Any) -> tuple[rules.Offered, ...]:
    found = []
    for block in stream or ():
        one = block.value["approval"]
        if one is None:
            continue
        zone = module.association
        today = zone.day_of(timezone.now()) if zone else timezone.localdate()
        found.append(
            rules.Offered(
                one.name,
                one.rules_of,
                holds=one.holds_on(today),
                own=one.association_id == module.association_id,
                number=block.value["number"] or "",
            )
        )
    return tuple(found)


def _untranslated(module: Page) -> int | None:
    """Texts without a translation in the languages that were begun; None when none was."""
    if module.pk is None:
        return None
    keys = [
        module.translation_key,
        *module.get_children().values_list("translation_key", flat=True),
    ]
    works = Translation.objects.filter(source__object_id__in=keys, enabled=True)
    missing = None
    for work in works.select_related("source"):
        texts = StringSegment.objects.filter(source=work.source)
        done = StringTranslation.objects.filter(
            locale=work.target_locale, context__in=texts.values("context"), has_error=False
        )
        missing = (missing or 0) + max(0, texts.count() - done.count())
    return missing


# What `facts_of` asks of the module's own fields.
FIELDS = (
    *("delivery", "version", "evaluation"),
    *(
        "hours",
        "split",
        "topics",
        "covers",
        "objectives",
        "draw",
        "pass_mark",
        "content_note",
        "minimum_minutes",
    ),
    *("review_status", "reviewed_by", "reviewed_on", "references", "presenters", "approvals"),
)

"""From YAML to the blocks of courses.curriculum.blocks."""

from __future__ import annotations

from collections.abc import Callable

from courses.curriculum.blocks import (
    Accordion,
    Block,
    Callout,
    Choice,
    Image,
    KeyFigure,
    KnowledgeCheck,
    Line,
    Panel,
    Prose,
    Quotation,
    Reflection,
    ResourceCard,
    Script,
    Table,
    Turn,
    Vignette,
    WrittenHandOut,
)
from courses.curriculum.questions import parse_keys, parse_options
from courses.curriculum.reader import Node, optional_text, unique

TONES = frozenset({"note", "care", "practice"})
MEDIA = frozenset({"audio", "video"})
END = "end"

Fields = dict[str, Node]


def _prose(found: Fields, sources: tuple[str, ...]) -> Block:
    return Prose(text=found["text"].text(html=True), sources=sources)


def _callout(found: Fields, sources: tuple[str, ...]) -> Block:
    return Callout(
        tone=found["tone"].choice(TONES),
        title=found["title"].text(),
        text=found["text"].text(html=True),
        sources=sources,
    )


def _key_figure(found: Fields, sources: tuple[str, ...]) -> Block:
    year = found["year"]
    return KeyFigure(
        value=found["value"].text(),
        label=found["label"].text(),
        source=found["source"].key(),
        year=None if year.value is None else year.whole(at_least=1900),
        note=optional_text(found, "note"),
        sources=sources,
    )


def _image(found: Fields, sources: tuple[str, ...]) -> Block:
    file = found["file"].string()
    if file.startswith("/") or ".." in file:
        raise found["file"].error("the file is a path under courses/static/")
    return Image(
        file=file,
        alt=found["alt"].text(),
        caption=optional_text(found, "caption"),
        credit=optional_text(found, "credit"),
        sources=sources,
    )


def _accordion(found: Fields, sources: tuple[str, ...]) -> Block:
    panels = []
    for item in found["items"].items(at_least=1):
        panel = item.fields("title text")
        panels.append(Panel(title=panel["title"].text(), text=panel["text"].text(html=True)))
    return Accordion(items=tuple(panels), sources=sources)


def _vignette(found: Fields, sources: tuple[str, ...]) -> Block:
    nodes = found["questions"].items(at_least=1)
    turns = tuple(_turn(node) for node in nodes)
    unique(nodes, [turn.key for turn in turns])
    known = {turn.key for turn in turns} | {END, None}
    for node, turn in zip(nodes, turns, strict=True):
        for choice in turn.options:
            if choice.next not in known:
                raise node.error(f"“{choice.next}” is no question of this vignette")
    return Vignette(
        key=found["key"].key() if "key" in found else "",
        title=found["title"].text(),
        text=found["text"].text(html=True),
        questions=turns,
        sources=sources,
    )


def _turn(node: Node) -> Turn:
    found = node.fields("key text options")
    nodes = found["options"].items(at_least=2)
    choices = []
    for item in nodes:
        option = item.fields("key text feedback", "next")
        choices.append(
            Choice(
                key=option["key"].key(),
                text=option["text"].text(),
                feedback=option["feedback"].text(),
                next=option["next"].key() if "next" in option else None,
            )
        )
    unique(nodes, [choice.key for choice in choices])
    return Turn(key=found["key"].key(), text=found["text"].text(), options=tuple(choices))


def _knowledge_check(found: Fields, sources: tuple[str, ...]) -> Block:
    return KnowledgeCheck(
        key=found["key"].key(),
        text=found["text"].text(),
        options=parse_options(found["options"], said="feedback"),
        sources=sources,
    )


def _reflection(found: Fields, sources: tuple[str, ...]) -> Block:
    return Reflection(
        key=found["key"].key(),
        prompt=found["prompt"].text(),
        minutes=found["minutes"].whole() if "minutes" in found else 0,
        sources=sources,
    )


def _script(found: Fields, sources: tuple[str, ...]) -> Block:
    lines = [line.fields("speaker text") for line in found["lines"].items(at_least=2)]
    return Script(
        medium=found["medium"].choice(MEDIA),
        title=found["title"].text(),
        scene=found["scene"].text(),
        lines=tuple(Line(speaker=one["speaker"].text(), text=one["text"].text()) for one in lines),
        sources=sources,
    )


def _written_hand_out(found: Fields, sources: tuple[str, ...]) -> Block:
    return WrittenHandOut(
        key=found["key"].key(),
        title=found["title"].text(),
        purpose=found["purpose"].text(),
        text=found["text"].text(html=True),
        sources=sources,
    )


def _resource_card(found: Fields, sources: tuple[str, ...]) -> Block:
    return ResourceCard(resource=found["resource"].key(), sources=sources)


def _table(found: Fields, sources: tuple[str, ...]) -> Block:
    header = tuple(cell.text() for cell in found["header"].items(at_least=2))
    rows = []
    for row in found["rows"].items(at_least=1):
        cells = tuple(cell.text() for cell in row.items())
        if len(cells) != len(header):
            raise row.error(f"{len(cells)} cells under {len(header)} headers")
        rows.append(cells)
    caption = found["caption"].text()
    return Table(caption=caption, header=header, rows=tuple(rows), sources=sources)


def _quotation(found: Fields, sources: tuple[str, ...]) -> Block:
    return Quotation(
        text=found["text"].text(),
        attribution=found["attribution"].text(),
        source=found["source"].key(),
        sources=sources,
    )


# type -> (required fields, optional fields, parser)
PARSERS: dict[str, tuple[str, str, Callable[[Fields, tuple[str, ...]], Block]]] = {
    "prose": ("text", "", _prose),
    "callout": ("tone title text", "", _callout),
    "key_figure": ("value label source year", "note", _key_figure),
    "image": ("file alt", "caption credit", _image),
    "accordion": ("items", "", _accordion),
    "vignette": ("title text questions", "key", _vignette),
    "knowledge_check": ("key text options", "", _knowledge_check),
    "reflection": ("key prompt", "minutes", _reflection),
    "script": ("medium title scene lines", "", _script),
    "written_hand_out": ("key title purpose text", "", _written_hand_out),
    "resource_card": ("resource", "", _resource_card),
    "table": ("caption header rows", "", _table),
    "quotation": ("text attribution source", "", _quotation),
}


def parse_block(node: Node) -> Block:
    """One block of a lesson.

    :raises CurriculumError: for an unknown type, a missing or unknown field, or a bad value.
    """
    kind = node.entries().get("type")
    if kind is None:
        raise node.error("the field “type” is missing")
    required, optional, parse = PARSERS[kind.choice(PARSERS)]
    found = node.fields(f"type {required}", f"sources {optional}")
    return parse(found, parse_keys(found.get("sources")))

"""Blocks of lessons as stored, as the nouns that files are written from."""

from __future__ import annotations

from collections.abc import Callable

from courses.curriculum import blocks as b
from courses.curriculum.questions import Option
from courses.selectors.stored import Both, pairs


def options(both: Both, said: str) -> tuple[Option, ...]:
    return tuple(
        Option(one["key"], one.text("text"), bool(one["correct"]), one.text(said))
        for one in both.items("options")
    )


def _image(both: Both) -> b.Block | None:
    """None for a picture that was uploaded: files name only drawings that ship."""
    if not both["file"]:
        return None
    return b.Image(
        file=both["file"],
        alt=both.text("alt"),
        caption=both.text("caption"),
        credit=both.text("credit"),
        sources=both.codes("sources"),
    )


def _figure(both: Both) -> b.Block:
    return b.KeyFigure(
        value=both.text("value"),
        label=both.text("label"),
        source=both["source"],
        year=both["year"],
        note=both.text("note"),
        sources=both.codes("sources"),
    )


def _vignette(both: Both) -> b.Block:
    turns = tuple(_turn(one) for one in both.items("questions"))
    key = both["key"] or ""
    return b.Vignette(
        # A case takes its key from its first step, unless it was given one in the CMS.
        key="" if key == f"case-{turns[0].key}" else key,
        title=both.text("title"),
        text=both.html("text"),
        questions=turns,
        sources=both.codes("sources"),
    )


def _turn(both: Both) -> b.Turn:
    return b.Turn(
        key=both["key"],
        text=both.text("text"),
        options=tuple(
            b.Choice(
                key=one["key"],
                text=one.text("text"),
                feedback=one.text("feedback"),
                next=one["next"] or None,
            )
            for one in both.items("options")
        ),
    )


BLOCKS: dict[str, Callable[[Both], b.Block | None]] = {
    "prose": lambda both: b.Prose(text=both.html("text"), sources=both.codes("sources")),
    "callout": lambda both: b.Callout(
        tone=both["tone"],
        title=both.text("title"),
        text=both.html("text"),
        sources=both.codes("sources"),
    ),
    "key_figure": _figure,
    "image": _image,
    "accordion": lambda both: b.Accordion(
        items=tuple(
            b.Panel(title=one.text("title"), text=one.html("text")) for one in both.items("items")
        ),
        sources=both.codes("sources"),
    ),
    "vignette": _vignette,
    "knowledge_check": lambda both: b.KnowledgeCheck(
        key=both["key"],
        text=both.text("text"),
        options=options(both, "feedback"),
        sources=both.codes("sources"),
    ),
    "reflection": lambda both: b.Reflection(
        key=both["key"],
        prompt=both.text("prompt"),
        minutes=both["minutes"] or 0,
        sources=both.codes("sources"),
    ),
    "resource_card": lambda both: b.ResourceCard(
        resource=both["resource"], sources=both.codes("sources")
    ),
    "script": lambda both: b.Script(
        medium=both["medium"],
        title=both.text("title"),
        scene=both.text("scene"),
        lines=tuple(
            b.Line(speaker=one.text("speaker"), text=one.text("text"))
            for one in both.items("lines")
        ),
        sources=both.codes("sources"),
    ),
    "written_hand_out": lambda both: b.WrittenHandOut(
        key=both["key"],
        title=both.text("title"),
        purpose=both.text("purpose"),
        text=both.html("text"),
        sources=both.codes("sources"),
    ),
    "table": lambda both: b.Table(
        caption=both.text("caption"),
        header=tuple(one.words() for one in both.items("header")),
        rows=tuple(
            tuple(cell.words() for cell in pairs(row.en, row.es)) for row in both.items("rows")
        ),
        sources=both.codes("sources"),
    ),
    "quotation": lambda both: b.Quotation(
        text=both.text("text"),
        attribution=both.text("attribution"),
        source=both["source"],
        sources=both.codes("sources"),
    ),
}

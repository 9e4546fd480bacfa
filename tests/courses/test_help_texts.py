"""No field of the CMS is left to guessing: a help text, unless its label says everything."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import models
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, Panel
from wagtail.fields import StreamField

from courses.models import (
    Approval,
    LessonPage,
    ModulePage,
    Presenter,
    QuestionBankPage,
    ResourceCard,
    Source,
)
from courses.models.keys import HiddenBlock

PAGES = (ModulePage, LessonPage, QuestionBankPage)
SNIPPETS = (Presenter, Approval, Source, ResourceCard)

# One word that an author of any course knows, and what a block consists of by its own label.
SAID_BY_THE_LABEL = frozenset(
    {
        *("Title", "title", "name", "Text", "Caption", "Table", "publisher", "kind", "web address"),
        *("Answer", "Answers", "Question", "Choices", "Steps", "Parts", "Rows", "Row", "Headers"),
        *(
            "This answer is right",
            "Has it to be answered?",
            "Lines",
            "Line",
            "Its answer",
            "Item",
            "go live date/time",
            "expiry date/time",
            "Capital and small letters must be the same",
            "Presenter",
            "Module",
            "Source",
            "Resource",
            "author or publisher",
        ),
    }
)


def fields_in(panel: Panel) -> Iterator[str]:
    if isinstance(panel, FieldPanel):
        yield panel.field_name
    for child in getattr(panel, "children", ()):
        yield from fields_in(child)


def of_model(model: type[models.Model]) -> Iterator[tuple[str, Any]]:
    """Where it stands, and the field."""
    handler = getattr(model, "edit_handler", None)
    panels = handler.children if handler else model.panels  # type: ignore[attr-defined]
    for name in (name for panel in panels for name in fields_in(panel)):
        yield f"{model.__name__}.{name}", model._meta.get_field(name)


def of_blocks(where: str, block: blocks.Block) -> Iterator[tuple[str, blocks.Block]]:
    if isinstance(block, blocks.BaseStreamBlock | blocks.BaseStructBlock):
        for name, child in block.child_blocks.items():
            if isinstance(block, blocks.BaseStructBlock) and not isinstance(child, HiddenBlock):
                yield f"{where}.{name}", child
            yield from of_blocks(f"{where}.{name}", child)
    elif isinstance(block, blocks.ListBlock):
        yield from of_blocks(where, block.child_block)


def helps(block: blocks.Block) -> bool:
    field = getattr(block, "field", None)
    return bool(getattr(block.meta, "help_text", "") or getattr(field, "help_text", ""))


def unexplained(model: type[models.Model]) -> list[str]:
    found = []
    for where, field in of_model(model):
        if not field.help_text and str(field.verbose_name) not in SAID_BY_THE_LABEL:
            found.append(f"{where} ({field.verbose_name})")
        if isinstance(field, StreamField):
            for place, block in of_blocks(where, field.stream_block):
                if not helps(block) and str(block.label) not in SAID_BY_THE_LABEL:
                    found.append(f"{place} ({block.label})")
    return found


@pytest.mark.parametrize("model", [*PAGES, *SNIPPETS])
def test_every_field_has_help_unless_its_label_says_everything(model: type[models.Model]) -> None:
    assert unexplained(model) == []


def test_every_block_of_a_lesson_has_a_name_and_an_icon_of_its_own() -> None:
    stream = LessonPage._meta.get_field("body").stream_block.child_blocks
    labels = [str(block.label) for block in stream.values()]
    assert len(set(labels)) == len(labels)
    assert [name for name, block in stream.items() if block.meta.icon == "placeholder"] == []

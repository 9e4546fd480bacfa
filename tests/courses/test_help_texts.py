"""No field of the CMS is left to guessing: a help text, unless its label says everything."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import models
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, Panel
from wagtail.documents.forms import get_document_form
from wagtail.fields import StreamField
from wagtail.images.forms import get_image_form
from wagtailmedia.forms import get_media_form

from courses.forms.captions import TrackForm
from courses.models import (
    Approval,
    CreditedDocument,
    CreditedImage,
    ExternalTool,
    GlossaryTerm,
    LessonPage,
    ModulePage,
    Package,
    PathPage,
    Presenter,
    QuestionBankPage,
    Recording,
    ResourceCard,
    SharedBank,
    Source,
)
from courses.models.keys import HiddenBlock
from courses.views.cms.external_tools import ExternalTools
from courses.views.cms.packages import Packages
from courses.views.cms.shared_banks import SharedBanks

PAGES = (ModulePage, LessonPage, QuestionBankPage, PathPage)
SNIPPETS = (Presenter, Approval, Source, ResourceCard, GlossaryTerm)
#: Their forms are put together by what lists them.
LISTED = {SharedBank: SharedBanks, Package: Packages, ExternalTool: ExternalTools}
FILES = {
    CreditedImage: get_image_form,
    CreditedDocument: get_document_form,
    Recording: get_media_form,
}

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
    """Where it stands, and the field; a form may have fields that no row has."""
    handler = getattr(model, "edit_handler", None)
    listed = LISTED.get(model)  # type: ignore[type-abstract]
    panels = handler.children if handler else (listed or model).panels  # type: ignore[attr-defined]
    own = listed.form_class_of_owned.declared_fields if listed else {}
    for name in (name for panel in panels for name in fields_in(panel)):
        yield f"{model.__name__}.{name}", own.get(name) or model._meta.get_field(name)


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
        label = str(getattr(field, "verbose_name", "") or field.label)
        if not field.help_text and label not in SAID_BY_THE_LABEL:
            found.append(f"{where} ({label})")
        if isinstance(field, StreamField):
            for place, block in of_blocks(where, field.stream_block):
                if not helps(block) and str(block.label) not in SAID_BY_THE_LABEL:
                    found.append(f"{place} ({block.label})")
    return found


@pytest.mark.parametrize("model", [*PAGES, *SNIPPETS, *LISTED])
def test_every_field_has_help_unless_its_label_says_everything(model: type[models.Model]) -> None:
    assert unexplained(model) == []


@pytest.mark.parametrize("form", [*(get(model) for model, get in FILES.items()), TrackForm])
def test_every_field_of_a_file_has_help_unless_its_label_says_everything(form: Any, db) -> None:
    shown = {name: field for name, field in form().fields.items() if not field.widget.is_hidden}
    unsaid = [name for name, field in shown.items() if not field.help_text]
    assert [name for name in unsaid if str(shown[name].label) not in SAID_BY_THE_LABEL] == []


def test_every_block_of_a_lesson_has_a_name_and_an_icon_of_its_own() -> None:
    stream = LessonPage._meta.get_field("body").stream_block.child_blocks
    labels = [str(block.label) for block in stream.values()]
    assert len(set(labels)) == len(labels)
    assert [name for name, block in stream.items() if block.meta.icon == "placeholder"] == []


def lists_in(block: blocks.Block, default: Any, where: str) -> Iterator[tuple[str, Any, Any]]:
    """Every list in a block, with what an author finds in it who has just added the block."""
    if isinstance(block, blocks.ListBlock):
        yield where, block, default
        for one in default:
            yield from lists_in(block.child_block, one, where)
    elif isinstance(block, blocks.BaseStructBlock):
        for name, child in block.child_blocks.items():
            yield from lists_in(child, default[name], f"{where}.{name}")


@pytest.mark.parametrize("model", [LessonPage, QuestionBankPage])
def test_a_new_block_begins_without_an_error_and_its_parts_have_names(
    model: type[models.Model],
) -> None:
    short, nameless = [], []
    for name, block in streams_of(model)[0].child_blocks.items():
        for where, listed, default in lists_in(block, block.get_default(), name):
            if len(default) < (listed.meta.min_num or 0):
                short.append(where)
            if isinstance(listed.child_block, blocks.StructBlock) and not listed.child_block.label:
                nameless.append(where)
    assert (short, nameless) == ([], [])


def streams_of(model: type[models.Model]) -> list[blocks.StreamBlock]:
    own = [one for one in model._meta.local_fields if isinstance(one, StreamField)]
    return [one.stream_block for one in own]

"""An external tool's block refuses what the tool could not read, in its author's words."""

import json
from typing import Any

import pytest
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.models import Locale
from wagtail_localize.segments.extract import extract_segments

from courses.models import LessonPage
from tests.factories.tool import block_of, make_tool

pytestmark = pytest.mark.django_db


def cleaned(**more: Any) -> Any:
    block = LessonPage._meta.get_field("body").stream_block.child_blocks["external_tool"]
    return block.clean(block.normalize(block_of(make_tool(), **more)[1]))


@pytest.mark.parametrize(
    ("more", "field", "sentence"),
    [
        ({"parameters": "unit"}, "parameters", "“unit” is no parameter."),
        ({"parameters": "\n".join(f"p{n}=1" for n in range(51))}, "parameters", "too many"),
        ({"address": "https://evil.example.org/"}, "address", "not on the tool’s host"),
        ({"address": "/unit/3"}, "address", "It begins with https://tool.example.org/"),
        ({"address": "https://tool.example.org/#3"}, "address", "not on the tool’s host"),
    ],
)
def test_what_cannot_be_told_is_refused(more: dict[str, str], field: str, sentence: str) -> None:
    with pytest.raises(StructBlockValidationError) as refused:
        cleaned(**more)
    assert sentence in str(refused.value.block_errors[field])


def test_key_is_given_and_an_address_of_the_tool_is_taken() -> None:
    value = cleaned(key="", address="https://tool.example.org/unit/3")
    assert value["address"] == "https://tool.example.org/unit/3"
    assert len(value["key"]) == 12


def test_translators_are_asked_for_words_alone() -> None:
    name, value = block_of(make_tool(), address="https://tool.example.org/unit/3")
    stored = {"type": name, "id": "a-block", "value": {**value, "tool": value["tool"].pk}}
    lesson = LessonPage(title="Lesson 1", locale=Locale.get_default(), body=json.dumps([stored]))
    segments = [one for one in extract_segments(lesson) if one.path.startswith("body")]
    asked = {one.path.rpartition(".")[2] for one in segments}
    assert {"title", "text", "instead"} <= asked
    assert not {"address", "parameters", "key"} & asked

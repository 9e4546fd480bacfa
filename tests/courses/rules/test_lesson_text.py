"""The words of a lesson, out of its blocks as they are stored."""

import pytest

from courses.rules.lesson_text import anchor_of, excerpt_of, plain, shortened, texts_of


def item(value: object) -> dict[str, object]:
    return {"type": "item", "value": value, "id": "i"}


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One <b>two</b>.</p><p>Three</p>", "One two. Three"),
        ("<ul><li>A</li><li>B &amp; C</li></ul>", "A B & C"),
        ("a<br/>b", "a b"),
        ("<b>re</b>lation", "relation"),
        ("<p>1 &lt; 2</p>", "1 < 2"),
    ],
)
def test_plain_text_of_rich_text(html, text) -> None:
    assert plain(html) == text


@pytest.mark.parametrize(
    ("block", "texts"),
    [
        ({"type": "prose", "value": {"text": "<p>Hi</p>", "sources": ["key"]}}, ["Hi"]),
        (
            {
                "type": "accordion",
                "value": {"items": [item({"title": "T", "text": "<p>X</p>"})], "sources": []},
            },
            ["T", "X"],
        ),
        (
            {
                "type": "table",
                "value": {"caption": "C", "header": ["a < b"], "rows": [item([item("x"), ""])]},
            },
            ["C", "a < b", "x"],
        ),
        (
            {
                "type": "knowledge_check",
                "value": {
                    "key": "k",
                    "text": "Q?",
                    "options": [{"text": "A", "feedback": "secret", "key": "o", "correct": True}],
                },
            },
            ["Q?", "A"],
        ),
        (
            {
                "type": "vignette",
                "value": {
                    "title": "T",
                    "text": "<p>S</p>",
                    "questions": [{"text": "later", "options": []}],
                },
            },
            ["T", "S"],
        ),
        ({"type": "recording", "value": {"recording": 7, "caption": ""}}, ["Said in it"]),
        ({"type": "resource_card", "value": {"resource": "code"}}, ["A card"]),
        ({"type": "unheard-of", "value": {"title": "New", "secret": "x"}}, ["New"]),
        ({"type": "unheard-of", "value": None}, []),
    ],
)
def test_texts_of_a_block_are_what_a_reader_reads(block, texts) -> None:
    assert texts_of(block, transcripts={7: "Said\nin it"}, cards={"code": "A card"}) == texts


@pytest.mark.parametrize(
    ("value", "block_id", "anchor"),
    [({"key": "k"}, "i", "k"), ({"text": "x"}, "i", "b-i"), ("x", "i", "b-i"), ({}, None, "")],
)
def test_anchor_is_the_permanent_key_or_the_id(value, block_id, anchor) -> None:
    assert anchor_of(value, block_id) == anchor


def test_excerpt_is_cut_at_a_word() -> None:
    assert shortened("one two three", 9) == "one two…"
    assert shortened("one two", 9) == "one two"
    assert shortened("x" * 12, 9) == "x" * 9 + "…"
    assert len(excerpt_of({"type": "prose", "value": {"text": "word " * 50}})) <= 91

"""Each block type, read from its fields; and what prose may hold."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from courses.curriculum import blocks as b
from courses.curriculum.block_reading import PARSERS
from courses.curriculum.format import CurriculumError
from courses.curriculum.hours import claimable_hours, word_count
from courses.curriculum.markup import plain
from tests.courses.curriculum.sample import Document, option, read, text, with_block

TURN = {
    "key": "t1",
    "text": text("What now?"),
    "options": [
        {"key": "wait", "text": text("Wait"), "feedback": text("Long time."), "next": "end"},
        {"key": "ask", "text": text("Ask"), "feedback": text("Yes.")},
    ],
}
BLOCKS: list[Document] = [
    {"type": "prose", "text": text("<h3>A</h3><p><a href='https://a.example'>b</a></p>")},
    {"type": "callout", "tone": "care", "title": text("A"), "text": text("<p>b</p>")},
    {
        "type": "key_figure",
        "value": text("1"),
        "label": text("a"),
        "source": "s",
        "year": None,
        "note": text("b"),
    },
    {
        "type": "image",
        "file": "courses/diagrams/a.svg",
        "alt": text("a"),
        "caption": text("b"),
        "credit": text("c"),
    },
    {"type": "accordion", "items": [{"title": text("a"), "text": text("<p>b</p>")}]},
    {"type": "vignette", "title": text("a"), "text": text("<p>b</p>"), "questions": [TURN]},
    {
        "type": "knowledge_check",
        "key": "k1",
        "text": text("a"),
        "options": [
            option("a", correct=True, said="feedback"),
            option("b", correct=False, said="feedback"),
        ],
    },
    {"type": "reflection", "key": "r1", "prompt": text("a"), "minutes": 2},
    {"type": "resource_card", "resource": "ecta"},
    {
        "type": "table",
        "caption": text("a"),
        "header": [text("a"), text("b")],
        "rows": [[text("c"), text("d")]],
    },
    {"type": "quotation", "text": text("a"), "attribution": text("b"), "source": "s"},
    {
        "type": "script",
        "medium": "audio",
        "title": text("a"),
        "scene": text("b"),
        "lines": [{"speaker": text("c"), "text": text("d")}] * 2,
    },
    {
        "type": "written_hand_out",
        "key": "h1",
        "title": text("a"),
        "purpose": text("b"),
        "text": text("<p>c</p>"),
    },
]


def test_every_block_type_has_an_example_here() -> None:
    assert {block["type"] for block in BLOCKS} == set(PARSERS)


@pytest.mark.parametrize("block", BLOCKS, ids=[block["type"] for block in BLOCKS])
def test_block_is_read_with_its_sources(tmp_path: Path, block: Document) -> None:
    module = read(tmp_path, with_block({**block, "sources": ["s"]}))

    (found,) = module.blocks()

    assert (found.type, found.sources) == (block["type"], ("s",))


@pytest.mark.parametrize("block", BLOCKS, ids=[block["type"] for block in BLOCKS])
def test_block_refuses_an_unknown_field(tmp_path: Path, block: Document) -> None:
    with pytest.raises(CurriculumError, match=r"blocks\[0\]: unknown field “x”"):
        read(tmp_path, with_block({**block, "x": 1}))


def test_unknown_block_type_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CurriculumError, match=r"blocks\[0\]\.type: “poem” is none of"):
        read(tmp_path, with_block({"type": "poem"}))


def test_vignette_refuses_a_way_that_leads_nowhere(tmp_path: Path) -> None:
    option_ = {**TURN["options"][0], "next": "t9"}  # type: ignore[index]
    turn = {**TURN, "options": [option_, TURN["options"][1]]}  # type: ignore[index]
    block = {"type": "vignette", "title": text("a"), "text": text("<p>b</p>"), "questions": [turn]}

    with pytest.raises(CurriculumError, match="“t9” is no question of this vignette"):
        read(tmp_path, with_block(block))


def test_vignette_option_without_next_goes_on(tmp_path: Path) -> None:
    (vignette,) = read(tmp_path, with_block(BLOCKS[5])).blocks()

    assert isinstance(vignette, b.Vignette)
    assert [choice.next for choice in vignette.questions[0].options] == ["end", None]


def test_table_refuses_a_row_of_another_length(tmp_path: Path) -> None:
    block = {**BLOCKS[9], "rows": [[text("c")]]}

    with pytest.raises(CurriculumError, match=r"rows\[0\]: 1 cells under 2 headers"):
        read(tmp_path, with_block(block))


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ("<script>x</script>", "<script> is not allowed in prose"),
        ("<p onclick='x'>a</p>", "the attribute “onclick” is not allowed on <p>"),
        ("<p><a href='javascript:x'>a</a></p>", "a link in prose starts with https://"),
        ("<p><em>a</p>", "</p> closes nothing that is open"),
        ("<p>a", "<p> is never closed"),
        ("bare", "text in prose stands inside a paragraph"),
        ("<p>a</p><!-- b -->", "comments are not allowed in prose"),
    ],
)
def test_prose_refuses_other_html(tmp_path: Path, html: str, said: str) -> None:
    with pytest.raises(CurriculumError) as caught:
        read(tmp_path, with_block({"type": "prose", "text": text(html)}))

    assert said in str(caught.value)


def test_image_stays_under_the_static_folder(tmp_path: Path) -> None:
    with pytest.raises(CurriculumError, match="a path under courses/static/"):
        read(tmp_path, with_block({**BLOCKS[3], "file": "../secret.svg"}))


def test_plain_drops_tags() -> None:
    assert plain("<p>One <em>two</em></p><p>three</p>") == "One two three"


def test_word_count_takes_the_shortest_feedback(tmp_path: Path) -> None:
    module = read(tmp_path, with_block(BLOCKS[5]))

    # First | b a | What now? | Wait Ask | Yes.
    assert word_count(module) == 8


@pytest.mark.parametrize(
    ("words", "minutes", "hours"),
    [(2999, 0, "0.2"), (3000, 0, "0.3"), (3000, 6, "0.4"), (3000, 5, "0.3"), (3000, 60, "0.4")],
)
def test_claimable_hours_adds_activities_up_to_a_quarter(
    tmp_path: Path, words: int, minutes: int, hours: str
) -> None:
    # The lesson title “First” and the prompt “a” are words, too.
    prose = {"type": "prose", "text": text(f"<p>{'word ' * (words - 2)}</p>")}
    document = with_block(prose)
    document["lessons"][0]["blocks"].append({**BLOCKS[7], "minutes": minutes})

    assert claimable_hours(read(tmp_path, document)) == Decimal(hours)

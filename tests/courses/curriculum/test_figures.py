"""Every figure carries its source and year next to it; an undated source says so and when it was read."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator

import pytest

from courses.curriculum import blocks as b
from courses.curriculum.library import load_library
from courses.curriculum.markup import plain
from courses.curriculum.module import Module
from courses.curriculum.questions import Option
from courses.curriculum.text import Text

LIBRARY = load_library()
modules = pytest.mark.parametrize("module", LIBRARY.modules, ids=lambda module: module.code)

SMALL = "two|three|four|five|six|seven|eight|nine|ten"
LARGE = r"twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|\d{2,}"
#: What reads as a figure about the world; ages, dates and the numbers of a story do not.
FIGURE = re.compile(
    rf"\d\s?%|\bpercent\b|\$\d|\d,\d{{3}}"
    rf"|\b(?:one|{SMALL}|{LARGE}) (?:\w+ )?in (?:every )?(?:{SMALL}|{LARGE})\b"
    r"|\b(?:quarters?|thirds?) of\b|\btimes (?:as|more) (?:often|many|likely)\b"
    rf"|\b(?:more than|over|nearly|at least) (?:{LARGE})\b"
    r"|\b\d{2,} (?:\w+ )?(?:babies|children|classrooms|educators|families|mothers|people|states|teachers)\b",
    re.IGNORECASE,
)
YEAR = re.compile(r"\b(?:19|20)\d\d\b|[Uu]ndated page, read on \w+ \d")
SPEECH = re.compile(r"“[^”]*”")
PARAGRAPH = re.compile(r"(?<=</p>)|(?<=</li>)|(?<=</h3>)")
#: A goal that nobody measured: the question is about jargon.
EXCUSED = {"Jargon, and no family sees 50% in a store."}


def _said(value: object) -> Iterator[str]:
    """Paragraphs, with a row of a table as one; what is asked to be judged is not said by the module."""
    if isinstance(value, Text):
        yield from (" ".join(plain(part).split()) for part in PARAGRAPH.split(value.en))
    elif isinstance(value, b.KeyFigure):
        return
    elif isinstance(value, b.Table):
        yield from (
            " / ".join([value.caption.en, *(cell.en for cell in row)]) for row in value.rows
        )
    elif isinstance(value, Option):
        yield from _said(value.rationale)
    elif isinstance(value, tuple):
        for item in value:
            yield from _said(item)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from _said(getattr(value, field.name))


def _without_year(paragraph: str) -> bool:
    """Whether there is a figure without a year; what somebody in a story says is theirs."""
    told = SPEECH.sub("", paragraph)
    return bool(FIGURE.search(told)) and not YEAR.search(told)


@modules
def test_every_figure_has_a_year_or_an_undated_page_beside_it(module: Module) -> None:
    assert {one for one in _said(module) if _without_year(one)} - EXCUSED == set()


@pytest.mark.parametrize(
    ("paragraph", "refused"),
    [
        ("Of all children, 16% are meant.", True),
        ("It returns $3.64 for each dollar.", True),
        ("About one teacher in ten had expelled a child.", True),
        ("They are more than a quarter of the victims.", True),
        ("More than twenty states do so.", True),
        ("A survey of 379 early educators found it.", True),
        ("Boys were expelled four times as often.", True),
        ("In 2005 about one teacher in ten had expelled a child.", False),
        ("More than twenty states (undated page, read on November 27, 2026) do so.", False),
        ("She says: “Sixteen percent of babies are ill.” What do you answer?", False),
        ("Ask five people in one building, and a girl of 20 months.", False),
    ],
)
def test_what_counts_as_a_figure(paragraph: str, refused: bool) -> None:
    assert _without_year(paragraph) is refused


@modules
def test_key_figures_carry_the_year_of_their_source_or_say_undated(module: Module) -> None:
    for figure in (block for block in module.blocks() if isinstance(block, b.KeyFigure)):
        source = LIBRARY.sources[figure.source]
        assert figure.year == source.year
        assert (figure.year is None) == figure.note.en.startswith(
            f"Undated page, read on {source.read_on:%B %-d, %Y}."
        )


@modules
def test_an_undated_page_is_told_with_the_day_on_which_it_was_read(module: Module) -> None:
    days = {f"{LIBRARY.sources[key].read_on:%B %-d, %Y}" for key in module.references}
    for told in re.findall(r"[Uu]ndated page, read on (\w+ \d+, \d{4})", " ".join(_said(module))):
        assert told in days


def test_sources_say_where_when_and_which_claim_they_support() -> None:
    bare = {
        key
        for key, source in LIBRARY.sources.items()
        if not (source.address and source.read_on and source.claims)
    }
    assert bare == set()


def test_publishers_are_names_and_carry_no_date() -> None:
    """The year stands beside them, and would be said twice."""
    dated = {
        s.key for s in LIBRARY.sources.values() if re.search(r"\b(?:19|20)\d\d\b", s.publisher)
    }
    assert dated == set()


#: What a block that speaks of research, rules or organizations says; advice and stories need no source.
CLAIM = re.compile(
    r"\b(?:19|20)\d\d\b|\bCFR\b|\bfederal\b|\b(?:a|the|one|this|that) (?:study|survey)\b"
    r"|\bNCCP\b|\bECTA\b|ZERO TO THREE|\bHarvard\b|\bSAMHSA\b|\bCongress\b",
    re.IGNORECASE,
)
CLAIMING = b.Prose | b.Callout | b.Accordion | b.Table | b.KnowledgeCheck


@modules
def test_blocks_that_make_claims_name_their_sources(module: Module) -> None:
    bare = [block for block in module.blocks() if isinstance(block, CLAIMING) and not block.sources]
    assert [
        one for block in bare for one in _said(block) if CLAIM.search(SPEECH.sub("", one))
    ] == []


#: The two pages on which the whole curriculum rests.
GIVEN = {"ecta-topic", "ztt-policy"}


@pytest.mark.parametrize("number", [3, 4, 11, 12])
def test_modules_beyond_the_two_pages_rest_on_five_public_sources(number: int) -> None:
    (module,) = [module for module in LIBRARY.modules if module.number == number]
    assert len(set(module.references) - GIVEN) >= 5

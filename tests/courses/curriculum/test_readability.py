"""How plainly the modules are written: measured, and no harder than they are meant to be.

The texts are meant for grade 8 to 10. That is a ceiling: easier is no fault, and the grade by
Flesch-Kincaid, which counts short sentences more, is lower than the one by SMOG.
"""

from __future__ import annotations

import dataclasses
from io import StringIO

import pytest
from django.core.management import call_command

from courses.curriculum.blocks import Prose
from courses.curriculum.library import load_library
from courses.curriculum.module import Module
from courses.curriculum.readability import Readability, readability_of, sentences_in
from courses.curriculum.text import Text

LIBRARY = load_library()
modules = pytest.mark.parametrize("module", LIBRARY.modules, ids=lambda module: module.code)
#: The upper end of grade 8-10, and of SMOG the half grade by which it is exact at best.
HARDEST, TOLERANCE = 10, 0.5
#: "Fairly easy" on the Spanish scale: what people read without effort who went to school for seven years.
SPANISH_LEAST = 70
LONGEST_SENTENCE = 45


@modules
def test_module_is_no_harder_than_grade_ten(module: Module) -> None:
    found = readability_of(module)
    assert found.smog <= HARDEST + TOLERANCE
    assert found.flesch_kincaid <= HARDEST
    assert found.fernandez_huerta >= SPANISH_LEAST
    for sentences in found.longest.values():
        assert [one for one in sentences if len(one.split()) > LONGEST_SENTENCE] == []


def test_hard_words_and_long_sentences_are_told_from_plain_ones() -> None:
    """The measure can fail: the same in official words is beyond every limit above."""
    official = Prose(
        text=Text(
            "<p>"
            + "Interdisciplinary professionals operationalizing developmentally appropriate interventions "
            "necessitate comprehensive organizational infrastructure, administrative accountability and "
            "multigenerational participation, notwithstanding jurisdictional particularities. "
            * 30
            + "</p>"
        )
    )
    module = LIBRARY.modules[0]
    lesson = dataclasses.replace(module.lessons[0], blocks=(official,))
    found = readability_of(dataclasses.replace(module, lessons=(lesson,)))
    assert found.smog > HARDEST + TOLERANCE
    assert found.flesch_kincaid > HARDEST


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("<p>One. Two?</p><p>Three</p>", ["One.", "Two?", "Three."]),
        ("<ul><li>A point</li><li><strong>B.</strong> More</li></ul>", ["A point.", "B.", "More."]),
        ("She said: “Come.” He came.", ["She said: “Come.”", "He came."]),
        ("", []),
    ],
)
def test_what_a_sentence_is(text: str, sentences: list[str]) -> None:
    assert sentences_in(text) == sentences


@pytest.mark.parametrize(
    ("value", "level"), [(91, "very easy"), (79.9, "fairly easy"), (5, "very hard")]
)
def test_spanish_scale_in_words(value: float, level: str) -> None:
    assert Readability(0, 0, value, {}).spanish_level == level


def test_report_has_a_line_for_every_module_with_its_measures() -> None:
    out = StringIO()
    call_command("curriculum_report", sentences=True, stdout=out)
    lines = {line.split()[0]: line for line in out.getvalue().splitlines() if line.strip()}
    for module in LIBRARY.modules:
        measured = readability_of(module)
        shown = f"{measured.smog:>6}{measured.flesch_kincaid:>6}{measured.fernandez_huerta:>8}  "
        assert f"{shown}{measured.spanish_level} " in lines[module.code]

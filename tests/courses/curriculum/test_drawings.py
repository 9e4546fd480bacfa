"""The drawings: described, in both languages, and legible where they are shown as a picture of their own.

How large the words are on a narrow screen and whether they fit their boxes: tests/browser/test_drawings.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest

from courses.curriculum import blocks as b
from courses.curriculum.library import FOLDER, load_library
from courses.curriculum.module import Module
from tests.lms.test_tokens import PAIRS, PARTS, TEXT, contrast

LIBRARY = load_library()
STATIC = FOLDER.parent / "static"
DRAWINGS = sorted((STATIC / "courses/diagrams").glob("*.svg"))
SVG = "{http://www.w3.org/2000/svg}"
# Numbers of steps, and a word that both languages have.
SAME_IN_BOTH = {"1.", "2.", "3.", "4.", "Tolerable"}

drawings = pytest.mark.parametrize("drawing", DRAWINGS, ids=lambda path: path.stem)


def test_the_drawings_are_those_that_the_curriculum_promises() -> None:
    english = {path.stem for path in DRAWINGS if "." not in path.stem}
    assert english == {
        "consultation-levels",
        "continuum",
        "endorsement-pathway",
        "part-c-timeline",
        "pyramid",
        "serve-and-return",
        "stress-responses",
    }
    shown = {
        Path(block.file).stem
        for module in LIBRARY.modules
        for block in module.blocks()
        if isinstance(block, b.Image)
    }
    assert shown == english


@pytest.mark.parametrize("module", LIBRARY.modules, ids=lambda module: module.code)
def test_drawings_exist_and_are_described(module: Module) -> None:
    for image in (block for block in module.blocks() if isinstance(block, b.Image)):
        drawing = ElementTree.parse(STATIC / image.file).getroot()
        assert drawing.tag == f"{SVG}svg"
        assert drawing.find(f"{SVG}title") is not None
        assert len(image.alt.en.split()) >= 15


@pytest.mark.parametrize(
    "drawing", [path for path in DRAWINGS if "." not in path.stem], ids=lambda path: path.stem
)
def test_every_drawing_has_its_words_in_spanish(drawing: Path) -> None:
    spanish = drawing.with_suffix(".es.svg")
    assert ElementTree.parse(spanish).getroot().get("lang") == "es"
    english, said = _words_of(drawing), _words_of(spanish)
    assert len(english) == len(said)
    assert set(english) & set(said) <= SAME_IN_BOTH


def _words_of(drawing: Path) -> list[str]:
    found = ElementTree.parse(drawing).getroot().iter()
    return [one.text for one in found if one.text and one.text.strip()]


@drawings
def test_words_stand_out_from_every_ground_in_the_drawing(drawing: Path) -> None:
    """Shown as a picture it does not know the page's colors, so words bring their own ground along."""
    root = ElementTree.parse(drawing).getroot()
    grounds = {fill for fill in _values(root, "rect", "fill") if fill != "none"}
    inks = set(_values(root, "text", "fill"))
    assert "currentColor" not in inks | grounds
    assert min(contrast(ink, ground) for ink in inks for ground in grounds) >= TEXT


@drawings
def test_lines_stand_out_by_day_and_in_the_evening(drawing: Path) -> None:
    root = ElementTree.parse(drawing).getroot()
    line = root.get("color", "")
    assert min(contrast(line, ground) for ground in PAIRS["paper"].split(", ")) >= PARTS
    strokes = {one for tag in ("rect", "path", "polyline") for one in _values(root, tag, "stroke")}
    # A curve on a ground of the drawing is as dark as its words.
    assert strokes <= {"currentColor", *_values(root, "text", "fill")}


def _values(root: ElementTree.Element, tag: str, name: str) -> Iterator[str]:
    yield from (one.attrib[name] for one in root.iter(f"{SVG}{tag}") if name in one.attrib)

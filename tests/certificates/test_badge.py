"""The badge is a picture that any program shows and any wallet reads the credential from."""

import io
import json
import math
from xml.etree import ElementTree

import pytest
from PIL import Image

from certificates.badge import KEYWORD, NAMESPACE, SIDE, Face, _font, _lines, png, svg

FACE = Face(
    "Two Rivers & Lakes", "Early attachment <and> what it asks of everyone around", "#1f6f6b"
)
CREDENTIAL = '{"name":"El niño ]]> y","n":1}'.encode()


def test_png_is_whole_and_carries_the_credential() -> None:
    with Image.open(io.BytesIO(png(FACE, CREDENTIAL))) as image:
        image.load()
        assert image.size == (512, 512)
        assert image.text[KEYWORD.decode()] == CREDENTIAL.decode()  # type: ignore[attr-defined]


def test_what_a_pasted_title_brings_along_spoils_no_svg() -> None:
    pasted = Face("Two\x0bRivers", "A workshop\x0bin\x08 two parts", "#1f6f6b")
    title = ElementTree.fromstring(svg(pasted, CREDENTIAL)).find(
        "{http://www.w3.org/2000/svg}title"
    )
    assert title is not None
    assert title.text == "Two Rivers: A workshop in two parts"


def test_svg_is_whole_named_and_carries_the_credential() -> None:
    root = ElementTree.fromstring(svg(FACE, CREDENTIAL))
    [carried] = root.findall(f"{{{NAMESPACE}}}credential")
    assert json.loads(carried.text or "") == json.loads(CREDENTIAL)
    [title] = root.findall("{http://www.w3.org/2000/svg}title")
    assert title.text == f"{FACE.organization}: {FACE.title}"


RING = SIDE / 2 - 30
TITLES = [
    "Short",
    "Early attachment: what babies tell us",
    "WWWWWWWWWWWWWWWWWWWWWW WWWWWWWWWWWWWWWWWWWWWW",
    "Social-emotional development in Part C: evaluation, assessment and the individualized family "
    "service plan, for early intervention teams and those who supervise them",
    "word " * 60,
    "x" * 200,
    "",
]


@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize("organization", ["TR", "Michigan Association IMH", "W" * 24, "W " * 40])
def test_nothing_that_is_written_touches_the_ring(organization: str, title: str) -> None:
    lines = _lines(Face(organization, title, "#1f6f6b"))
    for line in lines:
        left, top, right, bottom = _font(line.size).getbbox(line.text, anchor="ms")
        for across in (left, right):
            for down in (top + line.height, bottom + line.height):
                assert math.hypot(across, down - SIDE / 2) < RING, line
    heights = [line.height for line in lines]
    assert heights == sorted(set(heights))


def test_what_fits_is_whole_and_what_does_not_says_so() -> None:
    def said(organization: str, title: str) -> tuple[str, str, int]:
        first, *lines, _last = _lines(Face(organization, title, "#1f6f6b"))
        return first.text, " ".join(line.text for line in lines if line.text), lines[0].size

    assert said("Michigan Association IMH", "Short") == ("Michigan Association IMH", "Short", 42)
    for title in (TITLES[1], TITLES[3]):
        assert said("TR", title)[1] == title
    for title in (TITLES[4], TITLES[5]):
        assert said("TR", title)[1].endswith("…")
    assert said("W" * 24, "Short")[0].endswith("W…")

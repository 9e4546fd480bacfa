"""The badge is a picture that any program shows and any wallet reads the credential from."""

import io
import json
from xml.etree import ElementTree

import pytest
from PIL import Image

from certificates.badge import KEYWORD, MOST_LINES, NAMESPACE, WIDTH, Face, _wrapped, png, svg

FACE = Face(
    "Two Rivers & Lakes", "Early attachment <and> what it asks of everyone around", "#1f6f6b"
)
CREDENTIAL = '{"name":"El niño ]]> y","n":1}'.encode()


def test_png_is_whole_and_carries_the_credential() -> None:
    with Image.open(io.BytesIO(png(FACE, CREDENTIAL))) as image:
        image.load()
        assert image.size == (512, 512)
        assert image.text[KEYWORD.decode()] == CREDENTIAL.decode()  # type: ignore[attr-defined]


def test_svg_is_whole_named_and_carries_the_credential() -> None:
    root = ElementTree.fromstring(svg(FACE, CREDENTIAL))
    [carried] = root.findall(f"{{{NAMESPACE}}}credential")
    assert json.loads(carried.text or "") == json.loads(CREDENTIAL)
    [title] = root.findall("{http://www.w3.org/2000/svg}title")
    assert title.text == f"{FACE.organization}: {FACE.title}"


@pytest.mark.parametrize("title", ["Short", "word " * 40, "x" * 200])
def test_any_title_fits(title: str) -> None:
    lines = _wrapped(title)
    assert 0 < len(lines) <= MOST_LINES
    assert max(map(len, lines)) <= WIDTH

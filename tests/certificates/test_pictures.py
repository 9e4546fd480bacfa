"""Logos and signatures: opaque, on white, without their margins, kept write-once."""

import io

import pytest
from PIL import Image

from certificates import pictures


def _picture(mode: str, color: object, **save: object) -> bytes:
    picture = Image.new(mode, (400, 200), (255, 255, 255, 0) if mode == "RGBA" else "white")
    picture.paste(color, (100, 50, 300, 150))
    out = io.BytesIO()
    picture.save(out, format="PNG", **save)
    return out.getvalue()


@pytest.mark.parametrize(
    ("mode", "color", "seen"),
    [
        ("RGBA", (200, 0, 0, 255), (200, 0, 0)),
        ("RGBA", (200, 0, 0, 128), (227, 127, 127)),
        ("RGB", (0, 0, 90), (0, 0, 90)),
    ],
)
def test_picture_becomes_opaque_and_loses_its_margins(mode, color, seen) -> None:
    with Image.open(io.BytesIO(pictures.plain(_picture(mode, color)))) as plain:
        assert (plain.mode, plain.size, plain.getpixel((10, 10))) == ("RGB", (200, 100), seen)
        assert plain.info == {}


def test_picture_is_no_larger_than_paper_needs() -> None:
    large = io.BytesIO()
    Image.new("L", (3000, 1000), 0).save(large, format="PNG")
    with Image.open(io.BytesIO(pictures.plain(large.getvalue()))) as plain:
        assert plain.size == (1200, 400)


def test_white_picture_stays_what_it_is() -> None:
    white = io.BytesIO()
    Image.new("RGB", (40, 20), "white").save(white, format="PNG")
    with Image.open(io.BytesIO(pictures.plain(white.getvalue()))) as plain:
        assert plain.size == (40, 20)


def test_the_same_picture_is_kept_once_and_found_by_its_digest() -> None:
    content = _picture("RGBA", (1, 2, 3, 255))
    digest = pictures.keep(content)
    assert pictures.keep(content) == digest
    assert (pictures.content_of(digest), pictures.size_of(digest)) == (
        pictures.plain(content),
        (200, 100),
    )

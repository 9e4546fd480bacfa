"""Logos and signatures of designs: made plain, and kept write-once under their digest.

A frozen design names them by digest, so that replacing or removing a picture changes no certificate
that was issued with it. They are private: a signature that anybody could fetch could be forged.
"""

import io
from typing import Any

from PIL import Image, ImageOps

from lms.backbone.files import path_of, store

STORAGE, FOLDER = "designs", ""
#: Enough for three inches of paper at 400 dots an inch.
LONGEST_SIDE = 1200


def keep(content: bytes) -> str:
    """Keep an uploaded picture that was judged fit, made plain; its digest."""
    return store(STORAGE, FOLDER, plain(content))


def content_of(digest: str) -> bytes:
    """:raises OSError: when it is not there."""
    return path_of(STORAGE, FOLDER, digest).read_bytes()


def size_of(digest: str) -> tuple[int, int]:
    """Width and height in pixels."""
    with Image.open(path_of(STORAGE, FOLDER, digest)) as picture:
        return picture.size


def is_the_disk_s(error: Exception) -> bool:
    """Whether a later attempt may do better. A picture that is gone or is none stays so."""
    known = isinstance(error, OSError) and error.errno is not None
    return known and not isinstance(error, FileNotFoundError)


def plain(content: bytes) -> bytes:
    """The picture as an opaque PNG in the color space of the page: on white, no larger than needed.

    PDF/A in the form we write has no use for transparency, for a profile of its own or for 16 bits.
    """
    with Image.open(io.BytesIO(content), formats=["PNG", "JPEG"]) as opened:
        picture: Any = opened.convert("RGBA")
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    page = Image.new("RGBA", picture.size, "white")
    page.alpha_composite(picture)
    flat = _without_margins(page.convert("RGB"))
    out = io.BytesIO()
    flat.save(out, format="PNG", optimize=True)
    return out.getvalue()


def _without_margins(picture: Any) -> Any:
    """White all around would keep a logo from standing at the edge of the text."""
    box = ImageOps.invert(picture.convert("L")).point(lambda value: 255 * (value > 8)).getbbox()
    return picture.crop(box) if box else picture


def named_by(document: dict[str, Any]) -> list[str]:
    """The pictures that a design's document names."""
    logo = document["logo"]
    signed = [one["signature"] for one in document["signatories"]]
    return [digest for digest in ((logo or {}).get("sha256"), *signed) if digest]

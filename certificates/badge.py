"""The badge: a picture that carries its credential, for wallets and profiles.

Open Badges 3.0 (section 5.3) asks for one text chunk in a PNG and for one element in an SVG.
"""

import io
import struct
import zlib
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib.resources import files

from PIL import Image, ImageDraw, ImageFont

KEYWORD = b"openbadgecredential"
NAMESPACE = "https://purl.imsglobal.org/ob/v3p0"
SIDE, WIDTH = 512, 22  # pixels; characters in a line of the title
MOST_LINES = 4
INK, PAPER = "#ffffff", "#ffffff"


@dataclass(frozen=True)
class Face:
    """What the picture shows; `color` is `#rrggbb`."""

    organization: str
    title: str
    color: str


def png(face: Face, credential: bytes) -> bytes:
    """The badge as a PNG with the credential in it."""
    image = Image.new("RGBA", (SIDE, SIDE), (0, 0, 0, 0))
    draw = ImageDraw.Draw(image)
    draw.ellipse((8, 8, SIDE - 8, SIDE - 8), fill=face.color)
    draw.ellipse((26, 26, SIDE - 26, SIDE - 26), outline=PAPER, width=4)
    for text, size, height in _lines(face):
        draw.text((SIDE / 2, height), text, font=_font(size), fill=INK, anchor="ms")
    target = io.BytesIO()
    image.save(target, "PNG")
    return _baked(target.getvalue(), credential)


def svg(face: Face, credential: bytes) -> bytes:
    """The badge as an SVG with the credential in it."""
    center = SIDE // 2
    title = escape(f"{face.organization}: {face.title}")
    texts = "".join(
        f'<text x="{center}" y="{height}" font-size="{size}">{escape(text)}</text>'
        for text, size, height in _lines(face)
    )
    # A CDATA section ends at the first "]]>"; JSON can say the same otherwise.
    json = credential.decode().replace("]]>", "]]\\u003e")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:openbadges="{NAMESPACE}" role="img" '
        f'viewBox="0 0 {SIDE} {SIDE}"><title>{title}</title>'
        f"<openbadges:credential><![CDATA[{json}]]></openbadges:credential>"
        f'<circle cx="{center}" cy="{center}" r="{center - 8}" fill="{face.color}"/>'
        f'<circle cx="{center}" cy="{center}" r="{center - 28}" fill="none" stroke="{PAPER}" '
        f'stroke-width="4"/><g fill="{INK}" font-family="Source Sans 3, sans-serif" '
        f'font-weight="600" text-anchor="middle">{texts}</g></svg>'
    ).encode()


def _baked(image: bytes, credential: bytes) -> bytes:
    """The PNG with an uncompressed international text chunk after its header."""
    signature, header_length = 8, 4 + 4 + 13 + 4
    content = KEYWORD + b"\0\0\0\0\0" + credential
    chunk = b"iTXt" + content
    packed = struct.pack(">I", len(content)) + chunk + struct.pack(">I", zlib.crc32(chunk))
    place = signature + header_length
    return image[:place] + packed + image[place:]


def _lines(face: Face) -> list[tuple[str, int, int]]:
    """Each line with its size and its height from above."""
    title = _wrapped(face.title)
    first = SIDE // 2 - 24 * (len(title) - 1)
    return [
        (_cut(face.organization, 24), 30, 116),
        *((line, 42, first + 48 * number + 14) for number, line in enumerate(title)),
        ("IECMH", 24, SIDE - 84),
    ]


def _wrapped(title: str) -> list[str]:
    lines: list[str] = []
    for word in title.split():
        if lines and len(lines[-1]) + 1 + len(word) <= WIDTH:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    if len(lines) > MOST_LINES:
        lines = [*lines[: MOST_LINES - 1], f"{lines[MOST_LINES - 1]} …"]
    return [_cut(line, WIDTH) for line in lines]


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else f"{text[: length - 1]}…"


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    font = files("font_source_sans_pro").joinpath("files/SourceSansPro-Semibold.ttf")
    return ImageFont.truetype(io.BytesIO(font.read_bytes()), size)

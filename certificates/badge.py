"""The badge: a picture that carries its credential, for wallets and profiles.

Open Badges 3.0 (section 5.3) asks for one text chunk in a PNG and for one element in an SVG.
"""

import io
import math
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from html import escape
from importlib.resources import files

from PIL import Image, ImageDraw, ImageFont

from certificates.xml_text import without_stray

KEYWORD = b"openbadgecredential"
NAMESPACE = "https://purl.imsglobal.org/ob/v3p0"
#: Pixels: the picture, and the circle within which there is writing, a little inside the ring.
SIDE, INSIDE = 512, 214
ORGANIZATION_SIZES = (30, 26, 22, 20)
TITLE_SIZES, TITLE_HEIGHT = (42, 36, 30, 26), 216
INK, PAPER = "#ffffff", "#ffffff"


@dataclass(frozen=True)
class Face:
    """What the picture shows; `color` is `#rrggbb`."""

    organization: str
    title: str
    color: str


@dataclass(frozen=True)
class Line:
    """A line of text in the middle, with its size and the height of its foot from above."""

    text: str
    size: int
    height: int

    @property
    def width(self) -> float:
        return _font(self.size).getlength(self.text)

    @property
    def fits(self) -> bool:
        """Whether its corners are within the circle: letters rise by three quarters and fall by a quarter."""
        top, bottom = self.height - 0.75 * self.size, self.height + 0.25 * self.size
        far = max(abs(top - SIDE / 2), abs(bottom - SIDE / 2))
        return math.hypot(self.width / 2, far) <= INSIDE

    def cut(self) -> "Line":
        """As much of it as fits, with a sign that there was more."""
        text = self.text
        while text and not (shorter := replace(self, text=f"{text.rstrip()}…")).fits:
            text = text[:-1]
        return shorter


def png(face: Face, credential: bytes) -> bytes:
    """The badge as a PNG with the credential in it."""
    image = Image.new("RGBA", (SIDE, SIDE), (0, 0, 0, 0))
    draw = ImageDraw.Draw(image)
    draw.ellipse((8, 8, SIDE - 8, SIDE - 8), fill=face.color)
    draw.ellipse((26, 26, SIDE - 26, SIDE - 26), outline=PAPER, width=4)
    for line in _lines(face):
        place = (SIDE / 2, line.height)
        draw.text(place, line.text, font=_font(line.size), fill=INK, anchor="ms")
    target = io.BytesIO()
    image.save(target, "PNG")
    return _baked(target.getvalue(), credential)


def svg(face: Face, credential: bytes) -> bytes:
    """The badge as an SVG with the credential in it."""
    center = SIDE // 2
    title = escape(" ".join(without_stray(f"{face.organization}: {face.title}").split()))
    # As wide as we measured it, in whatever font it is shown.
    texts = "".join(
        f'<text x="{center}" y="{line.height}" font-size="{line.size}" '
        f'textLength="{line.width:.0f}" lengthAdjust="spacingAndGlyphs">{escape(line.text)}</text>'
        for line in _lines(face)
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


def _lines(face: Face) -> list[Line]:
    """What is written in the ring, each line within it."""
    return [
        _organization(" ".join(without_stray(face.organization).split())),
        *_title(without_stray(face.title).split()),
        Line("IECMH", 24, SIDE - 84),
    ]


def _organization(name: str) -> Line:
    """On one line, as large as it can be."""
    for size in ORGANIZATION_SIZES:
        line = Line(name, size, 116)
        if line.fits:
            return line
    return line.cut()


def _title(words: list[str]) -> list[Line]:
    """As large as it can be, on as few lines as that takes; the smallest is cut where it does not fit."""
    for size, count in _ways():
        lines, left = _filled(words, size, count)
        if not left:
            return lines
    last = lines[-1]
    return [*lines[:-1], replace(last, text=" ".join([last.text, *left]).strip()).cut()]


def _ways() -> Iterator[tuple[int, int]]:
    """Sizes, each with the numbers of lines for which there is room between the others."""
    for size in TITLE_SIZES:
        for count in range(1, TITLE_HEIGHT // _step(size) + 1):
            yield size, count


def _filled(words: list[str], size: int, count: int) -> tuple[list[Line], list[str]]:
    """The lines, in the middle of the ring, and the words that are left over."""
    lines, left = [], list(words)
    first = SIDE // 2 - _step(size) * (count - 1) // 2 + size // 3
    for number in range(count):
        line = Line("", size, first + _step(size) * number)
        while left and (longer := replace(line, text=f"{line.text} {left[0]}".strip())).fits:
            line, left = longer, left[1:]
        lines.append(line)
    return lines, left


def _step(size: int) -> int:
    """From one line to the next."""
    return size * 8 // 7


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    font = files("font_source_sans_pro").joinpath("files/SourceSansPro-Semibold.ttf")
    return ImageFont.truetype(io.BytesIO(font.read_bytes()), size)

"""The fonts a certificate is set in, all from dependencies: output does not depend on the machine.

Only the fonts that a text needs are loaded; a script none of them has falls back to the system's
DejaVu Sans.
"""

import io
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

Range = tuple[int, int]


@dataclass(frozen=True)
class Face:
    """A font file of a package and the blocks of Unicode it is loaded for (none: always).

    `variable` fonts are pinned to `weight` before use: a varying one would be pinned anew, with the
    time of day in it, in every document.
    """

    name: str
    family: str
    package: str
    file: str
    weight: int = 400
    ranges: tuple[Range, ...] = ()
    variable: bool = False

    def needed_for(self, points: set[int]) -> bool:
        if not self.ranges:
            return True
        return any(first <= point <= last for point in points for first, last in self.ranges)


ARABIC = ((0x0600, 0x06FF), (0x0750, 0x077F), (0x08A0, 0x08FF), (0xFB50, 0xFDFF), (0xFE70, 0xFEFF))
CJK = (
    (0x1100, 0x11FF),
    (0x2E80, 0x303F),
    (0x3040, 0x31FF),
    (0x3200, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xA960, 0xA97F),
    (0xAC00, 0xD7FF),
    (0xF900, 0xFAFF),
    (0xFE30, 0xFE4F),
    (0xFF00, 0xFFEF),
    (0x20000, 0x323AF),
)
_SERIF, _SANS = "font_source_serif_pro", "font_source_sans_pro"

FACES = (
    Face("serif", "Sheet Serif", _SERIF, "files/SourceSerifPro-Regular.ttf"),
    Face("serif-semibold", "Sheet Serif", _SERIF, "files/SourceSerifPro-Semibold.ttf", 600),
    Face("sans", "Sheet Sans", _SANS, "files/SourceSansPro-Regular.ttf"),
    Face("sans-semibold", "Sheet Sans", _SANS, "files/SourceSansPro-Semibold.ttf", 600),
    Face("arabic", "Sheet Arabic", "fontpkg_amiri", "files/Amiri-Regular.ttf", ranges=ARABIC),
    Face(
        "hebrew",
        "Sheet Hebrew",
        "fontpkg_frank_ruhl_libre",
        "files/FrankRuhlLibre[wght].ttf",
        ranges=((0x0590, 0x05FF), (0xFB1D, 0xFB4F)),
        variable=True,
    ),
    Face(
        "devanagari",
        "Sheet Devanagari",
        "fontpkg_mukta",
        "files/Mukta-Regular.ttf",
        ranges=((0x0900, 0x097F), (0xA8E0, 0xA8FF)),
    ),
    Face(
        "thai",
        "Sheet Thai",
        "fontpkg_sarabun",
        "files/Sarabun-Regular.ttf",
        ranges=((0x0E00, 0x0E7F),),
    ),
    Face(
        "khmer",
        "Sheet Khmer",
        "fontpkg_noto_sans_khmer",
        "files/NotoSansKhmer[wdth,wght].ttf",
        ranges=((0x1780, 0x17FF), (0x19E0, 0x19FF)),
        variable=True,
    ),
    Face("cjk", "Sheet CJK", "noto_cjk_sans_otc", "NotoSansCJK-Regular.ttc", ranges=CJK),
)
BY_NAME = {face.name: face for face in FACES}


def needed_for(text: str) -> tuple[Face, ...]:
    """The faces that the text needs, always in the same order."""
    points = {ord(character) for character in set(text) if ord(character) > 0x058F}
    return tuple(face for face in FACES if face.needed_for(points))


def style_sheet(faces: Iterable[Face]) -> str:
    """`@font-face` rules that name each file for the drawing's own fetcher."""
    return "\n".join(
        f'@font-face {{ font-family: "{face.family}"; font-weight: {face.weight}; '
        f"src: url(certificate:font/{face.name}); }}"
        for face in faces
    )


@cache
def content(name: str) -> bytes:
    """The font file, with a variable one pinned to its weight.

    :raises KeyError: for a name that is not in `FACES`.
    """
    face = BY_NAME[name]
    data = files(face.package).joinpath(face.file).read_bytes()
    return _pinned(data, face.weight) if face.variable else data


def _pinned(data: bytes, weight: int) -> bytes:
    from fontTools.ttLib import TTFont
    from fontTools.varLib.instancer import instantiateVariableFont

    font = TTFont(io.BytesIO(data), recalcTimestamp=False)
    axes = {axis.axisTag for axis in font["fvar"].axes}
    place = {"wght": weight, "wdth": 100}
    instantiateVariableFont(font, {tag: place[tag] for tag in axes}, inplace=True)
    pinned = io.BytesIO()
    font.save(pinned)
    return pinned.getvalue()

"""What a page looks like: the frozen design, or the one that ships, put into values for the templates."""

import unicodedata
from typing import Any

from certificates import design_texts, pictures
from certificates.models import Certificate
from certificates.payload import in_language
from lms.backbone import colors

#: Width and height in points, portrait.
PAPERS = {"letter": (612.0, 792.0), "a4": (595.28, 841.89)}
#: Left and right margins in points, by style.
MARGINS = {"bar": 155.0, "frame": 130.0}
#: Top and bottom margins in points, by style; what proves it below, and signatures above that.
EDGES = {"bar": 43.0 + 34.0, "frame": 52.0 + 46.0}
PROOF, SIGNED = 98.0, 82.0
#: The largest logo, in points: wide or high.
LOGO = (170.0, 54.0)
#: Below this share of the largest size, two lines look better than one.
TWO_LINES_BELOW = 0.72
SIGNATURE = (140.0, 42.0)


def of(certificate: Certificate, accent: str) -> dict[str, Any]:
    """The design's document; without one, the design that ships in the association's color."""
    if certificate.design is not None:
        return certificate.design.says
    return {
        "paper": "letter",
        "orientation": "landscape",
        "style": "bar",
        "accent_color": colors.legible(accent),
        "text_color": "#2b2622",
        "logo": None,
        "texts": {},
        "signatories": [],
    }


def page_of(design: dict[str, Any], kind: str) -> dict[str, Any]:
    """Paper, ornament and colors."""
    portrait = design["orientation"] == "portrait" or kind == "transcript"
    short, long = PAPERS[design["paper"]]
    width, height = (short, long) if portrait else (long, short)
    accent = design["accent_color"]
    return {
        "paper": design["paper"],
        "orientation": "portrait" if portrait else "landscape",
        "style": design["style"],
        "width": width,
        "height": height,
        "line": width - MARGINS[design["style"]],
        "accent": accent,
        "ink": design["text_color"],
        "tint": colors.tint(accent, 50),
        "soft_tint": colors.tint(accent, 22),
    }


def room(page: dict[str, Any], *, signed: bool, tight: int) -> str:
    """The height in points that is left for what the certificate says."""
    below = PROOF + (SIGNED - 7 * max(0, tight - 1) if signed else 0)
    # A point less: what is exactly as high as the page would be carried over.
    return f"{page['height'] - EDGES[page['style']] - below - 1:.1f}"


def logo_of(design: dict[str, Any], language: str, tight: int) -> dict[str, Any] | None:
    """The logo as large as its place allows, smaller where more is to be said."""
    found = design["logo"]
    if not found:
        return None
    share = (1.0, 1.0, 0.85, 0.75, 0.65)[tight]
    picture = _picture(found["sha256"], LOGO[0] * share, LOGO[1] * share)
    # What puts one line of text beside it in its middle.
    beside = f"{max(0.0, float(picture['height']) / 2 - 9):.1f}"
    return {**picture, "beside": beside, "alt": in_language(found["alt"], language)}


def signatories_of(design: dict[str, Any], language: str) -> list[dict[str, Any]]:
    return [
        {
            "name": one["name"],
            "role": in_language(one["role"], language),
            "picture": _picture(one["signature"], *SIGNATURE) if one["signature"] else None,
        }
        for one in design["signatories"]
    ]


def texts_of(
    design: dict[str, Any], language: str, values: dict[str, str], kind: str
) -> dict[str, str]:
    """The design's texts in the language, placeholders filled; empty ones are left to the template."""
    return {
        name: design_texts.filled(design["texts"].get(name, {}).get(language, ""), values, kind)
        for name in design_texts.TEXTS
    }


def size(text: str, line: float, *, most: float, least: float) -> str:
    """The size in points at which the text fills one line of this width, or two where one is small."""
    widths = sum(_width(character) for character in text)
    one = line / widths if widths else most
    # Words do not fill two lines to their end.
    fits = one if one >= most * TWO_LINES_BELOW else min(most * TWO_LINES_BELOW, one * 2 * 0.86)
    return f"{max(least, min(most, fits)):.1f}"


def _width(character: str) -> float:
    """Of an average letter, as a share of the size."""
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Cf"):
        return 0.0
    if unicodedata.east_asian_width(character) in ("W", "F"):
        return 1.0
    return 0.66 if character.isupper() else 0.52


def _picture(digest: str, wide: float, high: float) -> dict[str, Any]:
    width, height = pictures.size_of(digest)
    scale = min(wide / width, high / height)
    return {
        "src": f"certificate:picture/{digest}",
        "width": f"{width * scale:.1f}",
        "height": f"{height * scale:.1f}",
    }

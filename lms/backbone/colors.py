"""Colors that associations choose: their contrast on white paper and on dark screens, and mixing them."""

import re

#: What WCAG 2.2 AA asks of text.
LEAST_CONTRAST = 4.5
PLATFORM = "#1f6f6b"
#: The lightest ground that text stands on in the evening: `--surface` of tokens.css.
DARK = "#1d2524"


def is_color(typed: str) -> bool:
    """Whether it is written `#rrggbb`."""
    return re.fullmatch(r"#[0-9A-Fa-f]{6}", typed) is not None


def contrast_with_white(color: str) -> float:
    """The ratio of WCAG, from 1 (white) to 21 (black)."""
    return _contrast(_parts(color), _parts("#ffffff"))


def legible(color: str) -> str:
    """The color, darkened as far as text on white needs it."""
    if not is_color(color):
        return PLATFORM
    parts = _parts(color)
    while contrast_with_white(_hex(parts)) < LEAST_CONTRAST:
        parts = tuple(part * 95 // 100 for part in parts)
    return _hex(parts)


def legible_in_the_dark(color: str) -> str:
    """The color, lightened as far as text on a dark screen needs it."""
    parts = _parts(color if is_color(color) else PLATFORM)
    while _contrast(parts, _parts(DARK)) < LEAST_CONTRAST:
        parts = tuple(255 - (255 - part) * 90 // 100 for part in parts)
    return _hex(parts)


def tint(color: str, percent: int) -> str:
    """The color mixed with white. Transparency would leave the tagged structure of the page."""
    return _hex(tuple(255 - (255 - part) * percent // 100 for part in _parts(color)))


def _parts(color: str) -> tuple[int, ...]:
    return tuple(int(color[place : place + 2], 16) for place in (1, 3, 5))


def _hex(parts: tuple[int, ...]) -> str:
    return "#" + "".join(f"{part:02x}" for part in parts)


def _contrast(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(parts: tuple[int, ...]) -> float:
    red, green, blue = (_linear(part) for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: int) -> float:
    share = part / 255
    return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)

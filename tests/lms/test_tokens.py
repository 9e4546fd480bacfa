"""The colors that carry meaning keep the contrast of WCAG 2.2 AA, by day and in the evening."""

import re
from pathlib import Path

import pytest
from django.conf import settings

TOKENS = (Path(settings.BASE_DIR) / "lms/static/lms/css/tokens.css").read_text()
PAIRS = dict(
    re.findall(r"--([\w-]+): light-dark\((#[0-9a-f]{6}, #[0-9a-f]{6})\);", TOKENS),
)
# In the CMS, and on the host of packages.
APART = {"cms.css", "h5p-page.css", "package-player.css"}
TEXT, PARTS = 4.5, 3.0
BACKGROUNDS = ("paper", "surface", "sunken")
CHECKS = [
    *[(ink, ground, TEXT) for ink in ("ink", "ink-soft", "primary") for ground in BACKGROUNDS],
    *[("danger", ground, TEXT) for ground in ("paper", "surface", "danger-tint")],
    *[(ink, tint, TEXT) for ink in ("ink", "primary-strong") for tint in ("primary-tint",)],
    *[(name, f"{name}-tint", TEXT) for name in ("met", "unmet", "open", "danger")],
    *[("ink", f"{name}-tint", TEXT) for name in ("met", "unmet", "open", "danger", "accent")],
    *[("accent-ink", ground, TEXT) for ground in (*BACKGROUNDS, "accent-tint")],
    ("primary", "primary-tint", TEXT),
    ("on-primary", "primary", TEXT),
    ("on-primary", "primary-strong", TEXT),
    ("on-danger", "danger", TEXT),
    ("ink", "accent-soft", TEXT),
    *[("line-strong", ground, PARTS) for ground in BACKGROUNDS],
    *[
        ("focus", ground, PARTS)
        for ground in (*BACKGROUNDS, "primary-tint", "accent-tint", "danger-tint")
    ],
    ("primary", "accent-tint", PARTS),
]


def _luminance(color: str) -> float:
    channels = [int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("time", ["day", "evening"])
@pytest.mark.parametrize(("ink", "ground", "least"), CHECKS)
def test_color_stands_out_from_its_ground(ink: str, ground: str, least: float, time: str) -> None:
    side = ("day", "evening").index(time)
    colors = [PAIRS[name].split(", ")[side] for name in (ink, ground)]
    assert contrast(*colors) >= least


def test_browsers_without_pairs_get_the_colors_of_the_day() -> None:
    fallback = TOKENS.split("@supports not", 1)[1]
    single = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", fallback))
    assert single == {name: pair.split(", ")[0] for name, pair in PAIRS.items()}


def test_no_sheet_uses_a_token_that_nobody_sets() -> None:
    """Such a line says nothing, and nothing else would tell. Names with `w-` are the CMS's own."""
    unknown = {}
    for app in ("lms", "courses", "endorsement", "certificates"):
        for sheet in (Path(settings.BASE_DIR) / app / "static" / app / "css").rglob("*.css"):
            text = sheet.read_text()
            used = {name for name in re.findall(r"var\(--([\w-]+)", text) if name[:2] != "w-"}
            missing = used - set(re.findall(r"--([\w-]+):", TOKENS + text))
            if missing:
                unknown[sheet.name] = missing
    assert unknown == {}


def test_pages_draw_in_layers_so_that_no_sheet_wins_by_its_place() -> None:
    loose = []
    for app in ("lms", "courses"):
        for sheet in (Path(settings.BASE_DIR) / app / "static" / app / "css").rglob("*.css"):
            if sheet.name in APART:
                continue
            text = re.sub(r"/\*.*?\*/", "", sheet.read_text(), flags=re.DOTALL)
            loose += [
                f"{sheet.name}: {line}"
                for line in text.splitlines()
                # What begins at the margin is a layer, or the end of one.
                if line[:1] not in ("", " ", "}") and not line.startswith("@layer ")
            ]
    assert loose == []

"""Colors on white paper."""

import pytest

from lms.backbone import colors


@pytest.mark.parametrize(
    ("color", "ratio"), [("#ffffff", 1.0), ("#000000", 21.0), ("#767676", 4.54), ("#777777", 4.48)]
)
def test_contrast_is_that_of_wcag(color: str, ratio: float) -> None:
    assert round(colors.contrast_with_white(color), 2) == ratio


@pytest.mark.parametrize(
    ("typed", "printed"), [("#1f6f6b", "#1f6f6b"), ("no color", "#1f6f6b"), ("#ffffff", "#717171")]
)
def test_color_is_darkened_until_it_can_be_read(typed: str, printed: str) -> None:
    found = colors.legible(typed)
    assert (found, colors.contrast_with_white(found) >= colors.LEAST_CONTRAST) == (printed, True)


def test_tint_is_mixed_with_white() -> None:
    assert [colors.tint("#000000", percent) for percent in (0, 50, 100)] == [
        "#ffffff",
        "#808080",
        "#000000",
    ]


@pytest.mark.parametrize("color", ["#000000", "#1f6f6b", "#7a4b2a", "#ffffff", "no color"])
def test_color_is_lightened_until_it_can_be_read_in_the_dark(color: str) -> None:
    found = colors.legible_in_the_dark(color)
    assert colors._contrast(colors._parts(found), colors._parts(colors.DARK)) >= 4.5

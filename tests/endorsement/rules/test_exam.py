"""Two scorers who are close settle it; a third decides by the closest pair."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endorsement.rules.exam import (
    RubricError,
    RubricItem,
    far_apart,
    parse_rubric,
    rubric_points,
    settled,
)

D = Decimal


@pytest.mark.parametrize(
    ("totals", "points"),
    [
        ([], None),
        ([30], None),
        ([30, 33], "31.50"),
        # 15 percent of 40 is 6: a gap of exactly that is not larger.
        ([30, 36], "33.00"),
        ([30, 37], None),
        ([20, 37, 35], "36.00"),
        ([20, 37, 22], "21.00"),
        # Two equally close pairs: in the candidate's favor.
        ([20, 36, 28], "32.00"),
    ],
)
def test_points_that_count(totals, points):
    given_totals = [D(one) for one in totals]
    assert settled(given_totals, out_of=40, gap_percent=15) == (points and D(points))


scores = st.integers(min_value=0, max_value=40).map(D)


@given(st.lists(scores, min_size=2, max_size=3))
def test_points_lie_between_the_scorers_and_their_order_does_not_matter(totals):
    points = settled(totals, out_of=40, gap_percent=15)
    if points is None:
        assert len(totals) == 2
        assert far_apart(*totals, out_of=40, gap_percent=15)
    else:
        assert min(totals) <= points <= max(totals)
    assert points == settled(totals[::-1], out_of=40, gap_percent=15)


def test_rubric_is_read_line_by_line():
    assert parse_rubric("4 | Names the cue\n\n 2|Stays curious ") == (
        RubricItem(points=4, text="Names the cue"),
        RubricItem(points=2, text="Stays curious"),
    )


@pytest.mark.parametrize(
    ("text", "line", "code"),
    [
        ("", 1, "empty"),
        ("4 Names the cue", 1, "no_bar"),
        ("4 | fine\nfour | Names the cue", 2, "points"),
        ("0 | nothing", 1, "points"),
        ("4 | ", 1, "no_text"),
    ],
)
def test_broken_rubric_says_which_line(text, line, code):
    with pytest.raises(RubricError) as error:
        parse_rubric(text)
    assert (error.value.line, error.value.code) == (line, code)


RUBRIC = [RubricItem(points=4, text="a"), RubricItem(points=2, text="b")]


def test_rubric_points_are_the_sum_of_every_item():
    assert rubric_points({"0": 3, "1": 0}, RUBRIC) == 3


@pytest.mark.parametrize("points", [{}, {"0": 3}, {"0": 5, "1": 0}, {"0": -1, "1": 0}])
def test_open_or_impossible_item_is_refused(points):
    with pytest.raises(ValueError, match=r"\d"):
        rubric_points(points, RUBRIC)

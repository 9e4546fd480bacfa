"""Difficulty and discrimination of questions, from five people on."""

import math

import pytest

from courses.rules.item_statistics import discrimination, items

A, B, C = (
    {
        "key": key,
        "text": key.upper(),
        "options": [{"key": "x", "correct": True}, {"key": "y", "correct": False}],
    }
    for key in "abc"
)


def paper(*right: bool):
    answers = {q["key"]: ["x" if ok else "y"] for q, ok in zip((A, B, C), right, strict=True)}
    return ([A, B, C], answers)


PAPERS = [
    paper(True, True, True),
    paper(True, True, False),
    paper(True, False, False),
    paper(False, False, False),
    paper(False, True, True),
]


def test_nothing_is_told_of_four_people() -> None:
    assert [(one.asked, one.right, one.discrimination) for one in items(PAPERS[:4])] == [
        (4, None, None)
    ] * 3


def test_difficulty_is_the_share_right() -> None:
    assert [(one.key, one.asked, one.right) for one in items(PAPERS)] == [
        ("a", 5, 0.6),
        ("b", 5, 0.6),
        ("c", 5, 0.4),
    ]


def test_discrimination_leaves_the_item_itself_out() -> None:
    # Item a: right 1 1 1 0 0; the rest of the papers 1, .5, 0, 0, 1. By hand: mean .6 and .5,
    # covariance 0, so the item tells nothing about the rest.
    assert items(PAPERS)[0].discrimination == pytest.approx(0.0, abs=1e-12)
    # Item c: right 1 0 0 0 1; the rest 1, 1, .5, 0, .5. Sums of products: .6*.4 -.4*.4 -.4*-.1
    # -.4*-.6 +.6*-.1 = .3; squares 1.2 and .7.
    assert items(PAPERS)[2].discrimination == pytest.approx(0.3 / math.sqrt(1.2 * 0.7))


def test_discrimination_of_what_everybody_knows_is_not_defined() -> None:
    assert discrimination([(True, 0.1), (True, 0.9)]) is None

"""Difficulty and discrimination of questions, from five people on."""

import math

import pytest

from courses.rules.choice_counts import Choice
from courses.rules.item_statistics import discrimination, items

A, B, C = (
    {
        "key": key,
        "text": key.upper(),
        "options": [
            {"key": "x", "text": "X", "correct": True},
            {"key": "y", "text": "Y", "correct": False},
            {"key": "z", "text": "Z", "correct": False},
        ],
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
    assert [(one.asked, one.credit, one.discrimination) for one in items(PAPERS[:4])] == [
        (4, None, None)
    ] * 3


def test_difficulty_is_the_mean_credit() -> None:
    assert [(one.key, one.asked, one.credit) for one in items(PAPERS)] == [
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
    assert discrimination([(1.0, 0.1), (1.0, 0.9)]) is None


def test_choices_are_counted_from_five_people_on() -> None:
    assert {one.choices for one in items(PAPERS[:4])} == {()}
    assert items(PAPERS)[0].choices == (
        Choice("X", True, 3),
        Choice("Y", False, 2),
        Choice("Z", False, 0),
    )


@pytest.mark.parametrize(
    ("rows", "hints"),
    [
        # Item a, then the rest: those who know the rest get it wrong.
        ([(False, True, True)] * 3 + [(True, False, False)] * 3, ("turned", "unchosen")),
        ([(True, True, False)] * 6, ("easy", "unchosen")),
        ([(False, True, False)] * 5 + [(False, False, True)], ("hard", "drawn_away", "unchosen")),
        ([(True, True, True)] * 3 + [(False, False, False)] * 3, ("unchosen",)),
    ],
)
def test_figures_come_with_a_hint(rows, hints) -> None:
    assert items([paper(*row) for row in rows])[0].hints == hints


def test_partial_credit_counts_in_part() -> None:
    question = {
        "key": "m",
        "kind": "multiple_response",
        "text": "M",
        "partial": True,
        "options": [{"key": k, "text": k, "correct": k in "ab"} for k in "abcd"],
    }
    given = [["a", "b"], ["a"], ["a", "c"], [], ["a", "b"]]
    [item] = items([([question], {"m": answer}) for answer in given])
    assert item.credit == (1 + 0.5 + 0 + 0 + 1) / 5
    assert [(one.text, one.chosen) for one in item.choices] == [
        *(("a", 4), ("b", 2)),
        *(("c", 1), ("d", 0)),
    ]


def test_lines_items_and_words_are_counted_too() -> None:
    matching = {
        "key": "m",
        "kind": "matching",
        "text": "M",
        "pairs": [{"key": "1", "text": "Cry", "match": "Need"}],
        "decoys": ["Joy"],
        "choices": [{"key": "x", "text": "Joy"}, {"key": "y", "text": "Need"}],
    }
    ordering = {
        "key": "o",
        "kind": "ordering",
        "text": "O",
        "items": [{"key": "1", "text": "First"}, {"key": "2", "text": "Then"}],
        "shown": ["2", "1"],
    }
    short = {"key": "s", "kind": "short_answer", "text": "S", "accepted": ["Bond"]}
    words = ["bond", "Bond.", "Bound", "a name", "another name", *["bound"] * 4]
    papers = [
        (
            [matching, ordering, short],
            {
                "m": {"1": "x" if number < 2 else "y"},
                "o": {"1": 1, "2": 2} if number else {"1": 2, "2": 1},
                "s": word,
            },
        )
        for number, word in enumerate(words)
    ]
    assert [one.choices for one in items(papers)] == [
        (Choice("Cry → Need", True, 7), Choice("Cry → Joy", False, 2)),
        (Choice("1. First", True, 8), Choice("2. Then", True, 8)),
        # What two people typed alone is told by no author's page.
        (Choice("bond", True, 2), Choice("bound", False, 5), Choice("", False, 2)),
    ]

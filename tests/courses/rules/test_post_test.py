from collections import Counter
from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from courses.rules import post_test


def question(
    key: str, kind: str = "multiple_choice", right: str = "a", objective: str = ""
) -> dict:
    options = [{"key": k, "text": k, "correct": k in right, "rationale": k} for k in "abcd"]
    return {"key": key, "kind": kind, "objective": objective, "options": options}


def test_draw_takes_one_question_of_every_objective_first() -> None:
    bank = [question(f"{objective}{n}", objective=objective) for objective in "xyz" for n in "1234"]
    for seed in range(30):
        drawn = post_test.draw(bank, 4, Random(seed))
        counts = Counter(q["objective"] for q in drawn)
        assert (len({q["key"] for q in drawn}), set(counts)) == (4, set("xyz"))


def test_draw_takes_what_there_is_from_a_small_bank() -> None:
    assert len(post_test.draw([question("one")], 5, Random(1))) == 1


def test_draw_shuffles_answers_but_not_true_and_false() -> None:
    orders = {
        kind: {
            "".join(
                o["key"] for o in post_test.draw([question("q", kind)], 1, Random(s))[0]["options"]
            )
            for s in range(40)
        }
        for kind in ("multiple_choice", "true_false")
    }
    assert len(orders["multiple_choice"]) > 5
    assert orders["true_false"] == {"abcd"}


@pytest.mark.parametrize(("rights", "percent"), [(0, 0), (1, 33), (2, 66), (3, 100)])
def test_score_is_percent_rounded_down(rights, percent) -> None:
    paper = [question("p"), question("q"), question("r")]
    answers = {q["key"]: ["a" if n < rights else "b"] for n, q in enumerate(paper)}
    assert post_test.score(paper, answers) == percent


NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("failed", "in_a_row", "wait", "pause"),
    [
        (0, 3, 10, None),
        (1, 3, 0, timedelta(0)),
        (1, 3, 10, timedelta(minutes=10)),
        (2, 3, 10, timedelta(minutes=10)),
        (3, 3, 10, timedelta(hours=24)),
        (4, 3, 10, timedelta(minutes=10)),
        (6, 3, 10, timedelta(hours=24)),
        (1, 1, 3000, timedelta(minutes=3000)),
    ],
)
def test_next_attempt_opens_after_the_pause(failed, in_a_row, wait, pause) -> None:
    instants = [NOON + timedelta(hours=n) for n in range(failed)]
    expected = None if pause is None else instants[-1] + pause
    assert post_test.opens_at(instants, in_a_row=in_a_row, wait_minutes=wait) == expected

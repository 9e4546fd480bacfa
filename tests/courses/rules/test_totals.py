"""Evaluations in totals: five answers at a time, of the same question."""

from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from courses.rules.totals import Period, Response, totals

SCALE = {"key": "useful", "kind": "scale", "text": "Useful?"}
AGAIN = {"key": "again", "kind": "yes_no", "text": "Again?"}
WORDS = {"key": "more", "kind": "text", "text": "More?"}
WHERE = {
    "key": "where",
    "kind": "multiple_choice",
    "text": "Where?",
    "options": [["a", "At work"], ["b", "At home"]],
}


def said(*answers: dict[str, Any]) -> list[Response]:
    return [Response(one) for one in answers]


def test_four_answers_tell_nothing_not_even_how_many() -> None:
    [total] = totals([SCALE], said(*[{"useful": "5"}] * 4))
    assert (total.enough, total.answered, total.average, total.counts) == (False, None, None, ())


def test_five_answers_make_a_total() -> None:
    given = said(*({"useful": mark, "again": "yes"} for mark in "12345"))
    [useful, again] = totals([SCALE, AGAIN], given)
    assert (useful.answered, useful.average) == (5, 3.0)
    assert useful.counts == tuple((mark, 1) for mark in "12345")
    assert again.counts == (("yes", 5), ("no", 0))


def test_several_choices_count_each() -> None:
    [where] = totals([WHERE], said(*[{"where": ["a", "b"]}] * 3, *[{"where": ["b"]}] * 2))
    assert (where.answered, where.counts) == (5, (("a", 3), ("b", 5)))


def test_comments_count_those_who_wrote_and_stand_in_the_order_of_the_alphabet() -> None:
    written = ["pace", "Cases", "sound", "art", ""]
    [hidden] = totals([WORDS], said(*({"more": one} for one in written)))
    assert (hidden.enough, hidden.comments) == (False, ())
    [shown] = totals([WORDS], said(*({"more": one} for one in [*written, "breaks"])))
    assert shown.comments == ("art", "breaks", "Cases", "pace", "sound")


@given(st.lists(st.sampled_from(["", "1", "5"]), max_size=24), st.sampled_from(["", "1", "5"]))
@settings(max_examples=40)
def test_one_more_answer_changes_nothing_or_shows_five_more(
    marks: list[str], next_one: str
) -> None:
    before, after = (
        totals([SCALE], said(*({"useful": mark} for mark in given)))[0]
        for given in (marks, [*marks, next_one])
    )
    if before != after:
        assert (after.answered or 0) - (before.answered or 0) == 5
    shown = sum(number for _mark, number in after.counts)
    assert shown == (after.answered or 0)
    assert shown % 5 == 0


@given(
    st.lists(st.sampled_from(["", "1", "5"]), min_size=1, max_size=16),
    st.integers(0, 15),
    st.lists(st.sampled_from(["1", "5"]), max_size=6),
)
@settings(max_examples=60)
def test_who_is_erased_takes_a_group_along_and_no_later_total_tells_their_answer(
    marks: list[str], erased: int, later: list[str]
) -> None:
    """Whatever came before and comes after: it is in no difference by itself, whichever it was."""
    erased %= len(marks)
    seen = []
    for theirs in ("1", "5"):
        given = said(*({"useful": mark} for mark in [*marks, *later]))
        given[erased] = Response({"useful": theirs})
        [before] = totals([SCALE], given[: len(marks)])
        given[erased] = Response({}, erased=frozenset({"useful"}))
        [after] = totals([SCALE], given[: len(marks)])
        [much_later] = totals([SCALE], given)
        assert (before.answered or 0) - (after.answered or 0) in {0, 5}
        assert (much_later.answered or 0) % 5 == 0
        seen.append((after, much_later))
    assert seen[0] == seen[1]


def test_gap_is_in_the_groups_of_what_was_answered_alone() -> None:
    others = said(*[{"useful": "4", "more": "Good."}] * 9)
    gap = Response({}, erased=frozenset({"useful"}))
    useful, more = totals([SCALE, WORDS], [*others[:2], gap, *others[2:]])
    # The second five of the ten are told; of the comments, of which nine are there, the first five.
    assert (useful.answered, more.answered) == (5, 5)
    [nobody] = totals([SCALE], [*others[:4], gap])
    assert (nobody.enough, nobody.answered) == (False, None)


def test_question_in_other_words_is_another_question() -> None:
    newer = {**SCALE, "text": "Useful at work?"}
    given = [Response({"useful": "1"}, asked=[SCALE])] * 5
    given += [Response({"useful": "5"}, asked=[newer])] * 4
    [now, then] = totals([newer], given)
    assert (now.text, now.enough, now.current) == ("Useful at work?", False, True)
    assert (then.text, then.average, then.current) == ("Useful?", 1.0, False)


def test_answers_without_their_questions_belong_to_those_of_today() -> None:
    given = [*said({"useful": "4"}), *[Response({"useful": "4"}, asked=[SCALE])] * 4]
    assert [one.answered for one in totals([SCALE], given)] == [5]


def test_quarters_hold_whole_groups_of_five() -> None:
    days = [date(2026, 3, 30)] * 4 + [date(2026, 4, 1)] * 3 + [date(2026, 12, 31)] * 9
    given = [Response({"useful": str(1 + (n >= 5))}, day) for n, day in enumerate(days)]
    [total] = totals([SCALE], given)
    assert total.answered == 15
    assert total.periods == (Period(2026, 2, 5, 1.0), Period(2026, 4, 10, 2.0))

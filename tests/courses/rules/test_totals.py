"""Evaluations in totals: from five answers to the same question on."""

from courses.rules.totals import totals

SCALE = {"key": "useful", "kind": "scale", "text": "Useful?"}
AGAIN = {"key": "again", "kind": "yes_no", "text": "Again?"}
WORDS = {"key": "more", "kind": "text", "text": "More?"}


def test_four_answers_tell_nothing_not_even_how_many() -> None:
    [total] = totals([SCALE], [{"useful": "5"}] * 4)
    assert (total.enough, total.answered, total.average, total.counts) == (False, None, None, ())


def test_five_answers_make_a_total() -> None:
    [useful, again] = totals([SCALE, AGAIN], [{"useful": mark, "again": "yes"} for mark in "12345"])
    assert (useful.answered, useful.average) == (5, 3.0)
    assert useful.counts == tuple((mark, 1) for mark in "12345")
    assert again.counts == (("yes", 5), ("no", 0))


def test_comments_count_those_who_wrote_and_stand_in_the_order_of_the_alphabet() -> None:
    written = ["pace", "Cases", "sound", "art", ""]
    [hidden] = totals([WORDS], [{"more": one} for one in written])
    assert (hidden.enough, hidden.comments) == (False, ())
    [shown] = totals([WORDS], [{"more": one} for one in [*written, "breaks"]])
    assert shown.comments == ("art", "breaks", "Cases", "pace", "sound")

"""What an answer of every kind earns."""

from fractions import Fraction
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from courses.rules import marking, paper, post_test

F = Fraction


def choice(kind: str, right: str, partial: bool, of: str = "abcd") -> dict:
    options = [{"key": k, "text": k, "correct": k in right, "rationale": k} for k in of]
    return {"key": "q", "kind": kind, "text": "?", "options": options, "partial": partial}


def matching(*matches: str, decoys: tuple[str, ...] = (), partial: bool) -> dict:
    pairs = [{"key": f"l{n}", "text": f"L{n}", "match": m} for n, m in enumerate(matches)]
    return {
        "key": "q",
        "kind": "matching",
        "text": "?",
        "pairs": pairs,
        "decoys": list(decoys),
        "partial": partial,
    }


def ordering(count: int, partial: bool) -> dict:
    items = [{"key": f"i{n}", "text": f"I{n}"} for n in range(count)]
    return {"key": "q", "kind": "ordering", "text": "?", "items": items, "partial": partial}


def short(*accepted: str, exact: bool = False) -> dict:
    return {
        "key": "q",
        "kind": "short_answer",
        "text": "?",
        "accepted": list(accepted),
        "case_sensitive": exact,
    }


@pytest.mark.parametrize(
    ("kind", "right", "partial", "chosen", "earned"),
    [
        ("multiple_choice", "a", False, "a", 1),
        ("multiple_choice", "a", False, "b", 0),
        ("multiple_choice", "a", True, "b", 0),
        ("true_false", "a", False, "a", 1),
        ("multiple_response", "ab", False, "ba", 1),
        ("multiple_response", "ab", False, "a", 0),
        ("multiple_response", "ab", False, "abc", 0),
        ("multiple_response", "ab", True, "ab", 1),
        ("multiple_response", "ab", True, "a", F(1, 2)),
        ("multiple_response", "ab", True, "abc", F(1, 2)),
        ("multiple_response", "ab", True, "ac", 0),
        ("multiple_response", "ab", True, "abcd", 0),
        ("multiple_response", "abc", True, "ab", F(2, 3)),
        ("multiple_response", "abc", True, "abcd", 0),
        ("multiple_response", "abcd", True, "abc", 0),
        ("multiple_response", "abcd", True, "abcd", 1),
    ],
)
def test_choices_earn_what_the_rule_says(kind, right, partial, chosen, earned) -> None:
    assert marking.credit(choice(kind, right, partial), list(chosen)) == earned


@pytest.mark.parametrize(
    ("partial", "chosen", "earned"),
    [
        (True, ["Need", "Joy", "Rest"], 1),
        (True, ["Need", "Rest", "Joy"], F(1, 3)),
        (True, ["Need", "", ""], F(1, 3)),
        (True, ["Anger", "Need", "Joy"], 0),
        (False, ["Need", "Joy", "Rest"], 1),
        (False, ["Need", "Joy", "Anger"], 0),
    ],
)
def test_matching_counts_lines(partial, chosen, earned) -> None:
    question = matching("Need", "Joy", "Rest", decoys=("Anger",), partial=partial)
    drawn = post_test.draw([question], 1, Random(3))[0]
    keys = {one["text"]: one["key"] for one in drawn["choices"]}
    assert sorted(keys) == ["Anger", "Joy", "Need", "Rest"]
    answer = {f"l{n}": keys[text] for n, text in enumerate(chosen) if text}
    assert marking.credit(drawn, answer) == earned


def test_two_lines_may_share_an_answer() -> None:
    drawn = post_test.draw([matching("Warm", "warm ", "Cold", partial=True)], 1, Random(1))[0]
    assert len(drawn["choices"]) == 2
    assert marking.credit(drawn, marking.right_answer(drawn)) == 1


@pytest.mark.parametrize(
    ("partial", "places", "earned"),
    [
        (True, [1, 2, 3, 4], 1),
        (True, [2, 1, 3, 4], F(4, 6)),
        (True, [4, 1, 2, 3], 0),
        (True, [2, 3, 4, 1], 0),
        (True, [1, 2, 4, 3], F(4, 6)),
        (True, [4, 3, 2, 1], 0),
        (True, [1, 2, None, None], F(1, 6)),
        (True, [1, 1, 1, 1], 0),
        (True, [1, 1, 2, 3], F(5, 6)),
        (False, [1, 2, 3, 4], 1),
        (False, [2, 1, 3, 4], 0),
    ],
)
def test_ordering_counts_pairs(partial, places, earned) -> None:
    answer = {f"i{n}": place for n, place in enumerate(places) if place}
    assert marking.credit(ordering(4, partial), answer) == earned


@pytest.mark.parametrize(
    ("accepted", "typed", "exact", "right"),
    [
        ("Serve and return", "  serve   AND return. ", False, True),
        ("child’s play", "Child's play", False, True),
        ("“ghosts”", '"ghosts"', False, True),
        ("well-being", "well–being", False, True),
        ("niño", "nin\u0303o", False, True),
        ("niño", "nino", False, False),
        ("ﬁve", "five", False, True),
        ("Straße", "STRASSE", False, True),
        ("atta\u00adchment", "attachment", False, True),
        ("IFSP", "ifsp", True, False),
        ("IFSP", " IFSP.", True, True),
        ("3.5", "3.5", False, True),
        ("bond", "bonding", False, False),
    ],
)
def test_short_answers_are_compared_as_people_read_them(accepted, typed, exact, right) -> None:
    assert marking.is_right(short("other", accepted, exact=exact), typed) is right


@given(st.text(max_size=30), st.booleans())
@settings(max_examples=60)
def test_a_normalized_answer_stays_as_it_is(text, exact) -> None:
    once = marking.normalized(text, case_sensitive=exact)
    assert marking.normalized(once, case_sensitive=exact) == once


@st.composite
def papers(draw) -> list[dict]:
    """Questions of every kind, drawn and shuffled, with and without partial credit."""
    partial = draw(st.booleans())
    right = "".join(sorted(draw(st.sets(st.sampled_from("abcdef"), min_size=1, max_size=5))))
    words = st.lists(
        st.text("abcXYZ", min_size=1, max_size=3), min_size=2, max_size=5, unique_by=str.casefold
    )
    bank = [
        choice("multiple_choice", "c", partial, "abcdef"),
        choice("multiple_response", right, partial, "abcdef"),
        matching(*draw(words), partial=partial),
        ordering(draw(st.integers(2, 6)), partial),
        short(*draw(words)),
    ]
    keyed = [{**question, "key": f"q{number}"} for number, question in enumerate(bank)]
    return post_test.draw(keyed, len(keyed), Random(draw(st.integers(0, 99))))


@given(papers(), st.data())
@settings(max_examples=60)
def test_any_answer_earns_between_nothing_and_everything(drawn, data) -> None:
    right = {question["key"]: marking.right_answer(question) for question in drawn}
    assert post_test.score(drawn, right) == 100
    assert post_test.score(drawn, {}) == 0
    assert not paper.problems(drawn, right)
    for question in drawn:
        answer = paper.valid([question], {question["key"]: data.draw(anything(question))})
        earned = marking.credit(question, answer.get(question["key"]))
        assert 0 <= earned <= 1
        again = post_test.draw([question], 1, Random(data.draw(st.integers(0, 9))))[0]
        if question["kind"] != "matching":
            assert marking.credit(again, answer.get(question["key"])) == earned
        elif answer:
            texts = {one["key"]: one["text"] for one in question["choices"]}
            keys = {one["text"]: one["key"] for one in again["choices"]}
            moved = {line: keys[texts[key]] for line, key in answer[question["key"]].items()}
            assert marking.credit(again, moved) == earned


def anything(question: dict) -> st.SearchStrategy:
    if question["kind"] == "short_answer":
        return st.text(max_size=20)
    if question["kind"] in {"matching", "ordering"}:
        keys = [part["key"] for part in question.get("pairs", question.get("items"))]
        return st.dictionaries(st.sampled_from(keys), st.sampled_from("0123456789"))
    return st.lists(st.sampled_from("abcdefgh"))


@given(
    st.sets(st.sampled_from("abcdef"), min_size=1, max_size=5), st.sets(st.sampled_from("abcdef"))
)
@settings(max_examples=60)
def test_a_wrong_tick_never_helps_and_ticking_everything_earns_nothing(right, chosen) -> None:
    question = choice("multiple_response", "".join(right), partial=True, of="abcdef")
    before = marking.credit(question, sorted(chosen))
    for wrong in set("abcdef") - right:
        assert marking.credit(question, sorted(chosen | {wrong})) <= before
    assert marking.credit(question, list("abcdef")) == 0

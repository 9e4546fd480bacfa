"""Answers that are kept, handed on or cut short are those of a whole evaluation, to the byte."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from endorsement.rules import verdict as verdicts
from endorsement.rules.evaluate import evaluate, state_on
from endorsement.rules.facts import EducationLevel, Entry, Portfolio, Reference, Signature
from endorsement.rules.files import SCHEMES, load_edition, load_editions
from tests.endorsement.rules.given import TODAY, education
from tests.endorsement.rules.test_properties import LARGE, entries, portfolios, ratings

TREES = [
    category.award
    for name in ("sample", "riverbend", "coastal", "two_rivers")
    for category in load_edition(SCHEMES / f"{name}.yaml", on=TODAY).categories.values()
]
ALL_EDITIONS = [
    category.award
    for _document, edition in load_editions(SCHEMES / "riverbend.yaml")
    for category in edition.categories.values()
]
trees = st.sampled_from([*TREES, *(LARGE.categories[code].award for code in ("c0", "c1", "c2"))])
days = st.dates(date(2024, 6, 1), TODAY + timedelta(60))


def said(tree: Any, known: Portfolio, on: date = TODAY) -> Any:
    return verdicts.to_document(evaluate(tree, known, on))


def anew(known: Portfolio) -> Portfolio:
    """The same facts, of which nothing was found out yet."""
    return replace(known)


@st.composite
def added(draw: Any) -> tuple[list[Entry], list[Reference], list[Signature]]:
    more = [draw(entries(f"p{at}")) for at in range(draw(st.integers(0, 2)))]
    if draw(st.booleans()):
        more.append(education("degree", EducationLevel.MASTER, draw(days)))
    return (
        more,
        [draw(ratings("more"))] if draw(st.booleans()) else [],
        [Signature(document="code_of_ethics", signed_on=TODAY)] if draw(st.booleans()) else [],
    )


@settings(max_examples=100)
@given(portfolios(), added(), st.lists(trees, min_size=1, max_size=3), days)
def test_facts_that_grew_are_judged_as_if_they_were_new(
    known: Portfolio, more: Any, asked: list[Any], on: date
) -> None:
    listed, rated, signed = more
    for tree in asked:
        said(tree, known, on)
    larger = known.grown(tuple(listed), tuple(rated), tuple(signed))
    twice = larger.grown((replace(listed[0], key="again"),)) if listed else larger
    for tree in asked:
        assert said(tree, larger, on) == said(tree, anew(larger), on)
        assert said(tree, twice, on) == said(tree, anew(twice), on)


@settings(max_examples=100)
@given(portfolios(), trees, st.lists(days, min_size=2, max_size=5))
def test_one_days_answer_is_never_anothers(known: Portfolio, tree: Any, asked: list[date]) -> None:
    assert [said(tree, known, on) for on in asked] == [said(tree, anew(known), on) for on in asked]


@settings(max_examples=100)
@given(portfolios(), trees, days)
def test_the_state_alone_is_that_of_the_whole_verdict(
    known: Portfolio, tree: Any, on: date
) -> None:
    assert state_on(tree, known, on) is evaluate(tree, anew(known), on).state


@settings(max_examples=20)
@given(portfolios())
def test_editions_that_ask_differently_are_answered_differently(known: Portfolio) -> None:
    """Equal requirements of two editions share an answer; others of the same name never do."""
    found = [said(tree, known) for tree in ALL_EDITIONS]
    assert found == [said(tree, anew(known)) for tree in ALL_EDITIONS]


def test_a_changed_portfolio_forgets_what_it_grew_from() -> None:
    larger = Portfolio().grown((education("degree", EducationLevel.MASTER),))
    assert larger.base == Portfolio()
    fresh = replace(larger, entries=())
    assert (fresh.base, fresh.added, fresh.gained) == (None, (), frozenset())

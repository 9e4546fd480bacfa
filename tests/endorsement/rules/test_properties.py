"""What holds for any portfolio: order does not matter, more evidence never does harm."""

import json
import random
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.criteria import edition as large_edition
from endorsement.rules import verdict as verdicts
from endorsement.rules.evaluate import State, evaluate
from endorsement.rules.facts import Entry, Portfolio, Provider, Reference, RscFormat
from endorsement.rules.files import SCHEMES, load_edition
from endorsement.rules.portfolio import canonical_text, from_document, to_document
from tests.endorsement.rules.given import QUALIFIED, TODAY, reference, rsc, training, work

SAMPLE = load_edition(SCHEMES / "sample.yaml")
PERIOD = (date(2026, 1, 1), date(2026, 12, 31))
AREAS = ["core:foundations", "core:thinking", "core:reflection", "core:direct_service.safety"]
RANK = {State.NOT_MET: 0, State.NOT_YET_ASSESSABLE: 1, State.MET: 2}

days = st.dates(date(2024, 6, 1), TODAY + timedelta(30))


@st.composite
def entries(draw: Any, key: str) -> Entry:
    on, hours = draw(days), draw(st.integers(1, 3000))
    sort = draw(st.sampled_from(["training", "rsc", "work"]))
    if sort == "rsc":
        provider = draw(st.sampled_from([None, QUALIFIED, Provider(ref="x", standings=())]))
        form = draw(st.sampled_from(RscFormat))
        return rsc(key, hours, on, provider=provider, format=form, peer=draw(st.booleans()))
    if sort == "work":
        last_on = draw(st.none() | st.integers(0, 900).map(lambda more: on + timedelta(more)))
        return work(key, on, last_on, families=draw(st.integers(0, 12)))
    topics = {code: draw(st.integers(0, hours)) for code in ("iecmh", "dei")}
    accepted = draw(st.sampled_from([True, False, None]))
    covers = frozenset(draw(st.sets(st.sampled_from(AREAS))))
    return training(key, hours, on, topics=topics, accepted=accepted, covers=covers)


@st.composite
def ratings(draw: Any, key: str) -> Reference:
    return reference(
        key,
        draw(st.sampled_from(["supervisor", "rsc_provider", "colleague"])),
        rater_endorsed=draw(st.booleans()),
        rater_vetted=draw(st.sampled_from([True, False, None])),
        not_enough_information=draw(st.integers(0, 8)),
    )


@st.composite
def portfolios(draw: Any) -> Portfolio:
    return Portfolio(
        entries=tuple(draw(entries(f"e{at}")) for at in range(draw(st.integers(0, 8)))),
        references=tuple(draw(ratings(f"r{at}")) for at in range(draw(st.integers(0, 5)))),
    )


# Divided quotas, limits, split areas, the best stretch, requirements that share no hours; the
# first category also names a main provider, which more evidence may change.
LARGE = large_edition()
large_trees = st.sampled_from([LARGE.categories["c1"].award, LARGE.categories["c2"].award])

trees = st.sampled_from(
    [
        category.requirement(purpose)
        for category in SAMPLE.categories.values()
        for purpose in ("award", "renewal")
    ]
)


@settings(max_examples=60)
@given(portfolios(), trees, st.randoms(use_true_random=False))
def test_order_of_the_evidence_does_not_matter(
    portfolio: Portfolio, tree: Any, chance: random.Random
) -> None:
    shuffled = replace(
        portfolio,
        entries=tuple(chance.sample(portfolio.entries, len(portfolio.entries))),
        references=tuple(chance.sample(portfolio.references, len(portfolio.references))),
    )
    one = evaluate(tree, portfolio, TODAY, period=PERIOD)
    assert evaluate(tree, shuffled, TODAY, period=PERIOD) == one


@settings(max_examples=80)
@given(portfolios(), entries("more"), ratings("more"), trees)
def test_more_evidence_never_makes_a_verdict_worse(
    portfolio: Portfolio, entry: Entry, rating: Reference, tree: Any
) -> None:
    more = replace(
        portfolio,
        entries=(*portfolio.entries, entry),
        references=(*portfolio.references, rating),
    )
    before = {one.id: one for one in evaluate(tree, portfolio, TODAY, period=PERIOD).walk()}
    for after in evaluate(tree, more, TODAY, period=PERIOD).walk():
        assert RANK[after.state] >= RANK[before[after.id].state]


@settings(max_examples=60)
@given(portfolios(), trees)
def test_nothing_is_counted_beyond_what_it_has(portfolio: Portfolio, tree: Any) -> None:
    hours = {entry.key: entry.hours or 0 for entry in portfolio.entries}
    for verdict in evaluate(tree, portfolio, TODAY, period=PERIOD).walk():
        if verdict.unit == "hours":
            assert sum(one.amount for one in verdict.used) == verdict.have
            assert all(one.amount <= hours[one.key] for one in verdict.used)
        used = {one.key for one in verdict.used}
        fully_out = {one.key for one in verdict.left_out if one.reason.code != "over_cap"}
        assert not used & fully_out


@settings(max_examples=60)
@given(portfolios())
def test_document_gives_the_same_portfolio_back(portfolio: Portfolio) -> None:
    document = to_document(portfolio)
    again = from_document(document)
    assert sorted(again.entries, key=lambda one: one.key) == list(portfolio.entries)
    assert canonical_text(to_document(again)) == canonical_text(document)


def as_bytes(tree: Any, portfolio: Portfolio) -> bytes:
    verdict = evaluate(tree, portfolio, TODAY, period=PERIOD)
    return json.dumps(verdicts.to_document(verdict)).encode()


@settings(max_examples=40)
@given(portfolios(), large_trees, st.randoms(use_true_random=False))
def test_evaluating_twice_gives_the_same_bytes_in_any_order(
    portfolio: Portfolio, tree: Any, chance: random.Random
) -> None:
    once = as_bytes(tree, portfolio)
    assert as_bytes(tree, portfolio) == once
    shuffled = chance.sample(portfolio.entries, len(portfolio.entries))
    assert as_bytes(tree, replace(portfolio, entries=tuple(shuffled))) == once


@settings(max_examples=60)
@given(portfolios(), entries("more"), large_trees)
def test_more_evidence_never_unmeets_a_requirement(
    portfolio: Portfolio, entry: Entry, tree: Any
) -> None:
    more = replace(portfolio, entries=(*portfolio.entries, entry))
    before, after = evaluate(tree, portfolio, TODAY), evaluate(tree, more, TODAY)
    for one in tree.walk():
        assert RANK[after.find(one.id).state] >= RANK[before.find(one.id).state]

"""Requirements that may not count the same hours: as good as trying every way to divide them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations, product
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from endorsement.rules.circumstances import Circumstances
from endorsement.rules.criteria import Criterion, Group, Hours
from endorsement.rules.evaluate import Verdict, evaluate
from endorsement.rules.facts import Delivery, Entry, Mode, Portfolio, Signature
from endorsement.rules.terms import terms_of
from tests.endorsement.rules.given import LABEL, TODAY, parse, portfolio, rsc, training

TOPICS = ("dei", "ethics")

listed_entries = st.lists(
    st.tuples(
        st.integers(1, 3),
        st.fixed_dictionaries({topic: st.integers(0, 3) for topic in TOPICS}),
        st.sampled_from([Delivery.CONFERENCE, Delivery.SERIES]),
        st.sampled_from([Mode.ONLINE, Mode.IN_PERSON]),
    ),
    min_size=1,
    max_size=3,
)


def built(listed: Sequence[Any]) -> list[Entry]:
    return [
        training(
            f"e{at}",
            hours * 100,
            topics={topic: min(hours, share) * 100 for topic, share in topics.items()},
            delivery=delivery,
            mode=mode,
        )
        for at, (hours, topics, delivery, mode) in enumerate(listed)
    ]


@st.composite
def bodies(draw: Any, name: str) -> dict[str, Any]:
    """One requirement: parts of either sort, limits of either sort, a topic, a maximum."""
    need = draw(st.integers(1, 4))
    body: dict[str, Any] = {"kinds": ["training"], "min": need}
    sort = draw(st.sampled_from(["none", "included", "disjoint", "topic"]))
    if sort == "topic":
        body["topic"] = "dei"
    elif sort == "included":
        body["topics"] = {topic: draw(st.integers(1, need)) for topic in TOPICS}
    elif sort == "disjoint":
        first = draw(st.integers(0, need))
        body["topics"] = {"disjoint": {"dei": first, "ethics": need - first}}
    caps: dict[str, Any] = {}
    if draw(st.booleans()):
        caps["delivery"] = {"conference": draw(st.integers(0, 3))}
    if draw(st.booleans()):
        caps["mode"] = {"online": draw(st.integers(0, 3))}
    if caps:
        body["caps"] = caps
    if draw(st.booleans()):
        body["max"] = need + draw(st.integers(0, 1))
    return {"id": name, "label": LABEL, "hours": body}


# --- Trying everything ----------------------------------------------------------------------------


def divisions(entry: Entry, claims: Sequence[Hours]) -> Iterator[tuple[int, ...]]:
    """Every way to give whole hours of an entry to the claims, an hour to rivals once."""
    hours = entry.hours or 0
    once = [
        group
        for size in range(1, len(claims) + 1)
        for group in combinations(range(len(claims)), size)
        if not any(share(claims[one], claims[other]) for one, other in combinations(group, 2))
    ]
    for way in product(range(0, hours + 1, 100), repeat=len(claims)):
        if all(sum(way[at] for at in group) <= hours for group in once):
            yield way


def share(one: Hours, other: Hours) -> bool:
    return other.id in one.shares_hours_with or one.id in other.shares_hours_with


def reached(claim: Hours, entries: Sequence[Entry], amounts: Sequence[int]) -> int | None:
    """The sum of min(have, need) with exactly these hours; None when a limit forbids them."""
    terms = terms_of(claim, Portfolio(), Circumstances(as_of=TODAY))
    under: dict[Any, int] = {}
    for entry, amount in zip(entries, amounts, strict=True):
        if amount > terms.asked(entry):
            return None
        for limit in terms.limits(entry):
            under[limit] = under.get(limit, 0) + amount
    over = any(amount > terms.caps[limit] for limit, amount in under.items())
    if over or (terms.most is not None and sum(amounts) > terms.most):
        return None
    found = min(sum(amounts), terms.need)
    for disjoint, parts in terms.sets:
        ways = [
            [
                way
                for way in product(
                    *(
                        range(0, min(amount, terms.share(entry, part, disjoint=True)) + 1, 100)
                        for part in parts
                    )
                )
                if sum(way) <= amount or not disjoint
            ]
            for entry, amount in zip(entries, amounts, strict=True)
        ]
        found += max(
            sum(min(part.need, sum(way[at] for way in division)) for at, part in enumerate(parts))
            for division in product(*ways)
        )
    return found


def whole(claim: Hours) -> int:
    terms = terms_of(claim, Portfolio(), Circumstances(as_of=TODAY))
    return terms.need + sum(part.need for _, parts in terms.sets for part in parts)


def every_outcome(claims: Sequence[Hours], entries: Sequence[Entry]) -> set[tuple[int, ...]]:
    """How far each claim can come, for every way to divide the hours."""
    tables: list[dict[tuple[int, ...], int | None]] = [{} for _ in claims]
    found: set[tuple[int, ...]] = set()
    for way in product(*(divisions(entry, claims) for entry in entries)):
        outcome = []
        for at, claim in enumerate(claims):
            amounts = tuple(one[at] for one in way)
            if amounts not in tables[at]:
                tables[at][amounts] = reached(claim, entries, amounts)
            outcome.append(tables[at][amounts])
        if None not in outcome:
            found.add(tuple(one or 0 for one in outcome))
    return found


def have(verdict: Verdict, claim: Hours) -> int:
    own = verdict.find(claim.id)
    return sum(min(one.have, one.need) for one in (own, *own.children))


def leaves(tree: Criterion) -> list[Hours]:
    return [one for one in tree.walk() if isinstance(one, Hours)]


def met(one: Criterion, whole_ones: Mapping[str, bool]) -> bool:
    if not isinstance(one, Group):
        return whole_ones[one.id]
    children = [met(child, whole_ones) for child in one.children]
    return sum(children) >= (len(children) if one.need is None else one.need)


def group(need: int, *children: Any) -> dict[str, Any]:
    return {"id": "g", "label": LABEL, "at_least": {"count": need, "of": list(children)}}


# --- Properties -----------------------------------------------------------------------------------


@settings(max_examples=120)
@given(bodies("a"), bodies("b"), listed_entries)
def test_largest_possible_amount_is_reached_whatever_binds(
    first: Any, second: Any, listed: Any
) -> None:
    tree = parse({"all": [first, second]})
    entries = built(listed)
    verdict = evaluate(tree, portfolio(*entries), TODAY)
    claims = leaves(tree)
    best = max(sum(outcome) for outcome in every_outcome(claims, entries))
    assert sum(have(verdict, claim) for claim in claims) == best


@settings(max_examples=100)
@given(st.data(), listed_entries)
def test_requirements_with_alternatives_are_met_whenever_they_can_be(
    data: st.DataObject, listed: Any
) -> None:
    names = "abc"
    one, two, three = (data.draw(bodies(name)) for name in names)
    need = data.draw(st.sampled_from([1, 2]))
    tree = parse(
        {"all": [one, group(need, two, three)]}
        if data.draw(st.booleans())
        else group(need, {"id": "g2", "label": LABEL, "all": [one, two]}, three)
    )
    entries = built(listed)
    claims = leaves(tree)
    possible = any(
        met(tree, {claim.id: got == whole(claim) for claim, got in zip(claims, way, strict=True)})
        for way in every_outcome(claims, entries)
    )
    assert evaluate(tree, portfolio(*entries), TODAY).met == possible


def test_an_alternative_that_was_not_chosen_counts_no_hour_twice_either() -> None:
    """The nearest alternative claims no entry at all; the other two requirements share nothing."""
    twice = [
        {"id": one, "label": LABEL, "hours": {"kinds": ["training"], "min": 2}} for one in "ab"
    ]
    topic = {"kinds": ["training"], "min": 1, "topic": "dei"}
    tree = parse(
        group(
            1,
            {"id": "g2", "label": LABEL, "all": twice},
            {"id": "c", "label": LABEL, "hours": topic},
        )
    )
    verdict = evaluate(tree, portfolio(training("e0", 100), training("e1", 100)), TODAY)
    found = {one: verdict.find(one).have for one in "abc"}
    assert (verdict.met, found) == (False, {"a": 200, "b": 0, "c": 0})


@settings(max_examples=60)
@given(bodies("a"), bodies("b"), bodies("c"), listed_entries.filter(lambda one: len(one) < 3))
def test_some_may_share_and_others_may_not(
    first: Any, second: Any, third: Any, listed: Any
) -> None:
    first["hours"]["shares_hours_with"] = ["b"]
    tree = parse({"all": [first, second, third]})
    entries = built(listed)
    claims = leaves(tree)
    verdict = evaluate(tree, portfolio(*entries), TODAY)
    best = max(sum(outcome) for outcome in every_outcome(claims, entries))
    assert sum(have(verdict, claim) for claim in claims) == best


@settings(max_examples=60)
@given(st.lists(st.tuples(st.integers(1, 4), st.integers(0, 700)), min_size=1, max_size=4))
def test_stretch_is_chosen_for_all_rivals_together(listed: Any) -> None:
    """The best stretch for one requirement alone may be the wrong one when another wants its hours."""
    entries = [
        rsc(f"r{at}", hours * 100, date(2024, 1, 1) + timedelta(days))
        for at, (hours, days) in enumerate(listed)
    ]
    own = {"id": "own", "label": LABEL, "supervision": {"min": 4, "within": {"any_months": 6}}}
    rest = {"id": "rest", "label": LABEL, "supervision": {"min": 3}}
    verdict = evaluate(parse({"all": [own, rest]}), portfolio(*entries), TODAY)
    possible = False
    for first in entries:
        inside = [
            one.hours or 0 for one in entries if first.dated_on <= one.dated_on < half_year(first)
        ]
        total = sum(one.hours or 0 for one in entries)
        possible = possible or (sum(inside) >= 400 and total >= 700)
    assert verdict.met == possible


def half_year(entry: Entry) -> date:
    from endorsement.rules.windows import add_months

    return add_months(entry.dated_on, 6)


# --- Cases ----------------------------------------------------------------------------------------


def hours(name: str, need: int, **more: Any) -> dict[str, Any]:
    return {"id": name, "label": LABEL, "hours": {"kinds": ["training"], "min": need, **more}}


def test_alternative_takes_hours_only_where_it_is_the_one_that_counts() -> None:
    tree = parse({"all": [hours("base", 5), group(1, hours("own", 3), hours("less", 2))]})
    verdict = evaluate(tree, portfolio(training("a", 700)), TODAY)
    found = {
        one: (verdict.find(one).have, verdict.find(one).met) for one in ("base", "own", "less")
    }
    assert verdict.met
    assert found == {"base": (500, True), "own": (0, False), "less": (200, True)}
    (left,) = verdict.find("own").left_out
    assert (left.key, left.reason.code, left.amount) == ("a", "spent_elsewhere", 700)


def test_alternative_that_is_met_without_hours_leaves_them_to_the_others() -> None:
    code = {"id": "code", "label": LABEL, "signatures": {"documents": ["code"]}}
    tree = parse({"all": [hours("base", 5), group(1, hours("own", 3), code)]})
    unsigned = portfolio(training("a", 600))
    verdict = evaluate(tree, unsigned, TODAY)
    assert not verdict.met
    assert [verdict.find(one).have for one in ("base", "own")] == [500, 100]
    signed = replace(unsigned, signatures=(Signature(document="code", signed_on=TODAY),))
    verdict = evaluate(tree, signed, TODAY)
    assert verdict.met
    assert [verdict.find(one).have for one in ("base", "own")] == [600, 0]


def test_two_that_share_with_a_third_still_compete_with_each_other() -> None:
    tree = parse(
        {
            "all": [
                hours("both", 4, shares_hours_with=["left", "right"]),
                hours("left", 2),
                hours("right", 2),
            ]
        }
    )
    assert evaluate(tree, portfolio(training("a", 400)), TODAY).met
    verdict = evaluate(tree, portfolio(training("a", 300)), TODAY)
    assert [one.have for one in verdict.children] == [300, 200, 100]

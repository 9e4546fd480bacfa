"""Counting hours toward a requirement: as good as trying everything, whatever binds."""

from dataclasses import replace
from datetime import date
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from endorsement.rules.circumstances import Circumstances
from endorsement.rules.criteria import Hours
from endorsement.rules.division import divided
from endorsement.rules.evaluate import State, evaluate
from endorsement.rules.facts import Delivery, Entry, Mode, Portfolio
from endorsement.rules.terms import Part, Terms, terms_of
from tests.endorsement.rules.given import (
    LABEL,
    TODAY,
    criterion,
    judge,
    parse,
    portfolio,
    rsc,
    training,
    used,
)

TOPICS = ("iecmh", "dei", "ethics")

# Whole hours are enough to find a mistake and few enough to try everything.
amounts = st.integers(1, 3)
entries = st.lists(
    st.tuples(
        amounts,
        st.fixed_dictionaries({topic: st.integers(0, 3) for topic in TOPICS}),
        st.sampled_from([None, Delivery.CONFERENCE, Delivery.SERIES]),
    ),
    min_size=1,
    max_size=4,
)


def built(listed: list[tuple[int, dict[str, int], Delivery | None]]) -> list[Entry]:
    return [
        training(
            f"e{at}",
            hours * 100,
            topics={topic: min(hours, share) * 100 for topic, share in topics.items()},
            delivery=delivery,
        )
        for at, (hours, topics, delivery) in enumerate(listed)
    ]


def terms(**body: Any) -> Terms:
    rule = criterion(hours={"kinds": ["training"], **body})
    assert isinstance(rule, Hours)
    return terms_of(rule, Portfolio(), Circumstances(as_of=TODAY))


def best(known: Terms, listed: list[Entry]) -> int:
    """The greatest sum of min(have, need) that any way of counting reaches."""
    found = 0
    for counted in product(*(range(0, known.amount(one) + 1, 100) for one in listed)):
        total = sum(counted)
        if known.most is not None and total > known.most:
            continue
        under: dict[str, int] = {}
        for one, amount in zip(listed, counted, strict=True):
            for limit in known.limits(one):
                under[limit] = under.get(limit, 0) + amount
        if any(under.get(limit, 0) > most for limit, most in known.caps.items()):
            continue
        parts = sum(
            _disjoint(known, listed, counted, parts)
            if disjoint
            else _each(known, listed, counted, parts)
            for disjoint, parts in known.sets
        )
        found = max(found, min(total, known.need) + parts)
    return found


def _each(known: Terms, listed: Any, counted: Any, parts: tuple[Part, ...]) -> int:
    return sum(
        min(
            part.need,
            sum(
                min(amount, known.share(one, part, disjoint=False))
                for one, amount in zip(listed, counted, strict=True)
            ),
        )
        for part in parts
    )


def _disjoint(known: Terms, listed: Any, counted: Any, parts: tuple[Part, ...]) -> int:
    def ways(one: Entry, amount: int) -> list[tuple[int, ...]]:
        shares = [known.share(one, part, disjoint=True) for part in parts]
        options = product(*(range(0, min(amount, share) + 1, 100) for share in shares))
        return [way for way in options if sum(way) <= amount]

    return max(
        sum(min(part.need, sum(way[at] for way in division)) for at, part in enumerate(parts))
        for division in product(
            *(ways(one, amount) for one, amount in zip(listed, counted, strict=True))
        )
    )


def reached(known: Terms, listed: list[Entry]) -> int:
    division = divided(known, listed)
    parts = sum(min(part.need, division.part(part)) for part in division.parts)
    return min(division.have, known.need) + parts


@settings(max_examples=120)
@given(entries, st.integers(0, 4), st.integers(2, 6), st.data())
def test_limits_and_overlapping_parts(
    listed: list[Any], cap: int, need: int, data: st.DataObject
) -> None:
    parts = {topic: data.draw(st.integers(0, need)) for topic in TOPICS}
    most = data.draw(st.none() | st.integers(need, need + 2))
    more = {} if most is None else {"max": most}
    known = terms(min=need, topics=parts, caps={"delivery": {"conference": cap}}, **more)
    assert reached(known, built(listed)) == best(known, built(listed))


@settings(max_examples=150)
@given(entries, st.integers(0, 4), st.integers(2, 6), st.data())
def test_limits_and_disjoint_parts(
    listed: list[Any], cap: int, need: int, data: st.DataObject
) -> None:
    first = data.draw(st.integers(0, need))
    parts = {"iecmh": first, "dei": data.draw(st.integers(0, need - first))}
    known = terms(
        min=need, topics={"disjoint": parts}, caps={"delivery": {"conference": cap, "series": 2}}
    )
    assert reached(known, built(listed)) == best(known, built(listed))


@settings(max_examples=60)
@given(entries.filter(lambda one: len(one) < 4), st.integers(0, 3), st.data())
def test_limits_with_both_sorts_of_parts(listed: list[Any], cap: int, data: st.DataObject) -> None:
    ethics = data.draw(st.integers(0, 3))
    known = terms(
        min=4,
        topics={"disjoint": {"iecmh": 2, "dei": 2}, "ethics": ethics},
        caps={"delivery": {"conference": cap}},
    )
    assert reached(known, built(listed)) == best(known, built(listed))


@settings(max_examples=100)
@given(entries, st.integers(0, 4), st.integers(0, 4), st.integers(0, 4))
def test_limits_of_several_sorts_at_once(
    listed: list[Any], conferences: int, online: int, dei: int
) -> None:
    """An entry may fall under a limit of each sort; every one of them holds."""
    found = [
        replace(one, mode=Mode.ONLINE if at % 2 else Mode.IN_PERSON)
        for at, one in enumerate(built(listed))
    ]
    caps = {"delivery": {"conference": conferences}, "mode": {"online": online}}
    known = terms(min=6, topics={"dei": dei}, caps=caps)
    assert reached(known, found) == best(known, found)


def test_limited_hours_that_serve_a_part_are_kept() -> None:
    """The older conference would fill the limit, but only the newer one is about equity."""
    body = {
        "hours": {
            "kinds": ["training"],
            "min": 10,
            "topics": {"dei": 4},
            "caps": {"delivery": {"conference": 5}},
        }
    }
    old = training("old", 500, date(2025, 1, 1), delivery=Delivery.CONFERENCE)
    new = training("new", 400, date(2026, 1, 1), delivery=Delivery.CONFERENCE, topics={"dei": 400})
    rest = training("rest", 500, date(2026, 2, 1))
    verdict = judge(body, old, new, rest)
    assert verdict.state is State.MET
    assert used(verdict) == [("old", 100), ("new", 400), ("rest", 500)]


# --- Requirements that share no hours -------------------------------------------------------------


def two(**second: Any) -> Any:
    return parse(
        {
            "all": [
                {"id": "all", "label": LABEL, "hours": {"kinds": ["training"], "min": 6}},
                {
                    "id": "own",
                    "label": LABEL,
                    "hours": {"kinds": ["training"], "min": 3, "topic": "dei", **second},
                },
            ]
        }
    )


def test_an_hour_counts_for_one_requirement_only() -> None:
    known = portfolio(training("a", 500), training("b", 300, topics={"dei": 300}))
    verdict = evaluate(two(), known, TODAY)
    assert [(one.id, one.have, one.state) for one in verdict.children] == [
        ("all", 600, State.MET),
        ("own", 200, State.NOT_MET),
    ]
    (left,) = verdict.find("own").left_out
    assert (left.key, left.reason.code, left.amount) == ("b", "spent_elsewhere", 100)
    enough = portfolio(*known.entries, training("c", 100))
    assert evaluate(two(), enough, TODAY).state is State.MET


def test_requirements_may_share_where_they_say_so() -> None:
    known = portfolio(training("a", 500), training("b", 300, topics={"dei": 300}))
    assert evaluate(two(shares_hours_with=["all"]), known, TODAY).state is State.MET


@settings(max_examples=100)
@given(st.lists(st.tuples(amounts, st.integers(0, 3)), max_size=5))
def test_separate_requirements_are_met_whenever_they_can_be(listed: list[tuple[int, int]]) -> None:
    found = [
        training(f"e{at}", hours * 100, topics={"dei": min(hours, dei) * 100})
        for at, (hours, dei) in enumerate(listed)
    ]
    verdict = evaluate(two(), portfolio(*found), TODAY)
    total = sum(hours for hours, _ in listed)
    about = sum(min(hours, dei) for hours, dei in listed)
    assert verdict.met == (about >= 3 and total >= 9)
    reached = sum(min(one.have, one.need) for one in verdict.children) // 100
    assert reached == min(total, 6 + min(3, about))


# --- Stretches of time and sources ----------------------------------------------------------------


def test_best_stretch_is_found_among_all() -> None:
    body = {"supervision": {"min": 10, "within": {"any_months": 12}}}
    days = [(date(2023, 1, 1), 600), (date(2024, 6, 1), 500), (date(2025, 5, 31), 500)]
    found = [rsc(f"r{at}", hours, on) for at, (on, hours) in enumerate(days)]
    verdict = judge(body, *found)
    assert (verdict.state, used(verdict)) == (State.MET, [("r1", 500), ("r2", 500)])
    assert [(one.key, one.reason.code) for one in verdict.left_out] == [
        ("r0", "outside_best_window")
    ]
    later = replace(found[2], first_on=date(2025, 6, 1), last_on=date(2025, 6, 1))
    assert judge(body, *found[:2], later).have == 600


@pytest.mark.parametrize(
    ("last", "months", "state"),
    [(date(2026, 6, 30), 6, State.MET), (date(2026, 6, 29), 5, State.NOT_MET)],
)
def test_hours_are_spread_over_months(last: date, months: int, state: State) -> None:
    body = {"supervision": {"min": 2, "spread": {"at_least": 6, "at_most": 12}}}
    verdict = judge(body, rsc("a", 100, date(2026, 1, 1)), rsc("b", 100, last))
    assert (verdict.find("it.spread").have, verdict.state) == (months, state)


sources = st.lists(
    st.tuples(st.sampled_from("pqr"), st.integers(1, 4), st.integers(0, 900)), max_size=6
)


@settings(max_examples=80)
@given(sources)
def test_main_provider_and_stretch_are_the_best_of_all(listed: list[tuple[str, int, int]]) -> None:
    from datetime import timedelta

    from endorsement.rules.facts import Provider
    from endorsement.rules.windows import ONE_DAY, add_months

    found = [
        rsc(f"r{at}", hours * 100, date(2024, 1, 1) + timedelta(day), provider=Provider(ref=who))
        for at, (who, hours, day) in enumerate(listed)
    ]
    body = {
        "supervision": {
            "min": 8,
            "within": {"any_months": 12},
            "sources": {"main_percent": 50, "others": 1},
        }
    }
    verdict = judge(body, *found)
    met = False
    for first in found:
        last = add_months(first.first_on, 12) - ONE_DAY
        inside = [one for one in found if first.first_on <= one.dated_on <= last]
        for main, other in product("pqr", repeat=2):
            own = sum(one.hours or 0 for one in inside if one.provider.ref == main)
            both = sum(one.hours or 0 for one in inside if one.provider.ref in (main, other))
            met = met or (own > 400 and both >= 800)
    assert verdict.met == met

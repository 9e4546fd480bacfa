"""What is found in a module before it is published, one fact at a time."""

from dataclasses import replace
from decimal import Decimal

import pytest

from courses.rules.approval_bodies import BODIES
from courses.rules.checks import State, blocking, check
from courses.rules.publishable import (
    Bank,
    Cited,
    Credited,
    Lesson,
    Module,
    Named,
    Objective,
    Offered,
    Part,
    Presenter,
    Published,
    Question,
    Spot,
)

D = Decimal
AT = Spot(7, "block-1", "Lesson: Text")
NASW = Offered("NASW", "nasw", number="886-1")


def questions(count: int, *, guesses: int = 0) -> tuple[Question, ...]:
    return tuple(
        Question(
            Spot(9, f"q{n}"), "true_false" if n < guesses else "multiple_choice", str(n % 3 + 1)
        )
        for n in range(count)
    )


def part(**fields) -> Part:
    return Part(**{"kind": "prose", "spot": AT, **fields})


GOOD = Module(
    hours=D("1.0"),
    claimable=D("1.0"),
    split=(D("0.6"), D("0.4")),
    topics=(D("1.0"),),
    covers=(("core:foundations.attachment", "looking"),),
    places=frozenset({"looking"}),
    objectives=tuple(Objective(n, f"Objective {n}", f"o{n}") for n in (1, 2, 3)),
    draw=10,
    pass_mark=80,
    reviewed=True,
    reviewed_by=True,
    reviewed_on=True,
    lessons=(
        Lesson(
            Spot(7, label="Looking"),
            (part(html="<p>Words.</p>"),),
            objectives=("o1", "o2", "3"),
        ),
    ),
    bank=Bank(Spot(9), questions(20)),
    sources=(Cited("cdc", "CDC"),),
    presenters=(Presenter("A. Lee", "LICSW"),),
    approvals=(NASW,),
    untranslated=0,
)


def with_parts(*parts: Part) -> Module:
    return replace(GOOD, lessons=(replace(GOOD.lessons[0], parts=parts),))


def found(module: Module) -> dict[str, str]:
    return {one.code: one.state.value for one in check(module) if one.state is not State.FINE}


def test_a_good_module_has_nothing_to_be_done() -> None:
    assert found(GOOD) == {}
    assert blocking(check(GOOD)) == []


def test_a_module_just_begun_is_told_what_comes_next() -> None:
    codes = found(Module())
    assert {code for code, state in codes.items() if state == "blocks"} == {"lessons", "bank"}


@pytest.mark.parametrize(
    ("module", "expected"),
    [
        (replace(GOOD, lessons=()), {"lessons": "blocks"}),
        (replace(GOOD, bank=None, approvals=()), {"bank": "blocks", "objectives_asked": "look"}),
        (
            replace(GOOD, lessons=(replace(GOOD.lessons[0], complete=False),)),
            {"complete": "blocks"},
        ),
        (
            replace(GOOD, lessons=(replace(GOOD.lessons[0], objectives=("o1", "2")),)),
            {"objectives_served": "look"},
        ),
        (replace(GOOD, bank=Bank(AT, questions(20), complete=False)), {"complete": "blocks"}),
        (replace(GOOD, bank=Bank(AT, questions(9))), {"enough_questions": "blocks"}),
        (replace(GOOD, bank=Bank(AT, questions(19))), {"twice_the_questions": "look"}),
        (replace(GOOD, split=(D("0.6"), D("0.5"))), {"split": "blocks"}),
        (replace(GOOD, topics=(D("1.1"),)), {"topics": "blocks"}),
        (replace(GOOD, minimum_minutes=61), {"minimum": "blocks"}),
        (replace(GOOD, minimum_minutes=60), {}),
        (replace(GOOD, needs_lessons=False, lessons=(), claimable=D(0)), {}),
        (replace(GOOD, needs_bank=False, bank=None, approvals=(), claimable=D(0)), {}),
        (replace(GOOD, hours=None, split=(D(5),)), {}),
        (replace(GOOD, claimable=D("0.9")), {"method": "look"}),
        (replace(GOOD, covers=()), {"covers": "look"}),
        (replace(GOOD, covers=(("core:reflection", ""),)), {"covers_where": "look"}),
        (replace(GOOD, reviewed_by=False), {"review_says_who": "blocks"}),
        (
            replace(GOOD, reviewed=False, reviewed_by=False, reviewed_on=False),
            {"review": "look"},
        ),
        (replace(GOOD, approvals=(), presenters=()), {"presenters": "look"}),
        (
            replace(GOOD, approvals=(), presenters=(Presenter("B"),)),
            {"credentials": "look"},
        ),
        (
            replace(GOOD, presenters=(Presenter("A", "LICSW", own=False),)),
            {"presenter_of_others": "blocks"},
        ),
        (replace(GOOD, sources=(Cited("x", "X", dated=False),)), {"undated": "look"}),
        (replace(GOOD, sources=(Cited("x", "x", found=False),)), {"source_gone": "blocks"}),
        (replace(GOOD, untranslated=3), {"translation": "look"}),
        (replace(GOOD, untranslated=None), {}),
    ],
)
def test_one_fact_makes_one_finding(module: Module, expected: dict[str, str]) -> None:
    assert found(module) == expected


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (part(html="<p>About 1 in 6 children.</p>"), {"claims": "look"}),
        (part(html="<p>It rose by 12 percent.</p>"), {"claims": "look"}),
        (part(html="<p>It rose by 12 percent.</p>", sources=("cdc",)), {}),
        (part(html="<p>From birth to age 5, in 2 steps.</p>"), {}),
        (part(kind="image", alt="IMG_2041.jpg"), {"alt": "blocks"}),
        (part(kind="image", alt="scan 12"), {"alt": "blocks"}),
        (part(kind="image", alt=" "), {"alt": "blocks"}),
        (part(kind="image", alt="A father and his baby look at each other."), {}),
        (part(kind="recording", missing="No captions."), {"recordings": "blocks"}),
        (part(html='<p><a href="https://x.org">Click here</a></p>'), {"links": "look"}),
        (part(html='<p><a href="https://x.org">https://x.org</a></p>'), {"links": "look"}),
        (part(html='<p><a href="https://x.org">haga clic <b>aquí</b></a></p>'), {"links": "look"}),
        (part(html='<p><a href="https://x.org">The State of Babies</a></p>'), {}),
        (part(html="<p><b>What helps</b></p><p>Words.</p>"), {"headings": "look"}),
        (part(html="<p><b>What helps</b> is looking.</p>"), {}),
        (part(kind="table", empty_headers=True), {"headers": "look"}),
        (part(kind="hand_out", title="form_v2.pdf", tagged=True), {"file_names": "look"}),
        (part(kind="hand_out", title="A form", tagged=False), {"tagged": "look"}),
        (part(kind="hand_out", title="A form", tagged=None), {}),
        (part(kind="external_tool", closed=True), {"tools": "blocks"}),
        (part(kind="external_tool"), {}),
        (part(html="<p>When a parent died.</p>"), {"content_note": "look"}),
    ],
)
def test_a_block_is_looked_at(one: Part, expected: dict[str, str]) -> None:
    module = with_parts(one)
    assert found(module) == expected
    assert [f.spots for f in check(module) if f.code in expected] == [(AT,)] * len(expected)


def test_a_note_before_the_module_answers_hard_words() -> None:
    module = with_parts(part(html="<p>When a parent died.</p>"))
    assert found(replace(module, content_note="This speaks of death.")) == {}


@pytest.mark.parametrize(
    ("asked", "approvals", "expected"),
    [
        ("number", (NASW,), {}),
        ("key", (NASW,), {}),
        ("nothing", (NASW,), {"objectives_asked": "blocks"}),
        ("nothing", (), {"objectives_asked": "look"}),
        ("nothing", (Offered("APA", "apa"),), {"objectives_asked": "look"}),
    ],
)
def test_objectives_are_asked_about_by_number_or_key(asked, approvals, expected) -> None:
    name = {"number": "{}", "key": "o{}", "nothing": ""}[asked]
    bank = Bank(AT, tuple(Question(AT, "matching", name.format(n % 3 + 1)) for n in range(20)))
    assert found(replace(GOOD, bank=bank, approvals=approvals)) == expected


@pytest.mark.parametrize(
    ("hours", "need"),
    [("0.5", 10), ("1.0", 10), ("1.1", 15), ("1.5", 15), ("2.0", 15), ("2.5", 20), ("6.0", 35)],
)
def test_nasw_asks_for_ten_questions_and_five_for_every_further_hour(hours, need) -> None:
    assert BODIES["nasw"].questions_for(D(hours)) == need
    module = replace(
        GOOD, hours=D(hours), claimable=D(hours), split=(), topics=(), bank=Bank(AT, questions(80))
    )
    assert found(replace(module, draw=need)) == {}
    assert found(replace(module, draw=need - 1)) == {"body_questions": "blocks"}


@pytest.mark.parametrize(
    ("module", "expected"),
    [
        (replace(GOOD, pass_mark=79), {"body_pass_mark": "blocks"}),
        (replace(GOOD, bank=Bank(AT, questions(20, guesses=2))), {}),
        (replace(GOOD, bank=Bank(AT, questions(20, guesses=3))), {"body_true_false": "blocks"}),
        (replace(GOOD, objectives=GOOD.objectives[:2]), {"body_objectives": "blocks"}),
        (replace(GOOD, approvals=(replace(NASW, number=""),)), {"body_number": "blocks"}),
        (
            replace(GOOD, presenters=(Presenter("A"),)),
            {"body_presenter": "blocks", "credentials": "look"},
        ),
        (replace(GOOD, approvals=(replace(NASW, holds=False),)), {"approval_over": "blocks"}),
        (replace(GOOD, approvals=(replace(NASW, own=False),)), {"approval_of_others": "blocks"}),
        (
            replace(GOOD, approvals=(Offered("APA", "apa"),), draw=5, pass_mark=70),
            {"body_questions": "look", "body_pass_mark": "look"},
        ),
        (replace(GOOD, approvals=(Offered("A state board"),), draw=2, pass_mark=50), {}),
    ],
)
def test_what_a_body_asks_is_asked_only_where_its_approval_is_named(module, expected) -> None:
    assert found(module) == expected


def test_what_blocks_comes_first_and_what_is_fine_last() -> None:
    states = [one.state for one in check(replace(GOOD, lessons=(), covers=()))]
    assert states == sorted(states, key=list(State).index)
    assert (states[0], states[-1]) == (State.BLOCKS, State.FINE)


BEFORE = ("o1", "o2", "o3")


@pytest.mark.parametrize(
    ("now", "named", "slipped"),
    [
        # Written for the first objective and still there, while another one stands first now.
        (("new", "o1", "o2"), {"q1": "1", "q2": "2"}, {"q1", "q2"}),
        (("o1", "o3", "o2"), {"q1": "1", "q2": "2"}, {"q2"}),
        # Added at the end, or the numbers followed.
        (("o1", "o2", "o3", "new"), {"q1": "1", "q2": "2"}, set()),
        (("new", "o1", "o2"), {"q1": "2", "q2": "3"}, set()),
        # The objective is gone; a question that is new; a key means the same wherever it stands.
        (("o1",), {"q1": "1", "q2": "2"}, {"q2"}),
        (("new", "o1"), {"q9": "1"}, set()),
        (("new", "o1"), {"q3": "o1"}, set()),
    ],
)
def test_numbers_that_mean_another_objective_than_published_are_found(now, named, slipped) -> None:
    module = replace(
        GOOD,
        objectives=tuple(Objective(n, key, key) for n, key in enumerate(now, start=1)),
        lessons=(replace(GOOD.lessons[0], objectives=now),),
        named=tuple(Named(place, number, Spot(9, place)) for place, number in named.items()),
        published=Published(BEFORE, {"q1": "1", "q2": "2", "q3": "o1"}),
    )
    moved = [one for one in check(module) if one.code == "objectives_moved"]
    assert [{spot.anchor for spot in one.spots} for one in moved] == [slipped]
    assert {one.state for one in moved} == {State.LOOK if slipped else State.FINE}


CREDITED = Credited(D("1.0"), frozenset({"core:a.b"}), frozenset({("core:a", D("0.5"))}))


@pytest.mark.parametrize(
    ("credited", "expected"),
    [
        (CREDITED, {}),
        (replace(CREDITED, hours=D("1.50")), {"credit_changed": "look"}),
        (replace(CREDITED, hours=D("1.00")), {}),
        (replace(CREDITED, covers=frozenset()), {"credit_changed": "look"}),
        (replace(CREDITED, split=frozenset({("core:a", D("0.6"))})), {"credit_changed": "look"}),
        (replace(CREDITED, topics=frozenset({("dei", D("0.5"))})), {"credit_changed": "look"}),
    ],
)
def test_change_of_what_a_published_version_credits_asks_for_a_new_one(credited, expected) -> None:
    module = replace(GOOD, credited=credited, published=Published(credited=CREDITED))
    assert found(module) == expected
    assert found(replace(module, published=None)) == {}

"""What is missing, and what would close it: measured, never guessed."""

import datetime
from decimal import Decimal
from typing import Any

import pytest

from endorsement.models import Association, Endorsement, Person
from endorsement.rules import planning
from endorsement.rules.evaluate import evaluate
from endorsement.selectors import candidates, measure, openings
from endorsement.selectors import missing as selectors
from endorsement.selectors.missing import Gap, Missing
from endorsement.services import listing
from tests.factories.award import EndorsementFactory
from tests.factories.ledger import (
    AcceptanceFactory,
    EntryFactory,
    OfferFactory,
    StandingFactory,
)
from tests.factories.person import OutsiderFactory, PersonFactory
from tests.factories.scheme import association_with_scheme, core_framework, sample_edition

pytestmark = pytest.mark.django_db
AT = datetime.datetime(2026, 6, 1, 15, tzinfo=datetime.UTC)
TODAY = AT.date()


@pytest.fixture
def association() -> Association:
    core_framework()
    return association_with_scheme()


@pytest.fixture
def person() -> Person:
    found: Person = PersonFactory()
    return found


def vetted(association: Association, name: str = "Ruth", **ticked: Any) -> Person:
    provider: Person = OutsiderFactory(name=name)
    StandingFactory(association=association, person=provider)
    publish(association, provider, **ticked)
    return provider


def publish(association: Association, provider: Person, **ticked: Any) -> None:
    wishes = {"show_name": True, "rsc_openings": True, **ticked}
    room = wishes.pop("rsc_openings")
    openings = None if room is None else listing.Openings(rsc_openings=room)
    listing.change(
        person=provider,
        association=association,
        openings=openings,
        at=AT,
        **wishes,
    )


def offer(association: Association, code: str = "small-talk", **more: Any) -> None:
    AcceptanceFactory(association=association, code=code)
    OfferFactory(code=code, **{"covers": ["core:foundations"], **more})


def missing(person: Person, association: Association, **more: Any) -> list[Missing]:
    found = measure.measure(person, association, TODAY)
    supply = candidates.supply(person, association, TODAY)
    return selectors.missing(found, supply, TODAY, **more)


def category(person: Person, association: Association, code: str) -> Missing:
    listed = missing(person, association)
    return next(one for one in listed if one.standing.category.code == code)


def gap(one: Missing, requirement: str) -> Gap:
    return next(each for each in one.gaps if each.verdict.id == requirement)


def test_the_nearest_category_comes_first(person: Person, association: Association) -> None:
    EntryFactory(person=person, hours=Decimal(3), covers=["core:foundations", "core:thinking"])
    listed = missing(person, association)
    assert listed[0].standing.category.code == "first_steps"
    distances = [planning.distance(one.standing.verdict) for one in listed]
    assert distances == sorted(distances)


def test_gaps_come_largest_first_with_what_is_met_apart(
    person: Person, association: Association
) -> None:
    EntryFactory(person=person, hours=Decimal(9), covers=["core:foundations", "core:thinking"])
    one = category(person, association, "first_steps")
    assert [verdict.id for verdict in one.met] == ["training"]
    assert one.gaps[0].verdict.id == "supervision"
    assert {each.verdict.id: each.choice and each.choice.id for each in one.gaps} == {
        "supervision": None,
        "education": "background",
        "work": "background",
        "references": None,
        "signatures": None,
    }


def test_where_supervision_is_the_largest_gap_the_first_suggestion_is_a_provider(
    person: Person, association: Association
) -> None:
    provider = vetted(association)
    offer(association)
    EntryFactory(person=person, hours=Decimal("0.50"), covers=["core:foundations"])
    one = category(person, association, "first_steps")
    [first, *_rest] = [way for each in one.gaps for way in each.ways]
    assert (first.candidate.kind, first.candidate.people) == ("rsc", (provider,))
    assert (first.gain, first.candidate.hours) == (200, 200)


def test_a_module_closes_what_it_really_adds(person: Person, association: Association) -> None:
    offer(association, hours=Decimal("1.50"))
    EntryFactory(person=person, hours=Decimal(29), covers=["core:foundations"])
    [way] = gap(category(person, association, "family_associate"), "training").ways
    assert (way.candidate.key, way.gain) == ("small-talk", 100)


def test_modules_are_ranked_by_what_they_add(person: Person, association: Association) -> None:
    offer(association, "short", hours=Decimal("0.50"))
    offer(association, "long", hours=Decimal("4.00"))
    offer(association, "middle", hours=Decimal("2.00"))
    found = gap(category(person, association, "family_associate"), "training")
    assert [way.candidate.key for way in found.ways] == ["long", "middle", "short"]


def test_what_would_add_nothing_says_why(person: Person, association: Association) -> None:
    OfferFactory(code="not-decided", covers=["core:foundations"])
    found = gap(category(person, association, "family_associate"), "training")
    assert found.ways == []
    [out] = found.excluded
    assert (out.candidate.key, out.reason.code) == ("not-decided", "not_yet_accepted")


def test_every_shown_gain_is_the_difference_of_two_evaluations(
    person: Person, association: Association
) -> None:
    vetted(association)
    offer(association, topics={"dei": "1.00"})
    EntryFactory(person=person, hours=Decimal("2.25"))
    found = measure.measure(person, association, TODAY)
    seen = 0
    for one in missing(person, association):
        tree = one.standing.category.award
        for each in one.gaps:
            for way in each.ways:
                more = planning.with_facts(found.facts, way.candidate.facts)
                after = evaluate(tree, more, TODAY).find(each.verdict.id)
                before = one.standing.verdict.find(each.verdict.id)
                assert way.gain == min(after.have, after.need) - min(before.have, before.need)
                seen += 1
    assert seen > 5


def test_a_module_that_was_taken_is_suggested_no_more(
    person: Person, association: Association
) -> None:
    offer(association)
    EntryFactory(person=person, system=True, offer_code="small-talk")
    assert candidates.supply(person, association, TODAY).modules == ()


def test_modules_of_another_association_are_not_suggested(
    person: Person, association: Association
) -> None:
    OfferFactory(code="inside", shared=False, association=association_with_scheme("south"))
    OfferFactory(code="ours", shared=False, association=association)
    OfferFactory(code="gone", live=False)
    supply = candidates.supply(person, association, TODAY)
    assert [one.key for one in supply.modules] == ["ours"]


# --- providers with openings -------------------------------------------------------------------------


def names(association: Association, person: Person) -> list[str]:
    return [one.person.name for one in openings.openings(association, TODAY, without=person)]


@pytest.mark.parametrize(
    ("ticked", "suggested"),
    [
        ({}, ["Ruth"]),
        ({"rsc_openings": False}, []),
        ({"show_name": False}, []),
    ],
    ids=["both", "no openings", "no name"],
)
def test_only_who_published_openings_is_suggested(
    ticked: dict[str, bool], suggested: list[str], person: Person, association: Association
) -> None:
    vetted(association, **ticked)
    assert names(association, person) == suggested


def test_openings_in_one_association_are_none_in_another(
    person: Person, association: Association
) -> None:
    vetted(association_with_scheme("south"))
    assert names(association, person) == []


def test_who_does_not_qualify_today_is_not_suggested(
    person: Person, association: Association
) -> None:
    publish(association, OutsiderFactory(name="Nobody knows"))
    past = OutsiderFactory(name="Past")
    StandingFactory(association=association, person=past, through_on=datetime.date(2026, 5, 31))
    publish(association, past)
    publish(association, person)
    StandingFactory(association=association, person=person)
    assert names(association, person) == []


def test_an_endorsement_that_does_not_qualify_for_a_category_is_no_way_there(
    person: Person, association: Association
) -> None:
    for name, code in (("Learner", "first_steps"), ("Supervisor", "reflective_supervisor")):
        provider = OutsiderFactory(name=name)
        EndorsementFactory(
            person=provider,
            association=association,
            edition=sample_edition(),
            category=code,
            state=Endorsement.State.ACTIVE,
        )
        publish(association, provider)
    found = gap(category(person, association, "first_steps"), "supervision")
    assert [one.name for way in found.ways for one in way.candidate.people] == ["Supervisor"]
    assert {out.reason.code for out in found.excluded} == {"provider_not_qualified_on_date"}


def test_a_lasting_answer_about_openings_survives_another_form(association: Association) -> None:
    provider = vetted(association)
    publish(association, provider, rsc_openings=None)
    assert names(association, PersonFactory()) == ["Ruth"]
    publish(association, provider, show_name=False, rsc_openings=None)
    publish(association, provider, rsc_openings=None)
    assert names(association, PersonFactory()) == []


# --- the catalog's label -----------------------------------------------------------------------------


def toward(person: Person, association: Association, **more: Any) -> dict[str, Any]:
    found = measure.measure(person, association, TODAY)
    counted = selectors.toward(person, association, found, TODAY, **more)
    return {
        code: (one.gain, one.requirement.id, one.standing.category.code)
        for code, one in counted.items()
    }


def test_modules_count_toward_the_category_that_is_looked_at(
    person: Person, association: Association
) -> None:
    offer(association, "counts")
    OfferFactory(code="not-decided", covers=["core:foundations"])
    assert toward(person, association) == {"counts": (100, "training", "first_steps")}
    looked = {"looked_at": "family_associate"}
    assert toward(person, association, **looked) == {
        "counts": (150, "training", "family_associate")
    }
    assert toward(person, association, only="not-decided") == {}


# --- cost --------------------------------------------------------------------------------------------


def test_a_very_large_portfolio_is_tried_for_one_category_at_a_time(
    person: Person, association: Association, monkeypatch: pytest.MonkeyPatch
) -> None:
    offer(association)
    assert {one.tried for one in missing(person, association)} == {True}
    monkeypatch.setattr(selectors, "MOST_ENTRIES_TRIED", 0)
    tried = [
        one.standing.category.code
        for one in missing(person, association, looked_at="family_specialist")
        if one.tried
    ]
    assert tried == ["family_specialist"]


@pytest.mark.parametrize("rows", [1, 30])
def test_what_is_on_offer_costs_the_same_queries(
    rows: int, person: Person, association: Association, django_assert_num_queries: Any
) -> None:
    for number in range(rows):
        offer(association, f"module-{number}")
        vetted(association, f"Provider {number:02}")
    with django_assert_num_queries(6):
        candidates.supply(person, association, TODAY)

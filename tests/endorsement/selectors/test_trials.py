"""What was tried is kept only for as long as nothing it depends on has changed."""

import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.core.cache import cache

from endorsement.models import Association, Person
from endorsement.rules import planning
from endorsement.selectors import candidates, measure, missing, trials
from endorsement.selectors import plan as plans
from endorsement.selectors.trials import digest
from endorsement.services import plan
from endorsement.services.plan import PlanContent
from tests.factories.ledger import NOW, AcceptanceFactory, EntryFactory, OfferFactory
from tests.factories.person import PersonFactory
from tests.factories.scheme import association_with_scheme, core_framework

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 6, 1)


@pytest.fixture
def association() -> Association:
    core_framework()
    association = association_with_scheme()
    for code in ("one", "two"):
        AcceptanceFactory(association=association, code=code)
        OfferFactory(code=code, covers=["core:foundations"])
    return association


@pytest.fixture
def person() -> Person:
    found: Person = PersonFactory()
    return found


@pytest.fixture
def tried(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Every evaluation of a candidate, as it happens."""
    cache.clear()
    seen: list[Any] = []
    really = planning.try_out

    def note(*args: Any, **more: Any) -> planning.Trial:
        seen.append(args)
        return really(*args, **more)

    monkeypatch.setattr(trials.planning, "try_out", note)
    return seen


def toward(person: Person, association: Association) -> dict[str, int]:
    found = measure.measure(person, association, TODAY)
    counted = missing.toward(person, association, found, TODAY, looked_at="family_associate")
    return {code: one.gain for code, one in counted.items()}


def test_modules_that_say_the_same_are_tried_once(
    person: Person, association: Association, tried: list[Any]
) -> None:
    assert toward(person, association) == {"one": 150, "two": 150}
    assert len(tried) == 1


def test_an_answer_is_kept_until_the_portfolio_changes(
    person: Person, association: Association, tried: list[Any]
) -> None:
    assert toward(person, association) == toward(person, association)
    assert len(tried) == 1
    EntryFactory(person=person, hours=Decimal(29), covers=["core:foundations"])
    assert toward(person, association) == {"one": 100, "two": 100}
    assert len(tried) == 2


def test_an_answer_is_kept_until_the_association_decides_otherwise(
    person: Person, association: Association, tried: list[Any]
) -> None:
    toward(person, association)
    association.training_acceptances.filter(code="two").delete()
    assert toward(person, association) == {"one": 150}
    assert len(tried) == 3


def test_kept_answers_hold_no_name(
    person: Person, association: Association, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: dict[str, Any] = {}
    monkeypatch.setattr(cache, "set", lambda key, value, _seconds: kept.update({key: value}))
    toward(person, association)
    assert kept
    assert person.name not in repr(kept)
    assert str(person.ref) not in repr(kept)


def test_candidates_are_digested_by_what_they_say(person: Person, association: Association) -> None:
    supply = candidates.supply(person, association, TODAY)
    one, two = (digest(trials.of_facts(each.facts)) for each in supply.modules)
    assert one != two


def test_a_kept_outlook_says_the_same_as_a_fresh_one(
    person: Person, association: Association
) -> None:
    cache.clear()
    content = PlanContent(kind="document", on=datetime.date(2026, 7, 1), code="code_of_ethics")
    plan.add_item(person=person, content=content, at=NOW, once="once")
    found = measure.measure(person, association, TODAY)
    planned = plans.facts(plans.items(person), association, {})
    fresh, kept = (plans.prospects(found, planned, TODAY) for _time in range(2))
    assert fresh == kept
    assert {one.outlook.end for one in kept} == {datetime.date(2026, 7, 1)}

"""For whom something holds: conditions built of others, without JavaScript, each on its page."""

from typing import Any

import pytest
from django.test import Client

from endorsement.models import Edition
from tests.endorsement.views.criteria_desk import TRAINING, at, door, fields_of, said
from tests.factories.edition import copied
from tests.factories.scheme import core_framework

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _framework() -> None:
    core_framework()


def training(draft: Edition) -> Any:
    tree = said(draft)["categories"]["family_associate"]["award"]["all"]
    return next(one for one in tree if one["id"] == "training")


def save(client: Client, path: str, **typed: Any) -> str:
    """Change some fields of the page's form and send it; where one comes to."""
    answer = client.post(path, {**fields_of(client.get(path)), **typed})
    assert answer.status_code == 302, answer.context["form"].errors
    return str(answer.url)


def step(client: Client, path: str, wanted: str) -> str:
    draft = client.get(path).context["edition"]
    answer = client.post(path, {"step": wanted, "revision": draft.revision})
    return str(answer.url)


def test_a_condition_is_built_of_others_as_deep_as_one_likes() -> None:
    draft, client = copied(), door()
    path = save(client, at("requirement", draft, *TRAINING), when__sort="all")
    assert path == at("condition", draft, *TRAINING, "when")
    assert "must not be empty" in client.get(path).content.decode()
    first = step(client, path, "add")
    assert save(client, first, when__sort="provides_rsc") == path
    second = step(client, path, "add")
    assert save(client, second, when__sort="not") == second
    inner = at("condition", draft, *TRAINING, "when/all/1/not")
    assert inner in client.get(second).content.decode()
    assert save(client, inner, when__sort="degree", when__degree="doctorate") == second
    page = client.get(path).content.decode()
    assert (
        "Only for somebody who gives reflective supervision and is not somebody who has a "
        "doctorate or above." in page
    )
    assert training(draft)["when"] == {
        "all": [
            {"attribute": "provides_rsc", "equals": True},
            {"not": {"degree": "doctorate"}},
        ]
    }
    assert client.get(at("edition", draft)).context["wrong"] == []


def test_taking_a_condition_out_and_another_word_between_them() -> None:
    draft, client = copied(), door()
    path = save(client, at("requirement", draft, *TRAINING), when__sort="degree", when__degree="master")  # fmt: skip
    path = save(client, at("requirement", draft, *TRAINING), when__sort="any")
    step(client, path, "add")
    third = step(client, path, "add")
    save(client, third, when__sort="day", when__from="2027-01-01")
    assert step(client, path, "any/1") == path
    assert save(client, path, when__sort="all") == path
    assert training(draft)["when"] == {
        "all": [{"degree": "master"}, {"day": {"from": "2027-01-01"}}]
    }
    assert save(client, path, when__sort="") == at("requirement", draft, *TRAINING)
    assert "when" not in training(draft)


def test_a_minimum_is_for_some_people_only_and_nothing_typed_is_lost_on_the_way_there() -> None:
    draft, client = copied(), door()
    path = at("requirement", draft, *TRAINING)
    assert "Save and say for whom" in client.get(path).content.decode()
    then = save(client, path, min="44", then="hours/topics/dei/when")
    assert then == at("condition", draft, *TRAINING, "hours/topics/dei/when")
    assert "For everybody." in client.get(then).content.decode()
    assert save(client, then, when__sort="provides_rsc") == path
    hours = training(draft)["hours"]
    assert hours["min"] == 44
    assert hours["topics"]["dei"] == {
        "min": 3,
        "when": {"attribute": "provides_rsc", "equals": True},
    }
    page = client.get(path).content.decode()
    assert "3 on Diversity, equity and inclusion (for whoever gives reflective supervision)" in page
    save(client, path, topics__0__min="4")
    assert training(draft)["hours"]["topics"]["dei"]["min"] == 4
    assert "when" in training(draft)["hours"]["topics"]["dei"]


def test_a_mistake_in_a_condition_is_shown_on_its_page() -> None:
    draft, client = copied(), door()
    path = save(client, at("requirement", draft, *TRAINING), when__sort="any")
    inner = step(client, path, "add")
    save(client, inner, when__sort="held", when__held=[])
    page = client.get(inner).content.decode()
    assert "It does not say anything sound yet." in page
    assert "1 mistake" in page
    requirement = client.get(at("requirement", draft, *TRAINING))
    assert [name.split("__")[0] for name, wrong in requirement.context["form"].errors.items() if wrong] == ["when"]  # fmt: skip


def test_the_second_of_two_is_told_and_writes_nothing() -> None:
    draft, client = copied(), door()
    path = save(client, at("requirement", draft, *TRAINING), when__sort="all")
    mine = {**fields_of(client.get(path)), "when__sort": "any"}
    step(client, path, "add")
    answer = client.post(path, mine)
    assert answer.status_code == 409
    assert "Somebody else has changed this draft meanwhile" in answer.content.decode()
    late = client.post(path, {"step": "all/0", "revision": mine["revision"]}, follow=True)
    assert "Somebody else has changed this draft meanwhile." in late.content.decode()
    assert training(draft)["when"] == {"all": [{}]}


@pytest.mark.parametrize(
    "where", ["nowhere", "when/all/0", "hours/topics/sleep/when", "when/all/x"]
)
def test_where_no_condition_can_stand_is_no_page(where: str) -> None:
    draft, client = copied(), door()
    assert client.get(at("condition", draft, *TRAINING, where), follow=True).status_code == 404


@pytest.mark.parametrize("wanted", ["add", "all/0", "not"])
def test_a_step_that_a_condition_does_not_have_is_refused(wanted: str) -> None:
    draft, client = copied(), door()
    path = save(client, at("requirement", draft, *TRAINING), when__sort="mid_cycle")
    path = at("condition", draft, *TRAINING, "when")
    answer = client.post(path, {"step": wanted, "revision": 2}, follow=True)
    assert answer.status_code == 404

"""Self-ratings count in one's own measure, on the scheme's scale, and are handed in only where asked."""

import datetime

import pytest

from endorsement.models import Association, Person
from endorsement.refusals import Refused
from endorsement.rules.files import FRAMEWORKS, read_document
from endorsement.selectors import portfolio, portfolios
from endorsement.services import erasure, own_data, self_assessment
from endorsement.services.belonging import add
from endorsement.services.framework import import_framework
from tests.factories.application import AT
from tests.factories.association import AssociationFactory
from tests.factories.ledger import EntryFactory
from tests.factories.person import PersonFactory
from tests.factories.scheme import association_with_scheme, core_framework, shipped_scheme

pytestmark = pytest.mark.django_db

ON = AT.date()


def assess(person: Person, on: datetime.date = ON, **steps: int) -> None:
    answers = {f"core:thinking.{code}": {"step": step} for code, step in steps.items()}
    self_assessment.assess(person=person, framework="core@1", answers=answers, on=on, at=AT)


@pytest.fixture
def islands() -> Association:
    core_framework()
    return shipped_scheme(AssociationFactory(slug="islands"), "islands.yaml")


def thinking() -> list[str]:
    from endorsement.selectors import frameworks

    (area,) = [one for one in frameworks.areas() if one.reference == "core:thinking"]
    return [reference.partition(".")[2] for reference, _name in area.competencies]


def test_the_last_step_is_the_last_level_of_the_scale(islands: Association) -> None:
    one, two, three, *_more = thinking()
    person = PersonFactory()
    assess(person, ON - datetime.timedelta(days=9), **{one: 2, two: 3})
    assess(person, **{two: 4, three: 1})
    levels = {
        rating.competency.partition(".")[2]: (rating.level, rating.rated_on)
        for rating in portfolio.facts(person, islands, ON).ratings
    }
    # Three levels for four steps: the first step is none of them, and the latest answer counts.
    assert levels == {one: (1, ON - datetime.timedelta(days=9)), two: (3, ON)}


def test_without_a_scale_the_steps_are_the_levels() -> None:
    core_framework()
    north, person = association_with_scheme("north"), PersonFactory()
    assess(person, **{thinking()[0]: 1})
    assert [one.level for one in portfolio.facts(person, north, ON).ratings] == [1]


def test_on_the_frameworks_own_scale_the_step_is_the_level(islands: Association) -> None:
    document = read_document(FRAMEWORKS / "core-1.yaml")[0]
    scale = [{"en": f"Level {level}"} for level in range(1, 6)]
    import_framework(document={**document, "version": "2", "rating_scale": scale})
    one, two, *_more = thinking()
    person = PersonFactory()
    answers = {f"core:thinking.{one}": {"step": 5}, f"core:thinking.{two}": {"step": 1}}
    self_assessment.assess(person=person, framework="core@2", answers=answers, on=ON, at=AT)
    levels = [rating.level for rating in portfolio.facts(person, islands, ON).ratings]
    assert sorted(levels) == [1, 5]
    with pytest.raises(Refused, match="not one of those"):
        self_assessment.assess(
            person=person,
            framework="core@2",
            answers={f"core:thinking.{one}": {"step": 6}},
            on=ON,
            at=AT,
        )


def test_a_snapshot_holds_them_only_when_asked_and_many_at_once_never(
    islands: Association,
) -> None:
    person = PersonFactory()
    EntryFactory(person=person)
    assess(person, **{thinking()[0]: 4})
    assert "ratings" not in portfolio.snapshot(person, islands, ON)
    assert portfolio.snapshot(person, islands, ON, ratings=True)["ratings"]
    ((_person, known),) = portfolios.of_many([person], islands, ON)
    assert known.ratings == ()


def test_memberships_are_in_the_copy_and_their_names_go_with_the_person() -> None:
    person = PersonFactory()
    row = add(
        person=person,
        organization="other",
        from_on=ON,
        through_on=None,
        name="Somewhere else",
        number="77",
        at=AT,
    )
    (said,) = own_data._gathered()["recorded"](person)["memberships"]
    assert (said["detail__name"], said["detail__number"]) == ("Somewhere else", "77")
    erasure.erase(person=person, at=AT)
    assert not type(row).objects.exists()

"""The map of a category: rows of evidence, and what one link decides."""

import datetime
from decimal import Decimal
from typing import Any

import pytest

from endorsement.models import Association, Person
from endorsement.selectors import competency_map, measure, portfolio
from endorsement.services import competency
from lms.backbone import canonical
from tests.factories.application import ReferenceFactory
from tests.factories.ledger import NOW, EntryFactory
from tests.factories.person import PersonFactory
from tests.factories.scheme import association_with_scheme, core_framework

pytestmark = pytest.mark.django_db
ON = datetime.date(2026, 6, 1)
ATTACHMENT, PLANNING = "core:foundations.attachment", "core:thinking.planning"


@pytest.fixture
def north() -> Association:
    core_framework()
    return association_with_scheme("north")


def standing(found: measure.Measure, code: str = "first_steps") -> measure.Standing:
    return next(one for one in found.standings if one.category.code == code)


def areas(person: Person, association: Association) -> dict[str, competency_map.AreaRows]:
    found = measure.measure(person, association, ON)
    built = competency_map.build(competency_map.fetch(person, association, found), standing(found))
    return {area.reference: area for area in built}


def test_every_competency_of_an_area_is_a_row_empty_ones_first(north: Association) -> None:
    person = EntryFactory().person
    foundations = areas(person, north)["core:foundations"]
    assert len(foundations.rows) == 8
    assert [row.reference for row in foundations.rows if row.evidence] == [ATTACHMENT]
    assert foundations.rows[-1].reference == ATTACHMENT
    assert foundations.met


def test_areas_without_evidence_come_first(north: Association) -> None:
    person = EntryFactory().person
    assert list(areas(person, north))[-1] == "core:foundations"


def test_evidence_is_ordered_by_kind(north: Association) -> None:
    person = PersonFactory()
    for delivery in ("conference", None, "in_service", "course", "series"):
        EntryFactory(person=person, attributes={"delivery": delivery} if delivery else {})
    work = EntryFactory(person=person, kind="work", hours=None, covers=[])
    competency.link_entry(entry=work, competency=ATTACHMENT, sentence="Bonds repair.", at=NOW)
    row = areas(person, north)["core:foundations"].rows[-1]
    assert [one.kind for one in row.evidence] == [
        "course",
        "series",
        "in_service",
        "conference",
        "training",
        "work",
    ]
    assert row.evidence[-1].link is not None


def test_a_rating_is_evidence_for_the_areas_of_its_form(north: Association) -> None:
    person = PersonFactory()
    ReferenceFactory(person=person, association=north, completed=True)
    whole = areas(person, north)["core:reflection"].rows[-1]
    assert (whole.reference, [one.kind for one in whole.evidence]) == (
        "core:reflection",
        ["rating"],
    )


def test_the_only_link_of_an_area_decides_row_and_verdict(north: Association) -> None:
    entry = EntryFactory(hours=Decimal("3"))
    person = entry.person
    link = competency.link_entry(
        entry=entry, competency=PLANNING, sentence="Plans are promises.", at=NOW
    )
    found = measure.measure(person, north, ON)
    less = competency_map.without_link(person, found.facts, link)
    changes = {
        change.category: change
        for change in competency_map.difference(found, found.facts, less, ON)
    }
    learner = changes["Early Relationships Learner"]
    assert (learner.areas, learner.requirements) == (("Thinking",), ("In-service training",))
    assert areas(person, north)["core:thinking"].met

    competency.unlink_entry(link=link)
    assert portfolio.facts(person, north, ON) == less
    assert not areas(person, north)["core:thinking"].met
    after = standing(measure.measure(person, north, ON)).verdict
    assert not next(one for one in after.children if one.id == "training").met


def test_a_link_that_repeats_what_the_entry_covers_decides_nothing(north: Association) -> None:
    entry = EntryFactory()
    link = competency.link_entry(
        entry=entry, competency=ATTACHMENT, sentence="Bonds repair.", at=NOW
    )
    found = measure.measure(entry.person, north, ON)
    assert competency_map.without_link(entry.person, found.facts, link) == found.facts


def test_the_snapshot_keeps_the_sentence_and_is_read_without_it(north: Association) -> None:
    entry = EntryFactory(permanent=True)
    competency.link_entry(entry=entry, competency=PLANNING, sentence="Plans.", at=NOW)
    said = portfolio.snapshot(entry.person, north, ON)
    assert said["learned"] == [
        {"entry": entry.public_id, "competency": PLANNING, "sentence": "Plans."}
    ]
    read = portfolio.from_snapshot(canonical.text(said))
    assert read == portfolio.facts(entry.person, north, ON)


@pytest.mark.parametrize("entries", [1, 30])
def test_the_map_costs_the_same_queries_however_long_the_portfolio(
    north: Association, entries: int, django_assert_num_queries
) -> None:
    person = PersonFactory()
    for _number in range(entries):
        EntryFactory(person=person)
    found = measure.measure(person, north, ON)
    with django_assert_num_queries(7):
        competency_map.build(competency_map.fetch(person, north, found), standing(found))


def test_maps_of_all_categories_cost_what_one_costs(
    north: Association, django_assert_num_queries: Any
) -> None:
    found = measure.measure(EntryFactory().person, north, ON)
    known = competency_map.fetch(EntryFactory().person, north, found)
    assert len(found.standings) > 1
    with django_assert_num_queries(0):
        assert [competency_map.build(known, one) for one in found.standings]

"""The competency map of an application: what was handed in, as its reviewer reads it."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from endorsement.models import Application, Person
from endorsement.selectors import submitted_map, verdicts
from endorsement.services import competency, erasure
from tests.factories import application as given
from tests.factories.application import AT, ReferenceFactory
from tests.factories.ledger import EntryFactory
from tests.factories.person import PersonFactory
from tests.factories.scheme import association_with_scheme, core_framework

pytestmark = pytest.mark.django_db
ATTACHMENT, PLANNING = "core:foundations.attachment", "core:thinking.planning"


@pytest.fixture(autouse=True)
def _on_the_day() -> Iterator[None]:
    with time_machine.travel(AT + timedelta(hours=2), tick=False):
        yield


def applied(*, entries: int = 1) -> Application:
    """With what was learned from a workshop about planning, and a rating."""
    core_framework()
    person, association = PersonFactory(), association_with_scheme("north")
    for _number in range(entries):
        entry = EntryFactory(person=person)
        competency.link_entry(
            entry=entry, competency=PLANNING, sentence="Plans are promises.", at=AT
        )
    ReferenceFactory(person=person, association=association, completed=True)
    return given.in_review(association, person=person)


def reviewer_of(application: Application) -> Person:
    return application.reviews.earliest("pk").reviewer


def page(application: Application, reader: Person | None = None, *, status: int = 200) -> str:
    client = Client()
    client.force_login((reader or reviewer_of(application)).user)
    review = application.reviews.earliest("pk")
    response: Any = client.get(reverse("endorsement:review_map", args=[review.public_id]))
    assert response.status_code == status
    return " ".join(response.content.decode().split())


def areas(application: Application) -> dict[str, Any]:
    judged = verdicts.of_application(application)
    assert judged is not None
    return {one.reference: one for one in submitted_map.of_application(application, judged)}


def test_a_row_holds_the_entry_with_what_was_learned() -> None:
    rows = {row.reference: row for row in areas(applied())["core:thinking"].rows}
    evidence = rows[PLANNING].evidence
    assert [(one.sentence, one.counts) for one in evidence] == [("Plans are promises.", True)]


def test_empty_rows_come_first_and_unmet_areas_before_met_ones() -> None:
    found = areas(applied())
    filled = [bool(row.evidence) for row in found["core:foundations"].rows]
    assert filled == sorted(filled)
    met = [one.met for one in found.values()]
    assert met == sorted(met)
    assert (found["core:thinking"].met, found["core:systems"].met) == (True, False)


def test_evidence_is_ordered_by_kind() -> None:
    core_framework()
    person, association = PersonFactory(), association_with_scheme("north")
    for delivery in ("conference", "course", "in_service"):
        EntryFactory(person=person, attributes={"delivery": delivery})
    row = areas(given.in_review(association, person=person))["core:foundations"].rows[-1]
    assert [one.kind for one in row.evidence] == ["course", "in_service", "conference"]


def test_what_is_written_after_handing_in_is_not_read() -> None:
    application = applied()
    entry = application.person.entries.get()
    competency.link_entry(entry=entry, competency=PLANNING, sentence="Something new.", at=AT)
    competency.link_entry(entry=entry, competency=ATTACHMENT, sentence="And more.", at=AT)
    EntryFactory(person=application.person, detail__title="A later workshop")
    shown = page(application)
    assert "Plans are promises." in shown
    assert not re.search("Something new|And more|A later workshop", shown)


def test_rows_say_in_words_what_they_hold() -> None:
    shown = page(applied())
    assert "Nothing was handed in for this row." in shown
    assert "The category counts 1 piece of evidence for this area." in shown
    assert "Reference rating" in shown


def test_the_review_leads_to_the_map() -> None:
    application = applied()
    client = Client()
    client.force_login(reviewer_of(application).user)
    review = application.reviews.earliest("pk")
    shown = client.get(reverse("endorsement:review", args=[review.public_id])).content.decode()
    assert reverse("endorsement:review_map", args=[review.public_id]) in shown


def test_nobody_but_the_reviewer_reads_it() -> None:
    application = applied()
    other = application.reviews.latest("pk").reviewer
    for reader in (application.person, other, PersonFactory()):
        page(application, reader, status=404)


def _all_in(application: Application) -> Application:
    for review in application.reviews.order_by("pk"):
        given.hand_in(review)
    application.refresh_from_db()
    return application


def test_what_was_erased_is_said_to_be_erased() -> None:
    application = given.decide(_all_in(applied()), "decline", "Not this time.")
    erasure.erase(person=application.person, at=AT)
    shown = page(application)
    assert "has been erased" in shown
    assert "Plans are promises." not in shown


@pytest.mark.parametrize("entries", [1, 30])
def test_the_page_costs_the_same_queries_however_much_was_handed_in(
    entries: int, django_assert_num_queries: Any
) -> None:
    application = applied(entries=entries)
    client = Client()
    client.force_login(reviewer_of(application).user)
    review = application.reviews.earliest("pk")
    address = reverse("endorsement:review_map", args=[review.public_id])
    client.get(address)
    with django_assert_num_queries(20):
        client.get(address)

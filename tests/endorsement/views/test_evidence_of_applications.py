"""Files of a submitted application: for those who judge it, as it was handed in, and for nobody else."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from endorsement.models import EvidenceFile, Person
from endorsement.selectors import evidence as selectors
from endorsement.services import application as applications
from endorsement.services import evidence
from tests.factories import application as given
from tests.factories.application import AT, staff
from tests.factories.files import checked
from tests.factories.ledger import EntryFactory
from tests.factories.person import PersonFactory
from tests.factories.scheme import association_with_scheme

pytestmark = pytest.mark.django_db
BEFORE, AFTER = AT - timedelta(days=1), AT + timedelta(hours=1)


@pytest.fixture(autouse=True)
def _on_the_day():
    with time_machine.travel(AT + timedelta(hours=2), tick=False):
        yield


def _opens(person: Person, file: EvidenceFile) -> bool:
    client = Client()
    client.force_login(person.user)
    response = client.get(reverse("endorsement:evidence", args=[file.public_id]), follow=True)
    if response.streaming:
        # The client closes a file only once it was read to its end.
        assert b"".join(response.streaming_content).startswith(b"%PDF")
    assert response.status_code in (200, 404)
    return response.status_code == 200


def _applicant() -> tuple[Person, EvidenceFile]:
    entry = EntryFactory()
    file = evidence.attach(entry=entry, checked=checked("proof.pdf"), at=BEFORE)
    return entry.person, file


def test_reviewers_and_coordinators_open_what_was_handed_in():
    person, file = _applicant()
    application = given.in_review(person=person)
    association = application.association
    one, two = application.reviews.order_by("pk")
    people = {
        "applicant": person,
        "reviewer": one.reviewer,
        "other reviewer": two.reviewer,
        "coordinator": staff(association, "coordinator"),
        "reviewer of another application": staff(association, "reviewer"),
        "author": staff(association, "author"),
        "coordinator elsewhere": staff(association_with_scheme("south"), "coordinator"),
        "trainee": PersonFactory(),
    }
    assert {role: _opens(one, file) for role, one in people.items()} == {
        "applicant": True,
        "reviewer": True,
        "other reviewer": True,
        "coordinator": True,
        "reviewer of another application": False,
        "author": False,
        "coordinator elsewhere": False,
        "trainee": False,
    }


def test_file_closes_to_a_reviewer_with_the_end_of_their_role():
    person, file = _applicant()
    review = given.in_review(person=person).reviews.order_by("pk")[0]
    assert _opens(review.reviewer, file)
    review.reviewer.memberships.update(through_on=AT.date() - timedelta(days=1))
    assert not _opens(review.reviewer, file)


def test_file_of_a_draft_is_the_applicants_alone():
    person, file = _applicant()
    application = given.draft(person=person)
    assert not _opens(staff(application.association, "coordinator"), file)


def test_file_that_came_after_handing_in_is_not_part_of_it():
    person, file = _applicant()
    application = given.in_review(person=person)
    late = evidence.attach(entry=file.entry, checked=checked("late.pdf", "late"), at=AFTER)
    review = application.reviews.order_by("pk")[0]
    assert [_opens(review.reviewer, one) for one in (file, late)] == [True, False]
    shown = selectors.of_application(application, [file.entry.public_id])
    assert shown == {file.entry.public_id: [file]}


def test_file_of_an_entry_that_is_not_in_the_snapshot_stays_closed():
    person, _file = _applicant()
    application = given.in_review(person=person)
    other = EntryFactory(person=person)
    file = evidence.attach(entry=other, checked=checked("other.pdf", "other"), at=BEFORE)
    assert not _opens(application.reviews.order_by("pk")[0].reviewer, file)


def test_flagged_file_is_open_to_the_coordinator_only():
    person, file = _applicant()
    application = given.in_review(person=person)
    evidence.flag(file=file, at=AFTER)
    review = application.reviews.order_by("pk")[0]
    coordinator = staff(application.association, "coordinator")
    assert [_opens(one, file) for one in (review.reviewer, coordinator)] == [False, True]


def test_withdrawing_closes_the_files_again():
    person, file = _applicant()
    application = given.in_review(person=person)
    review = application.reviews.order_by("pk")[0]
    applications.withdraw(application=application, person=person, at=AFTER)
    assert not _opens(review.reviewer, file)


def test_desk_links_the_file_at_its_entry():
    person, file = _applicant()
    review = given.in_review(person=person).reviews.order_by("pk")[0]
    client = Client()
    client.force_login(review.reviewer.user)
    page = client.get(reverse("endorsement:review", args=[review.public_id])).content.decode()
    assert reverse("endorsement:evidence", args=[file.public_id]) in page
    assert "proof.pdf" in page

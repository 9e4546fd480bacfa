"""The reviewer's desk: each requirement saves by itself, shows what it changes, and is gone on with."""

from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from endorsement.models import Review
from endorsement.services import evidence, review_work
from tests.factories import application as given
from tests.factories.application import AT, staff
from tests.factories.files import checked
from tests.factories.ledger import EntryFactory
from tests.factories.scheme import core_framework

pytestmark = pytest.mark.django_db
ITSELF = {"HTTP_X_SAVES_ITSELF": "1"}
QUERIES = 18


@pytest.fixture(autouse=True)
def _on_the_day() -> Any:
    with time_machine.travel(AT, tick=False):
        yield


def assigned(**overlay: Any) -> Review:
    core_framework()
    application = given.complete()
    for name, value in overlay.items():
        setattr(application.association.overlay, name, value)
    application.association.overlay.save()
    return given.assign(application)


def client_of(person: Any) -> Client:
    client = Client()
    client.force_login(person.user)
    return client


def path(name: str, *arguments: str) -> str:
    return reverse(f"endorsement:{name}", args=arguments)


def read(review: Review, name: str = "review") -> str:
    response = client_of(review.reviewer).get(path(name, review.public_id))
    assert response.status_code == 200
    return response.content.decode()


def save(review: Review, requirement: str = "training", headers: Any = None, **data: str) -> Any:
    address = path("review_requirement", review.public_id, requirement)
    return client_of(review.reviewer).post(address, data, **(headers or {}))


def test_a_requirement_saves_by_itself_and_says_so() -> None:
    review = assigned()
    answer = save(review, headers=ITSELF, verdict="accept").json()
    assert answer["saved"].startswith("Saved at")
    assert answer["done"] == 1
    assert answer["found"] == {"training": "Accept"}
    assert [one.verdict for one in review.findings.all()] == ["accept"]


def test_without_javascript_the_button_saves_and_goes_on() -> None:
    review = assigned()
    answer = save(review, verdict="accept", next="1")
    assert answer.status_code == 302
    assert "#requirement-" in answer.url
    page = read(review)
    assert "You were at: In-service training" in page


def test_rejecting_a_piece_of_evidence_changes_the_verdict_beside_it() -> None:
    review = assigned()
    entry = review.application.person.entries.get()
    data = {f"item:{entry.public_id}": "reject", f"why:{entry.public_id}": "A sales talk."}
    answer = save(review, headers=ITSELF, verdict="", **data).json()
    assert answer["effects"]["training"].startswith("With your decisions: 0 of")
    page = read(review)
    assert "With your decisions: 0 of" in page
    assert "A sales talk." in page
    assert "You do not let it count" in page
    # Taken back, the verdict is what was reckoned.
    save(review, verdict="", **{f"item:{entry.public_id}": ""})
    assert "With your decisions: 0 of" not in read(review)


def test_competency_row_is_ticked_with_a_reason() -> None:
    review = assigned()
    data = {"area": "core:foundations", "met:core:foundations": "not_met"}
    address = path("review_competencies", review.public_id)
    client = client_of(review.reviewer)
    assert client.post(address, data, **ITSELF).status_code == 200
    assert [(one.competency, one.met) for one in review.ticks.all()] == [
        ("core:foundations", False)
    ]
    answer = client.post(
        path("review", review.public_id), {"hand_in": "1", "recommendation": "decline"}
    )
    assert "Give a reason for each competency" in answer.content.decode()
    assert client.post(address, {"area": "core:nowhere"}).status_code == 404


def test_saving_after_handing_in_is_refused_and_loses_nothing() -> None:
    review = assigned()
    given.hand_in(review)
    answer = save(review, headers=ITSELF, verdict="reject", reason="Late.")
    assert answer.status_code == 422
    assert "handed in" in answer.json()["problem"]
    page = save(review, verdict="reject", reason="Late words.")
    assert page.status_code == 422
    assert "Late words." in page.content.decode()


def test_requirement_that_the_criteria_do_not_have_is_not_there() -> None:
    assert save(assigned(), "no_such_thing", verdict="accept").status_code == 404


def test_signed_out_the_page_is_told_and_nothing_is_saved() -> None:
    review = assigned()
    address = path("review_requirement", review.public_id, "training")
    answer = Client().post(address, {"verdict": "accept"}, **ITSELF)
    assert answer.status_code == 302
    assert not review.findings.exists()


def test_how_long_it_takes_is_a_guess_that_says_so() -> None:
    assert "a rough guess" in read(assigned())


@pytest.mark.parametrize("name", ["review", "review_competencies"])
def test_blind_association_shows_no_name(name: str) -> None:
    review = assigned(blind=True)
    applicant = review.application.person.name
    assert applicant not in read(review, name)
    client = client_of(review.reviewer)
    for address in (reverse("today"), path("review_list")):
        page = client.get(address).content.decode()
        assert applicant not in page
        assert f"Applicant {review.application.public_id}" in page


def test_recommendations_are_those_of_the_edition() -> None:
    page = read(assigned())
    assert 'value="more_info"' in page
    assert 'value="defer"' not in page


def test_hours_are_stated_on_handing_in_and_corrected_afterwards() -> None:
    review = assigned(service_hours=4)
    client = client_of(review.reviewer)
    sent = {"hand_in": "1", "recommendation": "approve", "hours": "9"}
    refused = client.post(path("review", review.public_id), sent)
    assert refused.status_code == 422
    assert "at most 4 hours" in refused.content.decode()
    client.post(path("review", review.public_id), {**sent, "hours": "2.5"})
    assert "2.5 clock hours are in your own ledger" in read(review)
    client.post(path("review_hours", review.public_id), {"hours": "3"})
    assert "3 clock hours are in your own ledger" in read(review)
    entry = review.reviewer.entries.get(corrected_by=None)
    assert "Review of an application" in client.get(path("entry", entry.public_id)).content.decode()
    assert "Review of an application" in client.get(path("portfolio")).content.decode()


def test_review_that_was_handed_in_is_not_said_to_be_open() -> None:
    review = assigned(reviewers_required=2, service_hours=2, consensus=True)
    assert "gives at most 2 hours" in read(review)
    other = given.assign(review.application)
    given.hand_in(review)
    own = client_of(review.reviewer).get(path("review_list")).content.decode()
    assert ("another review is not in yet" in own, "open for your review" in own) == (True, False)

    coordinator = given.staff(review.association, "coordinator")
    desk = path("coordinator_application", review.association.slug, review.application.public_id)
    differed = "the results differed; looks at it again with the others"
    assert differed not in client_of(coordinator).get(desk).content.decode()
    given.hand_in(other, recommendation="decline")
    assert client_of(coordinator).get(desk).content.decode().count(differed) == 2


def test_file_is_shown_inside_the_page_and_stays_private() -> None:
    entry = EntryFactory()
    file = evidence.attach(entry=entry, checked=checked("proof.pdf"), at=AT)
    review = given.assign(given.complete(person=entry.person))
    address = path("review_file", review.public_id, file.public_id)
    assert address in read(review)
    answer = client_of(review.reviewer).get(address, follow=True)
    assert b"".join(answer.streaming_content).startswith(b"%PDF")
    assert answer["Content-Disposition"].startswith("inline")
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in answer["Content-Security-Policy"]
    assert answer["Cache-Control"] == "private, no-store"
    evidence.flag(file=file, at=AT)
    assert client_of(review.reviewer).get(address).status_code == 404
    other = staff(review.association, "reviewer")
    assert client_of(other).get(address).status_code == 404


def test_number_of_queries_does_not_grow_with_what_is_saved(django_assert_num_queries: Any) -> None:
    review = assigned()
    client = client_of(review.reviewer)
    address = path("review", review.public_id)
    client.get(address)
    with django_assert_num_queries(QUERIES):
        client.get(address)
    for number in range(30):
        EntryFactory(person=review.application.person, detail__title=f"Training {number}")
        review_work.save_requirement(
            review=review,
            requirement=f"requirement-{number}",
            verdict="accept",
            reason="",
            items={str(number): ("reject", "So.")},
        )
    with django_assert_num_queries(QUERIES):
        client.get(address)


def test_coordinator_sees_the_split_and_asks_a_third() -> None:
    review = assigned()
    other = given.assign(review.application)
    given.hand_in(review, comment="FIRST")
    given.hand_in(other, recommendation="decline", comment="SECOND")
    application = review.application
    client = client_of(staff(application.association, "coordinator"))
    address = path("coordinator_opinions", application.association.slug, application.public_id)
    page = client.get(address).content.decode()
    assert "The reviewers do not agree." in page
    assert "No recommendation has a majority." in page
    assert "FIRST" in page
    assert "SECOND" in page
    third = staff(application.association, "reviewer")
    assert client.post(address, {"reviewer": str(third.ref)}).status_code == 302
    assert application.reviews.get(third=True).reviewer == third
    assert client.post(address, {"reviewer": str(third.ref)}).status_code == 422

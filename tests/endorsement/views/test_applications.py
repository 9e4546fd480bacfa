"""The pages of applying, reviewing and deciding, as each role sees them."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from endorsement.models import Application, Endorsement, Person, Review
from endorsement.services import application as applications
from tests.factories import application as given
from tests.factories.application import AT, staff
from tests.factories.ledger import EntryFactory
from tests.factories.person import PersonFactory
from tests.factories.scheme import association_with_scheme, core_framework

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_the_day():
    with time_machine.travel(AT + timedelta(hours=1), tick=False):
        yield


def client_of(person: Person) -> Client:
    client = Client()
    client.force_login(person.user)
    return client


def text(client: Client, name: str, *arguments: str, status: int = 200) -> str:
    response = client.get(reverse(f"endorsement:{name}", args=arguments))
    assert response.status_code == status
    return response.content.decode()


def post(client: Client, name: str, *arguments: str, **data: str):
    return client.post(reverse(f"endorsement:{name}", args=arguments), data)


# The applicant.


def test_apply_button_opens_an_application_and_finds_it_again():
    association, person = association_with_scheme(), PersonFactory()
    client = client_of(person)
    assert reverse("endorsement:application_start", args=["north", "first_steps"]) in text(
        client, "category", "first_steps"
    )
    for _time in range(2):
        response = post(client, "application_start", "north", "first_steps")
        application = Application.objects.get(person=person, association=association)
        assert response.url == reverse("endorsement:application", args=[application.public_id])


def test_apply_changes_nothing_by_get():
    association_with_scheme()
    client = client_of(PersonFactory())
    url = reverse("endorsement:application_start", args=["north", "first_steps"])
    assert client.get(url).status_code == 405
    assert not Application.objects.exists()


def test_draft_shows_what_is_missing_now():
    application = given.draft()
    client = client_of(application.person)
    page = text(client, "application", application.public_id)
    assert "0 of 2 clock hours; 2 more needed." in page
    assert "Hand in the application" in page


def test_submitting_needs_the_box_and_keeps_the_wishes():
    application = given.draft()
    client = client_of(application.person)
    refused = post(client, "application", application.public_id, show_name="on")
    assert refused.status_code == 422
    application.refresh_from_db()
    assert application.state == "in_progress"
    for _time in range(2):
        post(client, "application", application.public_id, confirmed="on", show_name="on")
    application.refresh_from_db()
    assert (application.state, application.submissions) == ("submitted", 1)
    assert application.person.listings.get().show_name is True


def test_what_was_handed_in_is_shown_even_when_the_portfolio_grows():
    application = given.submitted()
    EntryFactory(person=application.person, detail__title="A later workshop")
    page = text(client_of(application.person), "application", application.public_id)
    assert "A later workshop" not in page
    assert "A workshop" in page


def test_applicant_reads_the_question():
    application = given.submitted()
    applications.ask_more(
        application=application,
        coordinator=staff(application.association, "coordinator"),
        question="Which conference was it?",
        at=AT,
    )
    page = text(client_of(application.person), "application", application.public_id)
    assert "Which conference was it?" in page
    assert "Hand in again" in page


def test_withdrawing_asks_first():
    application = given.submitted()
    client = client_of(application.person)
    text(client, "application_withdraw", application.public_id)
    application.refresh_from_db()
    assert application.state == "submitted"
    post(client, "application_withdraw", application.public_id)
    application.refresh_from_db()
    assert application.state == "withdrawn"


def test_decided_application_refuses_to_be_withdrawn():
    application = given.approved()
    post(client_of(application.person), "application_withdraw", application.public_id)
    application.refresh_from_db()
    assert application.state == "approved"


def test_endorsement_stands_on_the_applicants_list_with_its_days():
    application = given.approved()
    page = text(client_of(application.person), "applications")
    assert "Dec. 31, 2027" in page
    endorsement = Endorsement.objects.get()
    assert reverse("certificates:for_endorsement", args=[endorsement.public_id]) in page


# The reviewer.


def _assigned() -> tuple[Review, Review]:
    one, two = given.in_review().reviews.order_by("pk")
    return one, two


def test_reviewer_sees_each_requirement_with_its_evidence():
    core_framework()
    review, _other = _assigned()
    page = text(client_of(review.reviewer), "review", review.public_id)
    assert "A workshop" in page
    assert "covers: Attachment" in page
    assert "In-service training" in page


def test_reviewer_saves_and_comes_back():
    review, _other = _assigned()
    client = client_of(review.reviewer)
    found = {"verdict": "reject", "reason": "Too short."}
    kept = post(client, "review_requirement", review.public_id, "training", **found)
    assert kept.status_code == 302
    assert post(client, "review", review.public_id, comment="So far.").status_code == 302
    page = text(client, "review", review.public_id)
    assert "Too short." in page
    assert "So far." in page
    review.refresh_from_db()
    assert review.state == "assigned"


def test_reviewer_hands_in_once_and_can_read_it_afterwards():
    review, _other = _assigned()
    client = client_of(review.reviewer)
    data = {"hand_in": "1", "recommendation": "approve", "comment": "Good work."}
    assert post(client, "review", review.public_id, **data).status_code == 302
    assert post(client, "review", review.public_id, **data).status_code == 422
    page = text(client, "review", review.public_id)
    assert "Good work." in page
    assert "Hand in the review" not in page


def test_handing_in_half_a_review_keeps_what_was_written():
    review, _other = _assigned()
    response = post(
        client_of(review.reviewer), "review", review.public_id, hand_in="1", comment="Written."
    )
    assert response.status_code == 422
    assert "Choose a recommendation" in response.content.decode()
    review.refresh_from_db()
    assert (review.state, review.comment) == ("assigned", "Written.")


def test_reviewer_who_stepped_back_sees_it_no_more():
    review, _other = _assigned()
    client = client_of(review.reviewer)
    post(client, "review_recuse", review.public_id)
    text(client, "review", review.public_id, status=404)


def test_who_is_no_reviewer_any_more_sees_neither_review_nor_list():
    review, _other = _assigned()
    client = client_of(review.reviewer)
    assert review.public_id in text(client, "review_list")
    review.reviewer.memberships.update(through_on=AT.date() - timedelta(days=1))
    text(client, "review", review.public_id, status=404)
    assert review.public_id not in text(client, "review_list")


def test_reviewer_of_a_withdrawn_application_sees_it_no_more():
    review, _other = _assigned()
    applications.withdraw(application=review.application, person=review.application.person, at=AT)
    text(client_of(review.reviewer), "review", review.public_id, status=404)


MARK = "quokka-opinion"


def _everywhere(client: Client, application: Application, reviews: list[Review]) -> str:
    """Every page of these desks that the person can open, as one text."""
    slug = application.association.slug
    pages = [
        ("review_list", []),
        ("applications", []),
        ("application", [application.public_id]),
        ("references", [slug]),
        ("coordinator_queue", [slug]),
        ("coordinator_application", [slug, application.public_id]),
        ("registry", []),
        *(("review", [one.public_id]) for one in reviews),
    ]
    said = [client.get(reverse(f"endorsement:{name}", args=more)) for name, more in pages]
    return "".join(one.content.decode() for one in said if one.status_code == 200)


def test_opinion_is_on_no_page_before_every_reviewer_is_in():
    one, two = _assigned()
    application, reviews = one.application, [one, two]
    given.hand_in(one, comment=MARK)
    people = {
        "co-reviewer": two.reviewer,
        "applicant": application.person,
        "coordinator": staff(application.association, "coordinator"),
        "coordinator elsewhere": staff(association_with_scheme("south"), "coordinator"),
    }
    seen = {
        role: MARK in _everywhere(client_of(person), application, reviews)
        for role, person in people.items()
    }
    assert seen == dict.fromkeys(people, False)
    given.hand_in(two)
    # For the co-reviewer it stands beside their own, on a page that was not there before.
    assert MARK in text(client_of(two.reviewer), "review_opinions", two.public_id)
    seen = {
        role: MARK in _everywhere(client_of(person), application, reviews)
        for role, person in people.items()
    }
    assert seen == {
        "co-reviewer": False,
        "applicant": False,
        "coordinator": True,
        "coordinator elsewhere": False,
    }


# The coordinator.


def _desk(application: Application, person: Person | None = None) -> tuple[Client, list[str]]:
    coordinator = person or staff(application.association, "coordinator")
    return client_of(coordinator), [application.association.slug, application.public_id]


def test_coordinator_works_an_application_through_to_the_decision():
    application = given.submitted()
    one, two = (staff(application.association, "reviewer") for _number in range(2))
    client, where = _desk(application)
    post(client, "coordinator_application", *where, act="confirm_complete")
    for reviewer in (one, two):
        post(client, "coordinator_application", *where, act="assign", reviewer=str(reviewer.ref))
    for review in application.reviews.order_by("pk"):
        given.hand_in(review)
    post(client, "decision_outcome", *where, "approve", reason="")
    application.refresh_from_db()
    assert application.state == "approved"
    page = text(client, "coordinator_application", *where)
    assert "A reviewer was asked" in page
    assert "Approved" in page


def test_coordinator_asks_and_the_refused_form_says_why():
    application = given.submitted()
    client, where = _desk(application)
    where = [*where, "more_info"]
    assert post(client, "decision_outcome", *where).status_code == 422
    answer = post(client, "decision_outcome", *where, question="Which?")
    assert answer.status_code == 302
    application.refresh_from_db()
    assert (application.state, application.question) == ("more_information", "Which?")


def test_coordinator_is_told_of_a_conflict_when_assigning():
    application = given.complete()
    reviewer = staff(application.association, "reviewer")
    given.ReferenceFactory(
        person=application.person, association=application.association, rater=reviewer
    )
    client, where = _desk(application)
    data = {"act": "assign", "reviewer": str(reviewer.ref)}
    response = post(client, "coordinator_application", *where, **data)
    assert response.status_code == 422
    assert "asked for a reference" in response.content.decode()


def test_coordinator_takes_an_assignment_back():
    review, _other = _assigned()
    client, where = _desk(review.application)
    post(client, "coordinator_application", *where, act="release", review=review.public_id)
    review.refresh_from_db()
    assert review.state == "recused"


def test_unknown_act_is_404():
    client, where = _desk(given.submitted())
    response = post(client, "coordinator_application", *where, act="bribe")
    assert response.status_code == 404


def test_page_survives_the_erasure_of_the_applicant():
    from endorsement.services.person import erase

    application = given.awaiting_decision()
    reviewer = application.reviews.order_by("pk")[0]
    erase(person=application.person, at=AT)
    client, where = _desk(application)
    assert "has been erased" in text(client, "coordinator_application", *where)
    assert "has been erased" in text(client_of(reviewer.reviewer), "review", reviewer.public_id)


def test_own_application_is_not_on_ones_own_desk():
    association = association_with_scheme()
    coordinator = staff(association, "coordinator")
    application = given.submitted(association, person=coordinator)
    client, where = _desk(application, coordinator)
    text(client, "coordinator_application", *where, status=404)
    assert application.public_id not in text(client, "coordinator_queue", association.slug)


def test_draft_is_on_nobodys_desk():
    application = given.draft()
    client, where = _desk(application)
    text(client, "coordinator_application", *where, status=404)


def test_queue_filters_by_state():
    open_one = given.submitted()
    closed = given.approved(open_one.association)
    client, _where = _desk(open_one)
    url = reverse("endorsement:coordinator_queue", args=[open_one.association.slug])
    found = {
        state: [
            one.public_id in client.get(url, {"state": state}).content.decode()
            for one in (open_one, closed)
        ]
        for state in ("", "submitted", "approved", "nonsense")
    }
    assert found == {
        "": [True, False],
        "submitted": [True, False],
        "approved": [False, True],
        "nonsense": [True, False],
    }


# Strangers.

PAGES = [
    ("application", ["{application}"]),
    ("application_withdraw", ["{application}"]),
    ("review", ["{review}"]),
    ("coordinator_queue", ["{slug}"]),
    ("coordinator_application", ["{slug}", "{application}"]),
]


def _somebody(role: str, review: Review) -> Person:
    there = review.association
    elsewhere = association_with_scheme("south")
    return {
        "trainee": lambda: PersonFactory(),
        "reviewer of another application": lambda: staff(there, "reviewer"),
        "reviewer elsewhere": lambda: staff(elsewhere, "reviewer"),
        "coordinator elsewhere": lambda: staff(elsewhere, "coordinator"),
        "author": lambda: staff(there, "author"),
        "rater": lambda: (
            given.ReferenceFactory(
                person=review.application.person, association=there, rater=PersonFactory()
            ).rater
        ),
    }[role]()


@pytest.mark.parametrize(
    "role",
    [
        "trainee",
        "reviewer of another application",
        "reviewer elsewhere",
        "coordinator elsewhere",
        "author",
        "rater",
    ],
)
@pytest.mark.parametrize(("name", "more"), PAGES, ids=[page[0] for page in PAGES])
def test_stranger_finds_nothing(role, name, more):
    review, _other = _assigned()
    names = {
        "application": review.application.public_id,
        "review": review.public_id,
        "slug": review.association.slug,
    }
    url = reverse(f"endorsement:{name}", args=[one.format(**names) for one in more])
    client = client_of(_somebody(role, review))
    # The queue only answers to GET.
    acting = 405 if name == "coordinator_queue" else 404
    assert [client.get(url).status_code, client.post(url).status_code] == [404, acting]


@pytest.mark.parametrize("name", ["applications", "review_list", "details"])
def test_visitor_is_asked_to_sign_in(name):
    response = Client().get(reverse(f"endorsement:{name}"))
    assert response.status_code == 302
    assert "/accounts/login/" in response.url


# What it costs.


@pytest.mark.parametrize("rows", [1, 30])
def test_queue_costs_the_same_for_one_and_for_thirty(rows, django_assert_num_queries):
    association = association_with_scheme()
    for _number in range(rows):
        given.submitted(association)
    client = client_of(staff(association, "coordinator"))
    url = reverse("endorsement:coordinator_queue", args=[association.slug])
    client.get(url)
    with django_assert_num_queries(20):
        client.get(url)


@pytest.mark.parametrize("rows", [1, 30])
def test_review_costs_the_same_for_one_entry_and_for_thirty(rows, django_assert_num_queries):
    person = PersonFactory()
    for _number in range(rows):
        EntryFactory(person=person)
    review = given.in_review(person=person).reviews.order_by("pk")[0]
    client = client_of(review.reviewer)
    url = reverse("endorsement:review", args=[review.public_id])
    client.get(url)
    with django_assert_num_queries(14):
        client.get(url)


def test_days_are_the_associations_wherever_the_server_is():
    """Three in the morning in Greenwich is the evening before in Chicago."""
    application = given.draft()
    night = AT.replace(hour=3)
    applications.submit(
        application=application, person=application.person, wishes=applications.Wishes(), at=night
    )
    client, where = _desk(application)
    assert "Handed in on May 31, 2026." in text(client, "coordinator_application", *where)
    assert "May 31, 2026" in text(client, "coordinator_queue", where[0])
    page = text(client_of(application.person), "application", application.public_id)
    assert "As your portfolio was on May 31, 2026." in page

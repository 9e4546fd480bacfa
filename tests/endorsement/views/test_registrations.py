"""The pages of registering: the applicant's, the desk's, the advisor's."""

import datetime
from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from endorsement.models import Application, Fee, FeePayment, IntakeDeadline, Person
from endorsement.services import advising, belonging
from tests.factories import application as given
from tests.factories.application import AT, staff
from tests.factories.files import pdf
from tests.factories.person import PersonFactory
from tests.factories.scheme import association_with_scheme, core_framework

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_the_day():
    core_framework()
    with time_machine.travel(AT + timedelta(hours=1), tick=False):
        yield


def door(person: Person) -> Client:
    client = Client()
    client.force_login(person.user)
    return client


def get(client: Client, name: str, *arguments: str, status: int = 200) -> str:
    response = client.get(reverse(f"endorsement:{name}", args=arguments))
    assert response.status_code == status
    return response.content.decode()


def post(client: Client, name: str, *arguments: str, **data):
    return client.post(reverse(f"endorsement:{name}", args=arguments), data)


# The applicant.


def test_applying_where_one_registers_first_leads_to_the_category_check():
    given.registering()
    client = door(PersonFactory())
    begun = client.post(
        reverse("endorsement:application_start", args=["north", "first_steps"]), follow=True
    )
    application = Application.objects.get()
    assert begun.redirect_chain[-1][0] == reverse(
        "endorsement:registration", args=[application.public_id]
    )
    page = begun.content.decode()
    for said in ("Which category might fit?", "Early Relationships Learner", "is nearest"):
        assert said in page


def test_category_is_changed_by_the_button_beside_it():
    application = given.unregistered()
    client = door(application.person)
    post(client, "registration_category", application.public_id, "family_associate")
    application.refresh_from_db()
    assert application.category == "family_associate"
    page = get(client, "registration", application.public_id)
    assert page.count("Your choice") == 1


def test_asking_to_be_registered_and_what_is_read_afterwards():
    application = given.unregistered()
    client = door(application.person)
    for _time in range(2):
        answer = post(client, "registration", application.public_id, note="My employer pays.")
        assert answer.status_code == 302
    application.refresh_from_db()
    assert (application.state, application.registration_note) == (
        "registration_asked",
        "My employer pays.",
    )
    page = get(client, "application", application.public_id)
    assert "Your registration is with the association." in page
    assert "Hand in the application" not in page


def test_missing_membership_is_said_and_what_was_written_stays():
    application = given.unregistered()
    overlay = application.association.overlay
    overlay.membership_rule = "required"
    overlay.save()
    answer = post(door(application.person), "registration", application.public_id, note="Kept.")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "asks for a membership" in page
    assert "Kept." in page


def test_advisors_are_only_offered_where_there_are_some():
    application = given.unregistered()
    client = door(application.person)
    assert "I would like an advisor." not in get(client, "registration", application.public_id)
    staff(application.association, "advisor")
    assert "I would like an advisor." in get(client, "registration", application.public_id)


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ([0, 30], ["intake of June 1, 2026", "the one of July 1, 2026"]),
        ([-1, 30], ["intake of July 1, 2026", "The one of May 31, 2026 is over."]),
        ([-1], ["The last intake ended on May 31, 2026"]),
    ],
)
def test_intake_is_shown_before_handing_in(days, said):
    application = given.draft()
    for number in days:
        IntakeDeadline.objects.create(
            overlay=application.association.overlay, on=AT.date() + timedelta(days=number)
        )
    page = get(door(application.person), "application", application.public_id)
    for one in said:
        assert one in page


# The desk.


def desk(application: Application) -> tuple[Client, list[str]]:
    coordinator = staff(application.association, "coordinator")
    return door(coordinator), [application.association.slug, application.public_id]


def test_coordinator_accepts_from_the_list():
    application = given.registration_asked()
    client, where = desk(application)
    assert application.public_id in get(client, "desk_registrations", where[0])
    post(client, "desk_registration", *where, act="accept")
    application.refresh_from_db()
    assert application.state == "in_progress"
    assert "Preparing began" in get(client, "desk_registration", *where)


def test_coordinator_asks_back_and_the_applicant_reads_it():
    application = given.registration_asked()
    client, where = desk(application)
    assert post(client, "desk_registration", *where, act="ask").status_code == 422
    post(client, "desk_registration", *where, act="ask", question="Who is your employer?")
    page = get(door(application.person), "registration", application.public_id)
    assert "Who is your employer?" in page


def test_fee_is_recorded_once_and_taken_back():
    application = given.registration_asked()
    Fee.objects.create(
        overlay=application.association.overlay, purpose="registration", amount=Decimal("25.00")
    )
    client, where = desk(application)
    data = {
        "act": "pay",
        "once": "a-form",
        "purpose": "registration",
        "amount": "25.00",
        "method": "employer",
        "paid_on": "2026-06-01",
        "reference": "Invoice 7",
    }
    for _time in range(2):
        assert post(client, "desk_registration", *where, **data).status_code == 302
    payment = FeePayment.objects.get()
    assert "$25.00 · recorded" in get(door(application.person), "application", where[1])
    post(client, "desk_registration", *where, act="take_back", payment=payment.public_id)
    assert "$25.00 · not recorded yet" in get(door(application.person), "application", where[1])


def test_number_of_a_card_is_refused_and_nothing_is_lost():
    application = given.registration_asked()
    Fee.objects.create(
        overlay=application.association.overlay, purpose="registration", amount=Decimal("25.00")
    )
    client, where = desk(application)
    answer = post(
        client,
        "desk_registration",
        *where,
        act="pay",
        once="a-form",
        purpose="registration",
        amount="25.00",
        method="check",
        paid_on="2026-06-01",
        reference="4111111111111111",
    )
    assert answer.status_code == 422
    assert "never write card numbers" in answer.content.decode()
    assert not FeePayment.objects.exists()


def test_membership_is_confirmed_at_the_desk():
    application = given.unregistered()
    row = belonging.add(
        person=application.person,
        organization="north",
        from_on=datetime.date(2026, 1, 1),
        through_on=None,
        name="",
        number="4711",
        at=AT,
    )
    client, where = desk(
        given.registration_asked(application.association, person=application.person)
    )
    assert "4711" in get(client, "desk_registration", *where)
    post(client, "desk_registration", *where, act="membership", belonging=row.public_id)
    row.refresh_from_db()
    assert row.confirmed_at is not None


def test_portfolio_stays_closed_to_the_desk_until_it_is_handed_in():
    application = given.registered()
    client, where = desk(application)
    assert "A workshop" not in get(client, "desk_registration", *where)
    get(client, "coordinator_application", *where, status=404)


@pytest.mark.parametrize("build", ["unregistered", "draft"])
def test_nobody_told_the_association_so_it_is_on_no_desk(build):
    application = getattr(given, build)()
    client, where = desk(application)
    get(client, "desk_registration", *where, status=404)
    assert application.public_id not in get(client, "desk_registrations", where[0])


def test_ones_own_registration_is_not_on_ones_own_desk():
    association = given.registering()
    coordinator = staff(association, "coordinator")
    application = given.registration_asked(association, person=coordinator)
    client = door(coordinator)
    get(client, "desk_registration", association.slug, application.public_id, status=404)
    assert application.public_id not in get(client, "desk_registrations", association.slug)


def test_unknown_act_is_404():
    client, where = desk(given.registration_asked())
    assert post(client, "desk_registration", *where, act="bribe").status_code == 404


def test_entered_by_the_association_confirmed_by_the_applicant():
    application = given.registered()
    client, where = desk(application)
    page = get(client, "desk_registration_help", *where, "education")
    assert "marked as entered by the association" in page
    data = {
        "once": "a-form",
        "title": "Early childhood studies",
        "organization": "Prairie State",
        "level": "associate",
        "first_on": "2019-09-01",
        "last_on": "2021-05-20",
        "file": pdf("transcript.pdf"),
    }
    answer = post(client, "desk_registration_help", *where, "education", **data)
    assert answer.status_code == 302, answer.context["form"].errors
    row = application.suggestions.get()
    applicant = door(application.person)
    page = get(applicant, "application_section", where[1], "education")
    assert "Entered by the association" in page
    assert "transcript.pdf" in page
    post(applicant, "suggestion_answer", row.public_id, "confirm")
    entry = application.person.entries.get(kind="education")
    assert (entry.origin, entry.detail.title) == ("staff", "Early childhood studies")
    assert "Entered by the association" in get(applicant, "entry", entry.public_id)


def test_file_of_what_was_entered_is_open_to_two_sides_only():
    application = given.registered()
    client, where = desk(application)
    data = {
        "once": "a-form",
        "title": "Studies",
        "organization": "Prairie State",
        "level": "associate",
        "first_on": "2019-09-01",
        "last_on": "2021-05-20",
        "file": pdf("transcript.pdf"),
    }
    answer = post(client, "desk_registration_help", *where, "education", **data)
    assert answer.status_code == 302, answer.context["form"].errors
    row = application.suggestions.get()
    south = association_with_scheme("south")
    seen = {
        "applicant": application.person,
        "coordinator": staff(application.association, "coordinator"),
        "reviewer": staff(application.association, "reviewer"),
        "coordinator elsewhere": staff(south, "coordinator"),
        "trainee": PersonFactory(),
    }
    url = reverse("endorsement:suggestion_file", args=[row.public_id])

    def status(person: Person) -> int:
        answer = door(person).get(url, follow=True)
        if answer.streaming:
            assert b"".join(answer).startswith(b"%PDF-")
        return answer.status_code

    assert {role: status(one) for role, one in seen.items()} == {
        "applicant": 200,
        "coordinator": 200,
        "reviewer": 404,
        "coordinator elsewhere": 404,
        "trainee": 404,
    }


# The advisor.


def advised() -> tuple[Client, Client, Application, str]:
    application = given.registered(wants_advisor=True)
    advisor = staff(application.association, "advisor")
    row = advising.assign(
        application=application,
        advisor=advisor,
        coordinator=staff(application.association, "coordinator"),
        at=AT,
    )
    return door(advisor), door(application.person), application, row.public_id


def test_advisor_reads_and_comments_and_the_applicant_answers():
    advisor, applicant, application, row = advised()
    assert str(application.person) in get(advisor, "advised_list")
    assert "Training" in get(advisor, "advised", row)
    page = get(advisor, "advised_section", row, "training")
    assert "A workshop" in page
    data = {"once": "one", "comment": "Which areas did it cover?"}
    assert post(advisor, "advised_section", row, "training", **data).status_code == 302
    page = get(applicant, "application_section", application.public_id, "training")
    assert "Which areas did it cover?" in page
    answer = {"act": "comment", "once": "two", "comment": "Attachment."}
    post(applicant, "application_section", application.public_id, "training", **answer)
    assert "Attachment." in get(advisor, "advised_section", row, "training")


def test_coordinators_word_reaches_them_only_when_released():
    advisor, applicant, application, row = advised()
    client, where = desk(application)
    data = {"act": "comment", "once": "three", "section": "work", "comment": "quokka"}
    post(client, "desk_registration", *where, **data)
    pages = [
        (advisor, "advised_section", row),
        (applicant, "application_section", application.public_id),
    ]
    assert ["quokka" in get(who, name, key, "work") for who, name, key in pages] == [False, False]
    comment = application.comments.get()
    post(client, "desk_registration", *where, act="release", comment=comment.public_id)
    assert ["quokka" in get(who, name, key, "work") for who, name, key in pages] == [True, True]


def test_applicant_ends_the_advice_and_the_advisor_finds_nothing():
    advisor, applicant, application, row = advised()
    post(applicant, "advisor_answer", application.public_id, "end")
    get(advisor, "advised", row, status=404)
    assert str(application.person) not in get(advisor, "advised_list")


@pytest.mark.parametrize("rows", [1, 20])
def test_list_costs_the_same_for_one_and_for_twenty(rows, django_assert_num_queries):
    association = given.registering()
    for _number in range(rows):
        given.registration_asked(association)
    client = door(staff(association, "coordinator"))
    url = reverse("endorsement:desk_registrations", args=[association.slug])
    client.get(url)
    with django_assert_num_queries(10):
        client.get(url)

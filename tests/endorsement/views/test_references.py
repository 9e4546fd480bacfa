"""Asking for a reference, giving one through a link, and who reads what."""

import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from endorsement.models import Person, Reference
from endorsement.services import own_data
from lms.backbone.models import Mail
from tests.factories import application as given
from tests.factories.application import AT, ReferenceFactory, staff
from tests.factories.person import PersonFactory
from tests.factories.scheme import association_with_scheme

pytestmark = pytest.mark.django_db
MARK = "quokka-rating"
ASKED = {
    "rater_name": "Rosa Lind",
    "rater_email": "rosa@example.org",
    "role": "supervisor",
    "waived": "yes",
}


@pytest.fixture(autouse=True)
def _on_the_day():
    with time_machine.travel(AT + timedelta(hours=1), tick=False):
        yield


def client_of(person: Person) -> Client:
    client = Client()
    client.force_login(person.user)
    return client


def _ask(client: Client, **more: str):
    return client.post(reverse("endorsement:references", args=["north"]), {**ASKED, **more})


def _rating(**more: str) -> dict[str, str]:
    items = (
        "knowledge ethics resources observation empathy trust communication judgment"
        " self_awareness growth"
    )
    answers = {f"item:{code}": "4" for code in items.split()}
    about = {"known_for": "two_to_five", "stated_role": "supervisor", "direct_service": "often"}
    return {**answers, **about, "recommendation": "recommend", "comment": MARK, **more}


@pytest.fixture
def asked() -> tuple[Person, str]:
    """A person who asked for a reference, and the address that was mailed."""
    association_with_scheme()
    person = PersonFactory(name="Marta Field")
    _ask(client_of(person))
    return person, Mail.objects.get(template="reference_request").context["link"].partition("//")[
        2
    ].partition("/")[2]


def _at(link: str) -> str:
    return f"/{link}"


def test_asking_shows_whom_and_writes_to_them(asked):
    person, _link = asked
    page = client_of(person).get(reverse("endorsement:references", args=["north"]))
    assert "Rosa Lind" in page.content.decode()


@pytest.mark.parametrize(
    "wrong",
    [{"rater_email": "nobody"}, {"role": "astronaut"}, {"waived": ""}, {"rater_name": ""}],
    ids=lambda wrong: next(iter(wrong)),
)
def test_asking_needs_every_answer(wrong):
    association_with_scheme()
    assert _ask(client_of(PersonFactory()), **wrong).status_code == 422
    assert not Reference.objects.exists()


def test_opening_the_link_changes_nothing(asked):
    _person, link = asked
    before = list(Reference.objects.values())
    response = Client().get(_at(link))
    assert response.status_code == 200
    assert "Marta Field" in response.content.decode()
    assert list(Reference.objects.values()) == before


def test_link_is_in_the_raters_language(asked):
    _person, link = asked
    Person.objects.filter(email="rosa@example.org").update(language="es")
    response = Client().get(_at(link))
    assert '<html lang="es"' in response.content.decode()
    assert "Se apoya en conocimientos sólidos" in response.content.decode()


def test_reference_is_given_once(asked):
    _person, link = asked
    assert Client().post(_at(link), _rating()).status_code == 302
    Client().post(_at(link), _rating(comment="Another text"))
    reference = Reference.objects.get()
    assert (reference.state, reference.comment) == ("completed", MARK)
    page = Client().get(_at(link)).content.decode()
    assert "Thank you" in page
    assert MARK not in page


def test_half_an_answer_is_kept_on_the_page(asked):
    _person, link = asked
    response = Client().post(_at(link), {"comment": MARK})
    assert response.status_code == 422
    assert MARK in response.content.decode()
    assert Reference.objects.get().state == "requested"


def test_rater_may_decline(asked):
    _person, link = asked
    Client().post(_at(link), {"decline": "1"})
    assert Reference.objects.get().state == "declined"
    assert "declined" in Client().get(_at(link)).content.decode()


@pytest.mark.parametrize("link", ["/r/unknown/", "/r/a-token-that-nobody-guesses-77/"])
def test_unknown_link_says_what_to_do(link):
    response = Client().get(link)
    assert response.status_code == 410
    assert "can send you a new one" in response.content.decode()


def test_link_that_ran_out_is_closed_for_reading_and_writing(asked):
    _person, link = asked
    with time_machine.travel(AT + timedelta(days=61)):
        assert Client().get(_at(link)).status_code == 410
        assert Client().post(_at(link), _rating()).status_code == 410
    assert Reference.objects.get().state == "requested"


@pytest.mark.parametrize("action", ["resend", "cancel"])
def test_only_the_asker_resends_and_cancels(asked, action):
    person, _link = asked
    before = Reference.objects.get()
    url = reverse("endorsement:reference_act", args=[before.public_id, action])
    assert client_of(PersonFactory()).post(url).status_code == 404
    assert client_of(person).get(url).status_code == 405
    after = Reference.objects.get()
    assert (after.state, after.token_sha256) == (before.state, before.token_sha256)
    assert client_of(person).post(url).status_code == 302


def _pages(application, person: Person) -> str:
    """Every page about their application and portfolio that the applicant can open."""
    client = client_of(person)
    slug = application.association.slug
    addresses = [
        reverse("today"),
        reverse("endorsement:applications"),
        reverse("endorsement:application", args=[application.public_id]),
        reverse("endorsement:references", args=[slug]),
        reverse("endorsement:portfolio"),
        reverse("endorsement:portfolio_document"),
        reverse("endorsement:portfolio_table"),
        reverse("endorsement:category", args=["first_steps"]),
        reverse("endorsement:competency_maps"),
        reverse("endorsement:competency_map", args=["first_steps"]),
        reverse("endorsement:missing"),
        reverse("endorsement:plan"),
        reverse("endorsement:my_data"),
        reverse("endorsement:registry"),
    ]
    answers = [client.get(address) for address in addresses]
    assert [answer.status_code for answer in answers] == [200] * len(addresses)
    return "".join(
        b"".join(answer.streaming_content).decode() if answer.streaming else answer.content.decode()
        for answer in answers
    )


def _own_copy(person: Person, folder: Path) -> str:
    """Everything in the package that the person can take away."""
    own_data.pack(person=person, path=folder / "c.zip", at=AT, progress=lambda _done, _all: None)
    with zipfile.ZipFile(folder / "c.zip") as archive:
        return "".join(archive.read(name).decode() for name in archive.namelist())


@pytest.mark.parametrize("waived", [True, False], ids=["waived", "not waived"])
def test_content_reaches_the_applicant_nowhere(waived: bool, tmp_path: Path) -> None:
    """Before the decision in neither case, and never when it was waived: no page, mail, copy, document.

    The overall recommendation and what could not be told are content as well.
    """
    association = association_with_scheme()
    person = PersonFactory()
    asked = {"person": person, "association": association, "waived": waived}
    ReferenceFactory(**asked, draft={"comment": MARK})
    ReferenceFactory(
        **asked,
        completed=True,
        comment=MARK,
        recommendation="not_recommend",
        answers={"knowledge": MARK},
        known_for="over_five",
        not_enough_information=6,
    )
    application = given.awaiting_decision(association, person=person)
    words = (MARK, "not_recommend", "do not recommend", "not enough information", "five years")

    def told() -> set[str]:
        everything = _pages(application, person) + _own_copy(person, tmp_path)
        mails = Mail.objects.filter(to_address=person.email)
        everything += str([mail.context for mail in mails])
        return {word for word in words if word in everything}

    assert told() == set()
    given.decide(application, "approve")
    assert (told() == set()) is waived


def test_page_says_only_that_it_cannot_be_counted() -> None:
    association = association_with_scheme()
    person = PersonFactory()
    ReferenceFactory(
        person=person, association=association, completed=True, not_enough_information=6
    )
    given.draft(association, person=person)
    page = client_of(person).get(reverse("endorsement:references", args=["north"]))
    assert "Given, but it cannot be counted" in page.content.decode()
    assert "it cannot be counted. Please ask somebody else." in page.content.decode()


def test_page_shows_what_the_set_needs_and_what_is_met() -> None:
    association = association_with_scheme()
    person = PersonFactory()
    ReferenceFactory(person=person, association=association, completed=True, rater_name="Rosa")
    address = reverse("endorsement:references", args=["north"])
    page = client_of(person).get(f"{address}?category=family_specialist")
    (asked,) = page.context["asked"]
    assert asked["sentence"].startswith("3 references, 1 by Current supervisor")
    assert "not older than 12 months" in asked["sentence"]
    parts = [
        (part.title, part.status, [line.label for line in part.used])
        for part in asked["row"].children
    ]
    assert parts[0] == ("Current supervisor", "met", ["Rosa"])
    assert [status for _title, status, _used in parts] == [
        "met",
        "not_met",
        "not_met",
        "not_yet_assessable",
    ]
    given.draft(association, person=person, category="family_associate")
    page = client_of(person).get(f"{address}?category=family_specialist")
    assert page.context["category"] == "Family Associate"


@pytest.mark.parametrize("number", [1, 12])
def test_page_costs_the_same_however_many_were_asked(
    number: int, django_assert_num_queries: Any
) -> None:
    association = association_with_scheme()
    person = PersonFactory()
    for _each in range(number):
        ReferenceFactory(person=person, association=association, completed=True)
    client = client_of(person)
    with django_assert_num_queries(21):
        client.get(reverse("endorsement:references", args=["north"]))


def test_waiver_is_signed_later_by_its_person_alone(asked) -> None:
    person, _link = asked
    Reference.objects.update(waived=False)
    reference = Reference.objects.get()
    url = reverse("endorsement:reference_act", args=[reference.public_id, "waive"])
    assert client_of(PersonFactory()).post(url).status_code == 404
    assert client_of(person).post(url).status_code == 302
    assert client_of(person).post(url).status_code == 302
    reference.refresh_from_db()
    assert reference.waived


def test_applicants_letter_has_no_code(asked) -> None:
    person, _link = asked
    reference = Reference.objects.get()
    before = reference.code_hmac
    page = client_of(person).get(
        reverse("endorsement:reference_letter", args=[reference.public_id])
    )
    text = page.content.decode()
    assert "testserver/rate" in text or "/rate" in text
    code = Mail.objects.get(template="reference_request").context["code"]
    assert code not in text
    reference.refresh_from_db()
    assert reference.code_hmac == before


@pytest.mark.parametrize("waived", [True, False], ids=["waived", "not waived"])
def test_applicant_reads_a_reference_only_after_the_decision_and_only_unwaived(waived):
    association = association_with_scheme()
    person = PersonFactory()
    ReferenceFactory(
        person=person, association=association, completed=True, waived=waived, comment=MARK
    )
    application = given.awaiting_decision(association, person=person)
    assert MARK not in _pages(application, person)
    given.decide(application, "approve")
    assert (MARK in _pages(application, person)) is not waived
    mails = Mail.objects.filter(to_address=person.email)
    assert MARK not in str([mail.context for mail in mails])


def test_reviewers_and_coordinator_read_the_reference():
    association = association_with_scheme()
    person = PersonFactory()
    ReferenceFactory(person=person, association=association, completed=True, comment=MARK)
    application = given.in_review(association, person=person)
    review = application.reviews.order_by("pk")[0]
    reviewer = client_of(review.reviewer).get(
        reverse("endorsement:review", args=[review.public_id])
    )
    coordinator = client_of(staff(association, "coordinator")).get(
        reverse(
            "endorsement:coordinator_application", args=[association.slug, application.public_id]
        )
    )
    assert MARK in reviewer.content.decode()
    assert MARK in coordinator.content.decode()


def test_reference_that_came_after_handing_in_is_not_part_of_it():
    association = association_with_scheme()
    application = given.in_review(association)
    late = AT + timedelta(minutes=30)
    ReferenceFactory(
        person=application.person,
        association=association,
        completed=True,
        completed_at=late,
        comment=MARK,
    )
    review = application.reviews.order_by("pk")[0]
    page = client_of(review.reviewer).get(reverse("endorsement:review", args=[review.public_id]))
    assert MARK not in page.content.decode()


def test_link_is_nowhere_but_in_the_mail(asked):
    _person, link = asked
    token = link.strip("/").rpartition("/")[2]
    call_command("sweep_reminders")
    assert token not in str(list(Reference.objects.values()))

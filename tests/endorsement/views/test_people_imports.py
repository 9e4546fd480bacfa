"""A coordinator brings people along on the pages, and they come to their records."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from endorsement.models import Endorsement, PeopleImport, Person
from endorsement.services import claim_invitation, people_import
from lms.backbone import jobs
from lms.backbone.models import Mail
from tests.factories.people_import import HEADING, brought, coordinator_of, endorsee, staged
from tests.factories.person import PersonFactory, UserFactory
from tests.factories.scheme import association_with_scheme

pytestmark = pytest.mark.django_db


def desk() -> tuple[Client, Any]:
    association = association_with_scheme()
    client = Client()
    client.force_login(coordinator_of(association).user)
    return client, association


def url(name: str, *arguments: Any) -> str:
    return reverse(f"endorsement:{name}", args=arguments)


def csv(*rows: list[str], heading: list[str] = HEADING) -> SimpleUploadedFile:
    text = "\r\n".join(";".join(row) for row in (heading, *rows))
    return SimpleUploadedFile("endorsees.csv", text.encode("cp1252"))


def test_from_the_file_to_the_record_without_a_mail() -> None:
    client, association = desk()
    sent = client.post(
        url("people_imports", "north"),
        {"kind": "endorsees", "file": csv(endorsee(name="José Núñez"), endorsee("43", "B", "bad"))},
    )
    batch = PeopleImport.objects.get()
    here = url("people_import", "north", batch.public_id)
    assert sent.url == here
    page = client.get(here)
    assert page.context["counts"]["new"] == page.context["counts"]["wrong"] == 1
    assert "is not an email address" in page.text
    client.post(here, {"confirm": "1"})
    done = client.get(here)
    assert "Nobody has been sent a mail" in done.text
    assert Endorsement.objects.get().person.name == "José Núñez"
    assert Mail.objects.count() == 0
    assert association.people_imports.count() == 1


def test_columns_that_no_heading_names_are_chosen() -> None:
    client, association = desk()
    rows = [["7", "Ana Cruz", "First Steps?", "5/4/2024"]]
    batch = staged(rows, heading=["A", "B", "C", "D"], association=association)
    here = url("people_import", "north", batch.public_id)
    assert "Choose the columns" in client.get(here).text
    columns = url("people_import_columns", "north", batch.public_id)
    wrong = client.post(columns, {"number": "0", "name": "1", "category": "2"})
    assert (wrong.status_code, "Choose the column that holds this." in wrong.text) == (422, True)
    chosen = {"number": "0", "name": "1", "category": "2", "awarded_on": "3"}
    assert client.post(columns, chosen).status_code == 302
    asked = client.get(columns)
    assert "“First Steps?” in the file is" in asked.text
    told = {**chosen, "month_first": "day", "category_0": "first_steps"}
    assert client.post(columns, told).status_code == 302
    client.post(here, {"confirm": "1"})
    award = Endorsement.objects.get()
    assert (award.category, award.awarded_on.month) == ("first_steps", 4)


def test_a_question_is_answered_on_the_page_and_can_be_answered_anew() -> None:
    client, association = desk()
    brought([endorsee("1", email="one@example.org")], association=association)
    known = Person.objects.get(email="one@example.org")
    row = endorsee("2", email="two@example.org", category="family_associate")
    batch = staged([row], association=association)
    here = url("people_import", "north", batch.public_id)
    assert client.get(here).context["counts"]["question"] == 1
    client.post(here, {"answers": "1", "answer_2": str(known.ref)})
    page = client.get(here)
    assert (page.context["counts"]["merges"], page.context["questions"][0]["answer"]) == (
        1,
        str(known.ref),
    )
    client.post(here, {"answers": "1", "answer_2": "other"})
    assert client.get(here).context["counts"]["new"] == 1
    client.post(here, {"answers": "1", "answer_2": str(PersonFactory().ref)})
    assert client.get(here).context["counts"]["new"] == 1


def test_an_answer_after_somebody_else_confirmed_is_refused_in_words(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    client, association = desk()
    batch = staged([endorsee()], association=association)

    def confirmed_meanwhile(**_said: object) -> None:
        PeopleImport.objects.update(state=PeopleImport.State.DONE)
        answer(batch=batch, answers={})

    answer = people_import.answer
    monkeypatch.setattr(people_import, "answer", confirmed_meanwhile)
    page = client.post(
        url("people_import", "north", batch.public_id), {"answers": "1"}, follow=True
    )
    assert "This import was confirmed already" in page.text


@pytest.mark.parametrize("kind", PeopleImport.Kind.values)
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_template_comes_back_without_a_problem(kind: str, ending: str) -> None:
    client, association = desk()
    file = client.get(url("people_import_template", "north", kind, ending))
    content = b"".join(file) if file.streaming else file.content
    upload = SimpleUploadedFile(f"{kind}.{ending}", content)
    client.post(url("people_imports", "north"), {"kind": kind, "file": upload})
    batch = association.people_imports.get()
    page = client.get(url("people_import", "north", batch.public_id))
    assert page.context["missing"] == []
    if kind != PeopleImport.Kind.ENDORSEES:
        assert page.context["counts"]["new"] == page.context["counts"]["wrong"] + 1


QUERIES = {"people_import": 16, "held_reminders": 13, "claim_invitations": 12}


@pytest.mark.parametrize("count", [1, 30])
@pytest.mark.parametrize("name", QUERIES)
def test_queries_do_not_grow_with_the_rows(
    name: str, count: int, django_assert_num_queries: Any
) -> None:
    client, association = desk()
    rows = [endorsee(f"{n}", f"P {n}", f"p{n}@example.org") for n in range(count)]
    batch = brought(rows, association=association)
    arguments = ["north"]
    if name == "people_import":
        batch = staged(rows, association=association)
        arguments.append(batch.public_id)
    client.get(url(name, *arguments))
    with django_assert_num_queries(QUERIES[name]):
        client.get(url(name, *arguments))


def test_a_long_list_shows_how_far_it_is_and_can_be_gone_on_with(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(people_import, "AT_ONCE", 1)
    client, association = desk()
    rows = [endorsee(f"{n}", f"P {n}", f"p{n}@example.org") for n in range(2)]
    batch = staged(rows, association=association)
    here = url("people_import", "north", batch.public_id)
    client.post(here, {"confirm": "1"})
    assert "waiting for its turn" in client.get(here).text
    job = jobs.Job.objects.get(kind=people_import.KIND)
    jobs.cancel(job=job, at=timezone.now())
    assert "Go on writing" in client.get(here).text
    client.post(here, {"confirm": "1"})
    assert jobs.run_owed(job.pk, clock=timezone.now)
    assert "Nobody has been sent a mail" in client.get(here).text
    assert Endorsement.objects.count() == 2


def test_reminders_start_after_somebody_looked() -> None:
    client, association = desk()
    brought([endorsee(due="2030-12-31")], association=association)
    here = url("held_reminders", "north")
    assert "Ana de la Cruz" in client.get(here).text
    assert client.post(here, {}).status_code == 422
    assert client.post(here, {"seen": "on"}).status_code == 302
    assert "Nobody waits" in client.get(here).text


def test_certificates_are_asked_for_and_undo_says_why_it_is_late() -> None:
    client, association = desk()
    batch = brought([endorsee()], association=association)
    client.post(url("people_import_certify", "north", batch.public_id))
    assert Endorsement.objects.get().certify_at is not None
    page = client.get(url("people_import_undo", "north", batch.public_id))
    assert "A certificate was asked for." in page.text


# --- The way to the record ------------------------------------------------------------------------


def link() -> tuple[str, Person]:
    association = association_with_scheme()
    batch = brought([endorsee()], association=association)
    record = Endorsement.objects.get().person
    claim_invitation.invite(
        association=association, person=record, by=batch.uploaded_by, at=timezone.now()
    )
    address = Mail.objects.get(template="claim_invitation").context["link"]
    return "/i/" + address.split("/i/")[1], record


def test_a_link_shows_and_only_sending_takes() -> None:
    path, record = link()
    user = UserFactory(email="ana@example.org")
    client = Client()
    page = client.get(path)
    assert (page.status_code, "a…@example.org" in page.text) == (200, True)
    assert "ana@example.org" not in page.text
    client.force_login(user)
    assert client.get(path).status_code == 200
    assert Endorsement.objects.get().person == record
    record.refresh_from_db()
    assert record.user == user


def test_a_stranger_asks_and_the_coordinator_answers() -> None:
    path, _record = link()
    stranger = PersonFactory()
    client = Client()
    client.force_login(stranger.user)
    assert "Ask my association" in client.get(path).text
    client.post(path)
    assert "was asked" in client.get(path).text
    desk_client = Client()
    desk_client.force_login(PeopleImport.objects.get().uploaded_by.user)
    page = desk_client.get(url("claim_invitations", "north"))
    [asking] = page.context["asking"]
    desk_client.post(url("claim_act", "north", asking.public_id, "approve"))
    assert Endorsement.objects.get().person == stranger
    used = Client().get(path)
    assert (used.status_code, "in somebody’s account already" in used.text) == (410, True)


def test_a_code_out_of_a_letter_leads_to_the_same_page() -> None:
    _path, record = link()
    client = Client()
    client.force_login(PeopleImport.objects.get().uploaded_by.user)
    letter = client.post(url("claim_letter", "north", record.ref))
    visitor = Client()
    wrong = visitor.post("/claim/", {"code": "0000-0000"})
    assert (wrong.status_code, "do not know this code" in wrong.text) == (422, True)
    opened = visitor.post("/claim/", {"code": letter.context["code"]}, follow=True)
    assert "Take your record" in opened.text


def test_a_link_that_never_was_says_so() -> None:
    page = Client().get("/i/nothing-like-this/")
    assert (page.status_code, "We do not know this link" in page.text) == (410, True)

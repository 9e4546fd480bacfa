"""A page for each section: what is there, what is asked, and a text that saves itself."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from endorsement.models import Overlay, SectionNote
from endorsement.rules.sections import Section
from endorsement.services import section as services
from tests.factories import application as given
from tests.factories.application import AT
from tests.factories.ledger import EntryFactory
from tests.factories.person import PersonFactory
from tests.factories.scheme import core_framework

pytestmark = pytest.mark.django_db

JSON = {"headers": {"accept": "application/json"}}


@pytest.fixture(autouse=True)
def _on_the_day():
    core_framework()
    with time_machine.travel(AT + timedelta(hours=1), tick=False):
        yield


def address(application, section="training") -> str:
    return reverse("endorsement:application_section", args=[application.public_id, section])


def client_of(application) -> Client:
    client = Client()
    client.force_login(application.person.user)
    return client


@pytest.mark.parametrize("section", Section)
@pytest.mark.parametrize("build", ["draft", "submitted", "approved", "registration_asked"])
def test_every_section_has_its_page_at_every_time(section, build):
    application = getattr(given, build)()
    answer = client_of(application).get(address(application, section))
    assert answer.status_code == 200


def test_unknown_section_and_somebody_elses_are_404():
    application = given.draft()
    assert client_of(application).get(address(application, "bribes")).status_code == 404
    stranger = given.draft(application.association, person=PersonFactory())
    assert client_of(stranger).get(address(application)).status_code == 404


def test_section_shows_its_entries_its_gap_and_the_way_on():
    application = given.draft()
    page = client_of(application).get(address(application)).content.decode()
    assert "A workshop" in page
    assert "Next: Reflective supervision" in page
    page = client_of(application).get(address(application, "agreement")).content.decode()
    assert reverse("endorsement:sign", args=["code_of_ethics"]) in page


def test_note_saves_by_its_button():
    application = given.draft()
    client = client_of(application)
    data = {"act": "note", "seen": "0", "text": "I led the group."}
    assert client.post(address(application), data).status_code == 302
    assert "I led the group." in client.get(address(application)).content.decode()


def test_note_saves_in_the_background_and_says_when():
    application = given.draft()
    client = client_of(application)
    answer = client.post(address(application), {"act": "note", "seen": "", "text": "One."}, **JSON)
    assert (answer.status_code, answer.json()["seen"]) == (200, 1)
    assert "Saved at" in answer.json()["said"]
    answer = client.post(address(application), {"act": "note", "seen": "1", "text": "Two."}, **JSON)
    assert answer.json()["seen"] == 2
    late = client.post(address(application), {"act": "note", "seen": "1", "text": "Old."}, **JSON)
    assert (late.status_code, late.json()) == (
        409,
        {"said": "This text was changed in another window. Compare both and save again."},
    )
    assert SectionNote.objects.get().text == "Two."


def test_second_window_sees_both_texts_and_the_next_save_is_deliberate():
    application = given.draft()
    client = client_of(application)
    for number, text in enumerate(["One.", "From the other window."]):
        services.save_note(
            application=application, section="training", text=text, seen=number, at=AT
        )
    refused = client.post(address(application), {"act": "note", "seen": "1", "text": "Mine."})
    page = refused.content.decode()
    assert refused.status_code == 422
    assert "From the other window." in page
    assert "Mine." in page
    seen = refused.context["note_form"]["seen"].value()
    client.post(address(application), {"act": "note", "seen": seen, "text": "Mine."})
    assert SectionNote.objects.get().text == "Mine."


def test_expired_session_asks_to_sign_in_and_saves_nothing():
    application = given.draft()
    answer = Client().post(address(application), {"act": "note", "text": "Lost?"}, **JSON)
    assert answer.status_code == 302
    assert "/accounts/login/" in answer.url
    assert not SectionNote.objects.exists()


def test_what_was_written_is_read_as_it_was_handed_in():
    application = given.draft()
    client = client_of(application)
    client.post(address(application), {"act": "note", "text": "I led the group."})
    given.hand_in_application(application)
    page = client.get(address(application)).content.decode()
    assert "I led the group." in page
    assert 'name="seen"' not in page


def test_empty_comment_is_told():
    application = given.draft()
    data = {"act": "comment", "once": "x", "comment": " "}
    assert client_of(application).post(address(application), data).status_code == 422
    assert not application.comments.exists()


def test_checklist_links_each_thing_to_its_section():
    application = given.draft()
    Overlay.objects.update(complete_only=True)
    url = reverse("endorsement:application", args=[application.public_id])
    page = client_of(application).get(url).content.decode()
    assert "Needed before you can hand in" in page
    for section in ("education", "agreement"):
        assert address(application, section) in page
    refused = client_of(application).post(url, {"confirmed": "on"})
    assert refused.status_code == 422
    application.refresh_from_db()
    assert application.state == "in_progress"


@pytest.mark.parametrize("rows", [1, 30])
@pytest.mark.parametrize(("name", "queries"), [("application", 36), ("application_section", 22)])
def test_pages_cost_the_same_for_one_entry_and_for_thirty(
    rows, name, queries, django_assert_num_queries
):
    person = PersonFactory()
    for _number in range(rows):
        EntryFactory(person=person)
    application = given.draft(person=person)
    client = client_of(application)
    more = ["training"] if name == "application_section" else []
    url = reverse(f"endorsement:{name}", args=[application.public_id, *more])
    client.get(url)
    with django_assert_num_queries(queries):
        client.get(url)

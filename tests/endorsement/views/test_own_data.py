"""Taking one's record away, and erasing it, through the pages."""

import io
import json
import zipfile
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from certificates.models import Certificate
from endorsement.models import Person
from lms.accounts.models import User
from lms.backbone import jobs
from lms.backbone.models import Job
from tests.factories.certificate import owed_completion
from tests.factories.ledger import EntryFactory
from tests.factories.person import PASSWORD, PersonFactory

pytestmark = pytest.mark.django_db

ERASE = "endorsement:my_data_erase"
PRIVATE = ("endorsement:my_data", ERASE)


@pytest.fixture
def person(client: Client) -> Person:
    person = PersonFactory(name="Ana Pérez")
    client.force_login(person.user)
    return person


def prove_it_is_me(client: Client) -> Any:
    """What the reauthentication page is sent."""
    return client.post(
        reverse("account_reauthenticate"), {"password": PASSWORD, "next": reverse(ERASE)}
    )


@pytest.mark.parametrize("name", PRIVATE)
def test_a_visitor_is_asked_to_sign_in(name: str, client: Client) -> None:
    response = client.get(reverse(name))
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("account_login"))


def test_the_page_offers_both_and_stands_in_the_account_menu(
    client: Client, person: Person
) -> None:
    page = client.get(reverse("endorsement:my_data")).content.decode()
    assert page.count("<h1>") == 1
    assert reverse("endorsement:my_data_copy") in page
    assert reverse(ERASE) in page
    home = client.get(reverse("endorsement:portfolio")).content.decode()
    assert f'href="{reverse("endorsement:my_data")}"' in home


def test_the_copy_is_prepared_and_becomes_a_private_download(
    client: Client, person: Person
) -> None:
    EntryFactory(person=person, detail__title="My workshop")
    certificate = owed_completion(person=person)
    for _click in range(2):
        answer = client.post(reverse("endorsement:my_data_copy"), {"after": ""})
        assert answer["Location"] == reverse("endorsement:my_data")
    job = Job.objects.get()
    waiting = client.get(reverse("endorsement:my_data")).content.decode()
    assert "A copy of your record: waiting for its turn" in waiting
    assert reverse("endorsement:my_data_copy") not in waiting
    jobs.run_owed(job.pk, clock=timezone.now)
    page = client.get(reverse("endorsement:my_data")).content.decode()
    assert reverse("job_download", args=[job.public_id]) in page
    response = client.get(reverse("job_download", args=[job.public_id]), follow=True)
    assert response["Content-Type"] == "application/zip"
    assert response["Content-Disposition"] == 'attachment; filename="my-record.zip"'
    assert response["Cache-Control"] == "private, no-store"
    archive = zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content)))
    response.close()
    assert json.loads(archive.read("details.json"))["name"] == "Ana Pérez"
    assert "My workshop" in archive.read("portfolio.csv").decode()
    [row] = json.loads(archive.read("certificates.json"))
    assert row["number"] == certificate.number


def test_the_copy_speaks_the_language_in_which_it_was_asked_for(
    client: Client, person: Person
) -> None:
    with translation.override("es"):
        client.post(reverse("endorsement:my_data_copy"))
    job = Job.objects.get()
    jobs.run_owed(job.pk, clock=timezone.now)
    job.refresh_from_db()
    assert (job.language, job.result_name) == ("es", "mi-historial.zip")


def test_erasing_asks_who_one_is_first(client: Client, person: Person) -> None:
    for response in (client.get(reverse(ERASE)), client.post(reverse(ERASE), {"sure": "on"})):
        assert response.status_code == 302
        assert response["Location"].startswith(reverse("account_reauthenticate"))
    assert Person.objects.get().name == "Ana Pérez"
    page = client.get(reverse("account_reauthenticate")).content.decode()
    assert page.count("<h1>") == 1
    assert "Is it you?" in page


def test_a_wrong_password_erases_nothing(client: Client, person: Person) -> None:
    client.post(reverse(ERASE), {"sure": "on"})
    client.post(reverse("account_reauthenticate"), {"password": "wrong", "next": reverse(ERASE)})
    assert client.get(reverse(ERASE)).status_code == 302
    assert Person.objects.get().erased_at is None


def test_the_page_says_what_goes_and_wants_a_tick(client: Client, person: Person) -> None:
    assert prove_it_is_me(client)["Location"] == reverse(ERASE)
    page = client.get(reverse(ERASE)).content.decode()
    assert page.count("<h1>") == 1
    for heading in ("What goes", "What stays, without your name", "What ends"):
        assert heading in page
    refused = client.post(reverse(ERASE))
    assert refused.status_code == 422
    assert "Please tick the box" in refused.content.decode()
    assert Person.objects.get().erased_at is None


def test_erasing_signs_out_and_says_goodbye(
    client: Client, person: Person, django_capture_on_commit_callbacks: Any
) -> None:
    owed_completion(person=person)
    prove_it_is_me(client)
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(reverse(ERASE), {"sure": "on"}, follow=True)
    assert response.redirect_chain == [(reverse("endorsement:goodbye"), 302)]
    page = response.content.decode()
    assert "Goodbye, and thank you" in page
    assert "Ana" not in page
    assert "_auth_user_id" not in client.session
    assert User.objects.count() == 0
    assert Person.objects.get().name == ""
    assert Certificate.objects.get().name_as_issued == ""
    assert client.get(reverse("endorsement:my_data")).status_code == 302


def test_the_only_administrator_stays_and_reads_why(client: Client, person: Person) -> None:
    User.objects.update(is_superuser=True)
    prove_it_is_me(client)
    response = client.post(reverse(ERASE), {"sure": "on"})
    assert response.status_code == 422
    assert "You are the only administrator" in response.content.decode()
    assert "_auth_user_id" in client.session


def test_a_second_click_finds_nobody_to_erase(client: Client, person: Person) -> None:
    prove_it_is_me(client)
    client.post(reverse(ERASE), {"sure": "on"})
    again = client.post(reverse(ERASE), {"sure": "on"})
    assert again["Location"].startswith(reverse("account_login"))
    assert Person.objects.count() == 1

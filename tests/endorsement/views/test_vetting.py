"""A coordinator records on the application's page what they found out about a rater."""

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from endorsement.models import Application, Event, Reference
from tests.factories import application as given
from tests.factories.application import AT, ReferenceFactory, staff
from tests.factories.award import EndorsementFactory
from tests.factories.person import OutsiderFactory
from tests.factories.scheme import association_with_scheme, sample_edition

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_the_day():
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def application() -> Application:
    found = given.submitted()
    ReferenceFactory(
        person=found.person,
        association=found.association,
        rater=OutsiderFactory(name="Rosa Lind"),
        completed=True,
    )
    return found


def _client(application: Application, **person: object) -> Client:
    client = Client()
    client.force_login(staff(application.association, "coordinator", **person).user)
    return client


def _address(application: Application) -> str:
    slug, public_id = application.association.slug, application.public_id
    return reverse("endorsement:coordinator_application", args=[slug, public_id])


def _said(application: Application, **more: str) -> dict[str, str]:
    reference = application.person.references.get()
    return {
        "act": "vet",
        "reference": reference.public_id,
        "vetted": "yes",
        "vetted_on": "2026-05-20",
        **more,
    }


def test_rater_is_vetted_on_the_page_and_it_says_by_whom_and_when(application):
    client = _client(application, name="Ellen Osei")
    assert "Nobody has spoken with them yet." in client.get(_address(application)).content.decode()
    assert client.post(_address(application), _said(application)).status_code == 302
    text = client.get(_address(application)).content.decode()
    for shown in ("Vetted: the rating counts.", "May 20, 2026", "Ellen Osei", "A rater was vetted"):
        assert shown in text
    assert Reference.objects.get().vetted is True


def test_page_says_through_which_day_a_rater_counts(application):
    client = _client(application)
    client.post(_address(application), _said(application, vetted_through="2027-05-20"))
    assert "counts through May 20, 2027" in client.get(_address(application)).content.decode()


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"vetted_on": "2026-06-20"}, "in the future"),
        ({"vetted_through": "2026-05-19"}, "The last day is before the first day."),
        ({"vetted": ""}, "required"),
        ({"reference": "another"}, "not one of the available choices"),
    ],
    ids=["tomorrow", "ends before it begins", "no answer", "another rater"],
)
def test_wrong_answer_is_one_sentence_and_records_nothing(application, wrong, sentence):
    response = _client(application).post(_address(application), _said(application, **wrong))
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert Reference.objects.get().vetted is None


def test_coordinator_with_a_conflict_is_refused(application):
    application.person.employer = "Lakeside Clinic"
    application.person.save()
    client = _client(application, employer="lakeside  clinic")
    response = client.post(_address(application), _said(application))
    assert response.status_code == 422
    assert "You have a conflict of interest" in response.content.decode()
    assert not Event.objects.filter(kind__startswith="reference.").exists()


def test_endorsed_raters_need_no_vetting():
    application = given.submitted(association_with_scheme())
    rater = OutsiderFactory(name="Rosa Lind")
    EndorsementFactory(person=rater, association=application.association, edition=sample_edition())
    ReferenceFactory(
        person=application.person,
        association=application.association,
        rater=rater,
        completed=True,
    )
    text = _client(application).get(_address(application)).content.decode()
    assert "Raters who are not endorsed" not in text

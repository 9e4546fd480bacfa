"""References at the coordinator's desk: one list, a letter with a code, ratings typed for a rater."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from endorsement.models import Application, Reference
from endorsement.selectors import references as selectors
from endorsement.views.references import letter
from lms.backbone import ids
from tests.endorsement.views.test_references import MARK, _rating, client_of
from tests.factories import application as given
from tests.factories.application import AT, ReferenceFactory, staff
from tests.factories.person import OutsiderFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_the_day() -> Any:
    cache.clear()
    with time_machine.travel(AT + timedelta(hours=1), tick=False):
        yield


@pytest.fixture
def application() -> Application:
    return given.submitted()


@pytest.fixture
def desk(application: Application) -> Client:
    return client_of(staff(application.association, "coordinator", name="Cora Desk"))


def asked(application: Application, **more: Any) -> Reference:
    return ReferenceFactory(person=application.person, association=application.association, **more)


def at(name: str, application: Application, *more: str) -> str:
    slug = application.association.slug
    return reverse(f"endorsement:{name}", args=[slug, application.public_id, *more])


def test_list_shows_where_each_stands_and_not_what_it_says(
    application: Application, desk: Client
) -> None:
    asked(application)
    asked(application, completed=True, comment=MARK)
    asked(application, completed=True, not_enough_information=6)
    page = desk.get(at("application_references", application))
    assert [one["standing"] for one in page.context["references"]] == ["waiting", "good", "void"]
    text = page.content.decode()
    assert "6 answers are “not enough information”; at most 5 may be" in text
    assert MARK not in text


@pytest.mark.parametrize("number", [1, 12])
def test_list_costs_the_same_however_many_were_asked(
    number: int, application: Application, desk: Client, django_assert_num_queries: Any
) -> None:
    for _each in range(number):
        asked(application)
    with django_assert_num_queries(9):
        desk.get(at("application_references", application))


def test_letter_shows_a_code_that_opens_the_form_in_the_raters_language(
    application: Application, desk: Client
) -> None:
    reference = asked(application, rater=OutsiderFactory(language="es"))
    page = desk.post(at("application_reference_letter", application, reference.public_id))
    assert '<html lang="es"' in page.content.decode()
    code = page.context["code"]
    assert selectors.by_code(ids.normalize(code), AT) == reference
    assert "no-store" in page.headers["Cache-Control"]
    answer = Client().post("/rate/", {"code": code})
    assert Client().get(answer.url).status_code == 200


def test_letter_for_the_applicant_has_none(application: Application) -> None:
    assert letter(asked(application))["code"] == ""


def test_rating_by_phone_is_typed_and_marked(application: Application, desk: Client) -> None:
    reference = asked(application)
    path = at("application_reference_record", application, reference.public_id)
    assert "Say this first" in desk.get(path).content.decode()
    assert desk.post(path, _rating()).status_code == 422
    assert desk.post(path, {**_rating(), "received": "phone"}).status_code == 302
    text = desk.get(at("application_references", application)).content.decode()
    assert "Came by phone; typed by Cora Desk" in text
    # A second window finds it done.
    assert desk.post(path, {**_rating(), "received": "phone"}).status_code == 404


def test_sending_again_from_the_desk(application: Application, desk: Client) -> None:
    reference = asked(application, token_expires_at=AT)
    desk.post(at("application_reference_resend", application, reference.public_id))
    reference.refresh_from_db()
    assert reference.token_expires_at == AT + timedelta(hours=1, days=60)


def test_rater_of_somebody_else_is_not_there(application: Application, desk: Client) -> None:
    other = ReferenceFactory(association=application.association)
    path = at("application_reference_letter", application, other.public_id)
    assert desk.post(path).status_code == 404


def test_coordinator_with_a_conflict_prints_nothing(application: Application) -> None:
    coordinator = staff(application.association, "coordinator")
    reference = asked(application, rater=coordinator)
    path = at("application_reference_letter", application, reference.public_id)
    assert client_of(coordinator).post(path).status_code == 302
    reference.refresh_from_db()
    assert reference.code_hmac is None

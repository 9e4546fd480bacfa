"""Signing in: one door, locked after too many failures for one address at one place."""

from typing import Any

import pytest
from django.test import Client

from endorsement.models import Person
from lms.accounts.models import User
from tests.lms.accounts.people import PASSWORD, verified_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def lockout(settings: Any) -> None:
    settings.AXES_ENABLED = True


def _try(email: str = "ana@example.org", password: str = "wrong", place: str = "10.0.0.1") -> Any:
    return Client(REMOTE_ADDR=place).post(
        "/en/accounts/login/", {"login": email, "password": password}
    )


@pytest.mark.parametrize("typed", ["ana@example.org", "ANA@Example.org"])
def test_person_signs_in_with_the_address_in_any_case(typed: str) -> None:
    verified_user()
    answer = _try(typed, PASSWORD)
    assert (answer.status_code, "_auth_user_id" in answer.client.session) == (302, True)


@pytest.mark.parametrize("language", ["en", "es"])
def test_whoever_comes_through_a_page_is_written_to_in_its_language(language: str) -> None:
    user = verified_user()
    Person.objects.filter(user=user).delete()
    address = f"/{language}/accounts/login/"
    Client().post(address, {"login": user.email, "password": PASSWORD})
    assert Person.objects.get(user=user).language == language


def test_wrong_password_stays_on_the_page() -> None:
    verified_user()
    answer = _try()
    assert (answer.status_code, "_auth_user_id" in answer.client.session) == (200, False)


def test_address_without_confirmation_gets_no_session() -> None:
    User.objects.create_user("ana@example.org", PASSWORD)
    answer = _try(password=PASSWORD)
    assert (answer.status_code, "_auth_user_id" in answer.client.session) == (302, False)


def test_eighth_failure_locks_this_address_at_this_place(lockout: None) -> None:
    verified_user()
    assert [_try().status_code for _ in range(7)] == [200] * 7
    assert _try().status_code == 429
    locked = _try(password=PASSWORD)
    assert (locked.status_code, "_auth_user_id" in locked.client.session) == (429, False)


def test_lock_is_not_on_a_colleague_at_the_same_place(lockout: None) -> None:
    verified_user()
    verified_user("bo@example.org")
    for _ in range(9):
        _try()
    assert _try("bo@example.org", PASSWORD).status_code == 302


def test_lock_is_not_on_the_same_person_at_another_place(lockout: None) -> None:
    verified_user()
    for _ in range(9):
        _try()
    assert _try(password=PASSWORD, place="10.0.0.2").status_code == 302


def test_success_forgets_the_failures(lockout: None) -> None:
    verified_user()
    for _ in range(7):
        _try()
    assert _try(password=PASSWORD).status_code == 302
    assert _try().status_code == 200


@pytest.mark.parametrize(
    ("other_door", "door"),
    [
        ("/cms/login/", "/en/accounts/login/"),
        ("/cms/password_reset/", "/en/accounts/password/reset/"),
    ],
)
def test_every_other_door_leads_to_the_one(client: Client, other_door: str, door: str) -> None:
    answer = client.get(other_door)
    assert (answer.status_code, answer["Location"]) == (302, door)

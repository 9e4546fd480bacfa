"""Who must have a second factor does nothing else before."""

from typing import Any

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.contrib.auth.models import Permission
from django.test import Client

from lms.accounts.models import User
from tests.lms.accounts.people import PASSWORD, verified_user, with_factor

pytestmark = pytest.mark.django_db


def works_here(user: User) -> bool:
    return user.email.startswith("reviewer")


@pytest.fixture(autouse=True)
def required(settings: Any) -> None:
    settings.REQUIRE_SECOND_FACTOR = True
    settings.SECOND_FACTOR_REQUIRED_FOR = "tests.lms.accounts.test_second_factor.works_here"


def _where(user: User, path: str = "/dev/mail/") -> str:
    client = Client()
    client.force_login(user)
    answer = client.get(path)
    return str(answer.get("Location", answer.status_code))


def test_trainee_goes_on_without() -> None:
    assert _where(verified_user()) == "200"


@pytest.mark.parametrize(
    ("email", "fields"),
    [("reviewer@example.org", {}), ("admin@example.org", {"is_superuser": True})],
)
def test_reviewer_and_administrator_are_led_to_the_set_up(
    email: str, fields: dict[str, bool]
) -> None:
    assert _where(verified_user(email, **fields)) == "/en/accounts/2fa/"


def test_editor_who_was_let_into_the_cms_by_hand_is_led_to_the_set_up() -> None:
    user = verified_user("editor@example.org")
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    assert _where(user) == "/en/accounts/2fa/"


@pytest.mark.parametrize("kind", [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN])
def test_reviewer_with_a_factor_goes_on(kind: str) -> None:
    user = verified_user("reviewer@example.org")
    with_factor(user, kind)
    assert _where(user) == "200"


def test_recovery_codes_alone_are_no_second_factor() -> None:
    user = verified_user("reviewer@example.org")
    with_factor(user, Authenticator.Type.RECOVERY_CODES)
    assert _where(user) == "/en/accounts/2fa/"


@pytest.mark.parametrize("path", ["/en/accounts/2fa/", "/en/accounts/logout/", "/healthz"])
def test_set_up_and_sign_out_stay_open(path: str) -> None:
    assert _where(verified_user("reviewer@example.org"), path) == "200"


def test_nobody_is_asked_where_it_is_not_required(settings: Any) -> None:
    settings.REQUIRE_SECOND_FACTOR = False
    assert _where(verified_user("reviewer@example.org")) == "200"


def test_last_factor_of_a_reviewer_stays_until_there_is_another() -> None:
    user = verified_user("reviewer@example.org")
    first = with_factor(user)
    assert get_adapter().can_delete_authenticator(first) is False
    with_factor(user, Authenticator.Type.WEBAUTHN)
    assert get_adapter().can_delete_authenticator(first) is True


def test_trainee_may_remove_the_last_factor() -> None:
    assert get_adapter().can_delete_authenticator(with_factor(verified_user())) is True


def test_code_is_asked_at_sign_in_and_its_secret_is_stored_encrypted() -> None:
    user = verified_user()
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(user, secret)
    assert secret not in str(Authenticator.objects.get().data)
    client = Client()
    answer = client.post("/en/accounts/login/", {"login": user.email, "password": PASSWORD})
    assert answer["Location"] == "/en/accounts/2fa/authenticate/"
    assert "_auth_user_id" not in client.session
    code = totp.format_hotp_value(
        totp.hotp_value(secret, next(totp.yield_hotp_counters_from_time()))
    )
    client.post("/en/accounts/2fa/authenticate/", {"code": code})
    assert client.session["_auth_user_id"] == str(user.pk)

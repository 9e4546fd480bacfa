"""The pages of sign-up and sign-in in our frame: one heading, nothing inline, everything labeled."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from lms.accounts.models import User

VISITOR = ["login", "signup", "password/reset", "password/reset/done", "confirm-email", "inactive"]
MEMBER = [
    "email",
    "logout",
    "password/change",
    "2fa",
    "2fa/totp/activate",
    "2fa/webauthn/add",
    "2fa/webauthn",
    "reauthenticate",
]


def _check(html: str) -> None:
    assert html.count("<h1") == 1
    assert html.count("<main") == 1
    assert re.findall(r"<[^>]*\sstyle=", html) == []
    assert re.findall(r"<script(?![^>]*src=)(?![^>]*application/json)[^>]*>", html) == []
    ids = set(re.findall(r'\bid="([^"]+)"', html))
    for reference in re.findall(r'<label[^>]*\bfor="([^"]+)"', html):
        assert reference in ids
    for described in re.findall(r'aria-describedby="([^"]+)"', html):
        assert set(described.split()) <= ids


@pytest.mark.django_db
@pytest.mark.parametrize("path", VISITOR)
def test_page_before_the_door(client: Client, path: str) -> None:
    response = client.get(f"/en/accounts/{path}/")
    assert response.status_code == 200
    _check(response.text)


@pytest.mark.django_db
@pytest.mark.parametrize("path", MEMBER)
def test_page_behind_the_door(client: Client, path: str) -> None:
    user = User.objects.create_user("amina@example.org", "a calm evening")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    client.post("/en/accounts/login/", {"login": user.email, "password": "a calm evening"})
    # The pages that add a second factor ask for the password once more.
    client.post("/en/accounts/reauthenticate/", {"password": "a calm evening"})
    response = client.get(f"/en/accounts/{path}/")
    assert response.status_code == 200
    _check(response.text)


@pytest.mark.django_db
def test_refused_sign_up_says_what_to_do_at_the_field(client: Client) -> None:
    response = client.post("/en/accounts/signup/", {"email": "no address", "password1": "x"})
    assert response.status_code == 200
    _check(response.text)
    assert 'href="#id_email"' in response.text
    assert 'href="#id_password1"' in response.text


@pytest.mark.django_db
def test_signing_in_is_shown_by_the_page_and_not_announced(client: Client) -> None:
    user = User.objects.create_user("amina@example.org", "a calm evening")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    client.post("/en/accounts/login/", {"login": user.email, "password": "a calm evening"})
    page = client.get("/en/accounts/email/").text
    assert "alert--" not in page
    assert "amina@example.org" in page


def test_style_guide_draws_every_component(client: Client) -> None:
    from django.conf import settings

    _check(client.get("/dev/styleguide/?errors=1").text)
    guide = (settings.BASE_DIR / "templates/dev/styleguide.html").read_text()
    files = {path.stem for path in (settings.BASE_DIR / "templates/components").glob("*.html")}
    readme = (settings.BASE_DIR / "templates/components/README.md").read_text()
    documented = set(re.findall(r"^\| `(\w+)` \|", readme, re.MULTILINE))
    shown = set(re.findall(r"components/(\w+)\.html", guide)) | {"error_summary", "required_note"}
    assert documented <= files
    assert documented - shown == {"privacy_hint"}

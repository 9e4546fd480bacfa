"""Signing in through an institution, against a small real OpenID Connect server."""

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.account.models import EmailAddress
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from endorsement.models import Person
from lms.accounts.models import User
from lms.backbone.models import Mail
from tests.factories.person import PersonFactory

pytestmark = pytest.mark.django_db


@dataclass
class Institution:
    """What it says of who signs in; and what it was asked."""

    url: str
    claims: dict[str, Any] = field(
        default_factory=lambda: {"sub": "7", "email": "ana@example.edu", "email_verified": True}
    )
    asked: list[str] = field(default_factory=list)


@pytest.fixture
def institution(settings: Any) -> Iterator[Institution]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            answers = {
                "/.well-known/openid-configuration": {
                    "issuer": said.url,
                    "authorization_endpoint": f"{said.url}/authorize",
                    "token_endpoint": f"{said.url}/token",
                    "userinfo_endpoint": f"{said.url}/userinfo",
                    "jwks_uri": f"{said.url}/keys",
                },
                "/userinfo": said.claims,
            }
            self._answer(answers[self.path])

        def do_POST(self) -> None:
            said.asked.append(self.rfile.read(int(self.headers["Content-Length"])).decode())
            self._answer({"access_token": "a", "token_type": "Bearer"})

        def _answer(self, body: dict[str, Any]) -> None:
            content = json.dumps(body).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_args: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        said = Institution(f"http://127.0.0.1:{server.server_port}")
        settings.SOCIALACCOUNT_PROVIDERS = _provider(said.url)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield said
        server.shutdown()


def _provider(url: str) -> dict[str, Any]:
    app = {
        "provider_id": "institution",
        "name": "State University",
        "client_id": "us",
        "secret": "word",
        "settings": {"server_url": url, "oauth_pkce_enabled": True},
    }
    return {"openid_connect": {"APPS": [app]}}


LOGIN = "/en/accounts/oidc/institution/login/"


def _come_back(client: Client) -> HttpResponse:
    """Leave for the institution, and return as somebody who signed in there."""
    there = client.post(LOGIN)
    assert there.status_code == 302
    query = parse_qs(urlsplit(there["Location"]).query)
    return client.get(f"{LOGIN}callback/", {"code": "c", "state": query["state"][0]}, follow=True)


def test_login_page_offers_it_and_a_form_leads_there(
    client: Client, institution: Institution
) -> None:
    page = client.get(reverse("account_login")).content.decode()
    assert "State University" in page
    assert client.get(LOGIN).status_code == 200
    there = urlsplit(client.post(LOGIN)["Location"])
    query = parse_qs(there.query)
    assert f"{there.scheme}://{there.netloc}{there.path}" == f"{institution.url}/authorize"
    assert query["redirect_uri"] == [f"http://testserver{LOGIN}callback/"]
    assert query["code_challenge_method"] == ["S256"]


def test_verified_address_makes_account_and_person(
    client: Client, institution: Institution
) -> None:
    _come_back(client)
    user = User.objects.get(email="ana@example.edu")
    assert client.session["_auth_user_id"] == str(user.pk)
    assert Person.objects.get(user=user).email == "ana@example.edu"
    assert EmailAddress.objects.get(user=user).verified
    assert "code_verifier=" in institution.asked[0]


def test_second_time_is_the_same_account(client: Client, institution: Institution) -> None:
    _come_back(client)
    client.logout()
    _come_back(client)
    assert User.objects.count() == Person.objects.count() == 1


def test_address_that_was_not_verified_there_is_confirmed_here(
    client: Client, institution: Institution
) -> None:
    institution.claims["email_verified"] = False
    _come_back(client)
    assert "_auth_user_id" not in client.session
    assert [mail.template for mail in Mail.objects.all()] == ["account_confirm"]
    assert not Person.objects.exists()


def test_address_of_another_account_opens_it_to_nobody(
    client: Client, institution: Institution
) -> None:
    owner = PersonFactory().user
    EmailAddress.objects.update_or_create(
        user=owner, email=owner.email, defaults={"verified": True, "primary": True}
    )
    institution.claims["email"] = owner.email
    _come_back(client)
    assert "_auth_user_id" not in client.session
    assert User.objects.count() == 1


def test_forged_return_is_refused_with_a_page(client: Client, institution: Institution) -> None:
    answer = client.get(f"{LOGIN}callback/", {"code": "c", "state": "invented"})
    assert answer.status_code in {200, 401}
    assert not User.objects.exists()


def test_institution_that_does_not_answer_costs_a_page_not_an_error(
    client: Client, settings: Any
) -> None:
    settings.SOCIALACCOUNT_PROVIDERS = _provider("http://127.0.0.1:9")
    assert client.post(LOGIN).status_code == 401


def test_without_an_institution_there_is_no_such_door(client: Client) -> None:
    assert "/oidc/" not in client.get(reverse("account_login")).content.decode()
    assert client.get(LOGIN).status_code == 404

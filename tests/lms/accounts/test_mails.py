"""Sign-in mails: owed with only what they need, in our words, forgotten once sent."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import allauth
import pytest
import time_machine
from django.core import mail as outgoing
from django.test import Client, RequestFactory
from django.utils import timezone

from lms.accounts.adapters import AccountAdapter
from lms.accounts.mails import LINKS, NOTES
from lms.accounts.models import User
from lms.backbone.mail import send_due_mail
from lms.backbone.models import Mail
from tests.lms.accounts.people import PASSWORD, verified_user

pytestmark = pytest.mark.django_db


def _sign_up(client: Client, email: str = "ana@example.org") -> Any:
    return client.post("/en/accounts/signup/", {"email": email, "password1": PASSWORD})


def _sent() -> Any:
    send_due_mail(at=timezone.now())
    return outgoing.outbox[-1]


def _link(text: str) -> str:
    found = re.search(r"https?://[^/\s]+(/\S*accounts/\S+)", text)
    assert found
    return found[1]


def test_sign_up_owes_one_confirmation_and_sends_nothing_in_the_request(client: Client) -> None:
    assert _sign_up(client).status_code == 302
    [mail] = Mail.objects.all()
    assert (mail.template, mail.to_address, list(mail.context)) == (
        "account_confirm",
        "ana@example.org",
        ["activate_url"],
    )
    assert outgoing.outbox == []


def test_confirmation_link_opens_the_account_and_is_not_kept(client: Client) -> None:
    _sign_up(client)
    message = _sent()
    assert message.subject == "Please confirm your email address"
    address = _link(message.body)
    assert client.get(address).status_code == 200  # mail scanners open links: nothing happens yet
    assert client.post(address).status_code == 302
    user = User.objects.get(email="ana@example.org")
    assert user.emailaddress_set.get().verified is True
    assert Mail.objects.get(template="account_confirm").context == {}


def test_page_after_signing_up_leads_on_when_no_mail_comes(client: Client) -> None:
    _sign_up(client)
    page = client.get("/en/accounts/confirm-email/").text
    assert 'href="/en/accounts/signup/"' in page
    assert 'href="/en/accounts/login/">Sign in, and we send the link again' in page
    with time_machine.travel(timezone.now() + timedelta(minutes=5)):
        client.post("/en/accounts/login/", {"login": "ana@example.org", "password": PASSWORD})
    assert Mail.objects.filter(template="account_confirm").count() == 2


def test_second_address_is_asked_only_once_the_first_is_proven(client: Client) -> None:
    said = {"email": "ana@example.org", "second_email": "ana@home.example", "password1": PASSWORD}
    client.post("/en/accounts/signup/", said)
    first = _sent()
    assert (first.to, Mail.objects.count()) == (["ana@example.org"], 1)
    client.post(_link(first.body))
    second = _sent()
    assert second.to == ["ana@home.example"]
    client.post(_link(second.body))
    user = User.objects.get(email="ana@example.org")
    assert set(user.emailaddress_set.values_list("email", "verified", "primary")) == {
        ("ana@example.org", True, True),
        ("ana@home.example", True, False),
    }


def test_links_lead_to_the_public_address_whatever_host_was_asked(
    client: Client, settings: Any
) -> None:
    settings.PUBLIC_URL = "https://learn.example.org"
    settings.ALLOWED_HOSTS = ["*"]
    verified_user()
    ask = {"email": "ana@example.org"}
    client.post("/en/accounts/password/reset/", ask, headers={"host": "evil.example"})
    link = Mail.objects.get().context["password_reset_url"]
    assert link.startswith("https://learn.example.org/en/accounts/password/reset/key/")


def test_limits_of_sign_in_count_the_visitor_and_not_the_proxy(
    settings: Any, rf: RequestFactory
) -> None:
    settings.AXES_IPWARE_PROXY_COUNT = 1
    request = rf.get("/", REMOTE_ADDR="10.0.0.1", headers={"x-forwarded-for": "6.6.6.6, 192.0.2.7"})
    assert AccountAdapter(request).get_client_ip(request) == "192.0.2.7"


def test_mail_is_in_the_language_of_the_page(client: Client) -> None:
    client.post("/es/accounts/signup/", {"email": "ana@example.org", "password1": PASSWORD})
    assert Mail.objects.get().language == "es"


def test_second_sign_up_with_the_same_address_tells_only_its_owner(client: Client) -> None:
    verified_user()
    again = _sign_up(client)
    first = _sign_up(Client(), "bo@example.org")
    assert (again.status_code, again["Location"]) == (first.status_code, first["Location"])
    assert {mail.to_address: mail.template for mail in Mail.objects.all()} == {
        "ana@example.org": "account_exists",
        "bo@example.org": "account_confirm",
    }


def test_password_is_replaced_through_the_mailed_link(client: Client) -> None:
    User.objects.create_user("ana@example.org", PASSWORD)
    client.post("/en/accounts/password/reset/", {"email": "ana@example.org"})
    address = _link(_sent().body)
    form = client.get(address, follow=True)
    changed = client.post(
        form.redirect_chain[-1][0],
        {"password1": "nine loud green frogs", "password2": "nine loud green frogs"},
    )
    assert changed.status_code == 302
    assert User.objects.get().check_password("nine loud green frogs")
    note = Mail.objects.latest("pk")
    assert (note.template, note.context["title"]) == ("plain", "Your password was replaced")
    assert "127.0.0.1" not in str(note.context)


def test_unknown_address_gets_a_kind_mail_and_the_same_page(client: Client) -> None:
    User.objects.create_user("ana@example.org", PASSWORD)
    known = client.post("/en/accounts/password/reset/", {"email": "ana@example.org"})
    unknown = Client().post("/en/accounts/password/reset/", {"email": "bo@example.org"})
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert _sent().subject == "There is no account with this address"


@pytest.mark.parametrize(
    ("template", "name"), sorted({(template, names[0]) for template, names in LINKS.values()})
)
def test_every_mail_with_a_link_has_all_its_parts(template: str, name: str) -> None:
    Mail.objects.create(
        key="x",
        to_address="ana@example.org",
        template=template,
        context={name: "https://example.org/a?b=1&c=2"},
        due_at=timezone.now(),
    )
    message = _sent()
    assert "https://example.org/a?b=1&c=2" in message.body
    assert 'href="https://example.org/a?b=1&amp;c=2"' in message.alternatives[0][0]


def test_every_mail_of_the_library_that_can_leave_here_has_a_text() -> None:
    folder = Path(allauth.__file__).parent / "templates"
    theirs = {
        str(path.relative_to(folder)).removesuffix("_subject.txt")
        for app in ("account", "mfa", "socialaccount")
        for path in (folder / app / "email").glob("*_subject.txt")
    }
    codes = {"account/email/login_code", "account/email/password_reset_code"}  # switched off
    assert theirs - codes == set(LINKS) | set(NOTES)

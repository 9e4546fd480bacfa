"""One door for private files: this person, this address, a minute; the proxy sends the bytes."""

import datetime
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import time_machine
from django.contrib.auth import SESSION_KEY
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.urls import reverse

from endorsement.models import EvidenceFile
from endorsement.services import evidence
from lms.backbone.files import path_of
from lms.settings import environment as env
from tests.factories.files import checked
from tests.factories.ledger import NOW, EntryFactory
from tests.factories.person import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as travel:
        yield travel


@pytest.fixture
def file() -> EvidenceFile:
    entry = EntryFactory(person=PersonFactory())
    return evidence.attach(entry=entry, checked=checked("proof.pdf"), at=NOW)


@pytest.fixture
def address(file: EvidenceFile) -> str:
    return reverse("endorsement:evidence", args=[file.public_id])


@pytest.fixture
def owner(client: Client, file: EvidenceFile) -> Client:
    client.force_login(file.entry.person.user)
    return client


def keyed(client: Client, address: str) -> str:
    """The address with a key, as the door hands it out."""
    answer = client.get(address)
    assert (answer.status_code, answer["Cache-Control"]) == (302, "private, no-store")
    return str(answer["Location"])


def test_file_is_a_download_that_nobody_interprets_or_keeps(owner: Client, address: str) -> None:
    answer = owner.get(keyed(owner, address))
    assert b"".join(answer).startswith(b"%PDF")
    headers = dict(answer.items())
    answer.close()
    assert headers["Content-Disposition"] == 'attachment; filename="proof.pdf"'
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "private, no-store"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_address_says_nothing_about_file_or_person(owner: Client, address: str) -> None:
    query = urlsplit(keyed(owner, address)).query
    assert query.startswith("key=")
    assert "proof" not in query
    assert str(owner.session[SESSION_KEY]) not in query.split(":")


def test_key_works_for_a_minute(owner: Client, address: str, clock) -> None:
    link = keyed(owner, address)
    clock.shift(datetime.timedelta(seconds=59))
    assert b"".join(owner.get(link)).startswith(b"%PDF")
    clock.shift(datetime.timedelta(seconds=2))
    late = owner.get(link)
    assert (late.status_code, f'href="{address}"' in late.content.decode()) == (410, True)


@pytest.mark.parametrize("key", ["", "x", "1:2", "é"])
def test_key_that_was_made_up_opens_nothing(owner: Client, address: str, key: str) -> None:
    assert owner.get(address, {"key": key}).status_code == 410


def test_key_is_for_one_address(owner: Client, file: EvidenceFile, address: str) -> None:
    other = evidence.attach(entry=file.entry, checked=checked("other.pdf", "other"), at=NOW)
    key = keyed(owner, address).partition("?")[2]
    second = reverse("endorsement:evidence", args=[other.public_id])
    assert owner.get(f"{second}?{key}").status_code == 410


def test_key_is_for_one_session(owner: Client, file: EvidenceFile, address: str) -> None:
    link = keyed(owner, address)
    again = Client()
    again.force_login(file.entry.person.user)
    assert again.get(link).status_code == 410


def test_key_does_not_stand_in_for_being_allowed(owner: Client, address: str) -> None:
    link = keyed(owner, address)
    stranger = Client()
    stranger.force_login(PersonFactory().user)
    assert stranger.get(link).status_code == 404
    assert Client().get(link).status_code == 302
    assert Client().get(link)["Location"].startswith(reverse("account_login"))


def test_proxy_sends_the_bytes_where_there_is_one(
    owner: Client, file: EvidenceFile, address: str, settings
) -> None:
    settings.PRIVATE_FILES_PREFIX = "/private-files/"
    settings.PRIVATE_ROOT = path_of("evidence", "", file.sha256).parents[2]
    answer = owner.get(keyed(owner, address))
    digest = file.sha256
    assert answer["X-Accel-Redirect"] == f"/private-files/evidence/{digest[:2]}/{digest}"
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="proof.pdf"'
    assert (answer.content, answer["Cache-Control"]) == (b"", "private, no-store")


def test_proxy_is_never_sent_outside_the_private_folder(
    owner: Client, address: str, settings, tmp_path: Path
) -> None:
    settings.PRIVATE_FILES_PREFIX = "/private-files/"
    settings.PRIVATE_ROOT = tmp_path
    link = keyed(owner, address)
    with pytest.raises(ValueError, match="not in the subpath"):
        owner.get(link)


@pytest.mark.parametrize("typed", ["private-files/", "/private-files", "/", "/a b/", "/../x\n/"])
def test_prefix_is_a_path(monkeypatch: pytest.MonkeyPatch, typed: str) -> None:
    monkeypatch.setenv("PRIVATE_FILES_PREFIX", typed)
    with pytest.raises(ImproperlyConfigured, match="PRIVATE_FILES_PREFIX=/private-files/"):
        env.prefix("PRIVATE_FILES_PREFIX")

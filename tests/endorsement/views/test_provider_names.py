"""Whoever types somebody's address reads the name they typed, never the one that is stored."""

import zipfile
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from endorsement.models import LedgerEntry
from endorsement.services import ledger, own_data
from endorsement.services.entry_content import EntryContent
from tests.factories.ledger import NOW, RscFactory
from tests.factories.person import PersonFactory

pytestmark = pytest.mark.django_db
STORED, TYPED = "Grace Brewster Hopper", "My supervisor G."


@pytest.fixture
def entry(client: Client) -> LedgerEntry:
    PersonFactory(name=STORED, user__email="grace@example.org")
    person = PersonFactory()
    client.force_login(person.user)
    like = RscFactory.build(person=person, provider=None)
    content = EntryContent(
        kind=like.kind,
        first_on=like.first_on,
        last_on=like.last_on,
        hours=like.hours,
        framework=like.framework,
        covers=like.covers,
        split={},
        topics={},
        attributes=like.attributes,
        provider_name=TYPED,
        provider_email="Grace@example.org",
    )
    return ledger.add_entry(person=person, content=content, at=NOW)


def seen(client: Client, entry: LedgerEntry) -> str:
    """Every page that shows the entry, and the copy of the record."""
    addresses = [
        reverse("endorsement:portfolio"),
        reverse("endorsement:portfolio_table"),
        reverse("endorsement:portfolio_document"),
        reverse("endorsement:entry", args=[entry.public_id]),
        reverse("endorsement:entry_edit", args=[entry.public_id]),
        reverse("endorsement:entry_add", args=["rsc_received"]),
    ]
    return "".join(
        (b"".join(answer) if answer.streaming else answer.content).decode()
        for answer in map(client.get, addresses)
        if answer.status_code == 200
    )


def copied(entry: LedgerEntry, folder: Path) -> str:
    path = folder / "copy.zip"
    own_data.pack(person=entry.person, path=path, at=NOW, progress=lambda _done, _total: None)
    with zipfile.ZipFile(path) as archive:
        return "".join(archive.read(name).decode() for name in archive.namelist())


def test_the_stored_name_stays_out_of_sight(
    client: Client, entry: LedgerEntry, tmp_path: Path
) -> None:
    text = seen(client, entry) + copied(entry, tmp_path)
    assert entry.provider is not None
    assert (entry.provider.name, TYPED in text, STORED in text) == (STORED, True, False)

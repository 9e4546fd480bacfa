"""Whoever types somebody's address reads the name they typed, never the one that is stored."""

import datetime
import zipfile
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from endorsement.models import Application, EntryDetail, LedgerEntry, PlannedItem
from endorsement.services import confirmation, ledger, own_data, reference
from endorsement.services import person as person_service
from endorsement.services.entry_content import EntryContent
from tests.factories import application as given
from tests.factories.application import ReferenceFactory
from tests.factories.ledger import NOW, RscFactory
from tests.factories.person import PersonFactory
from tests.factories.scheme import association_with_scheme

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
        reverse("endorsement:entry_confirm", args=[entry.public_id]),
        reverse("endorsement:confirmations"),
        reverse("endorsement:plan"),
        reverse("endorsement:plan_add", args=["rsc"]),
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


def test_the_stored_name_stays_out_of_sight_where_the_persons_own_words_are_blank(
    client: Client, entry: LedgerEntry, tmp_path: Path
) -> None:
    EntryDetail.objects.update(provider_name="")
    PlannedItem.objects.create(
        person=entry.person,
        kind=PlannedItem.Kind.RSC,
        provider=entry.provider,
        on=datetime.date(2030, 1, 1),
        hours=1,
        added_at=NOW,
        source_key="planned",
    )
    asked = confirmation.ask(person=entry.person, entries=[entry], at=NOW).request
    text = seen(client, entry) + copied(entry, tmp_path)
    assert (asked.confirmer_name, STORED in text) == ("", False)


def test_applicant_reads_a_raters_name_as_they_typed_it(client: Client, tmp_path: Path) -> None:
    association = association_with_scheme()
    person = PersonFactory()
    PersonFactory(name=STORED, user__email="grace@example.org")
    asked = reference.request(
        person=person,
        association=association,
        rater_name=TYPED,
        rater_email="grace@example.org",
        role="supervisor",
        waived=False,
        at=NOW,
    )
    application = Application.objects.create(
        person=person,
        association=association,
        edition=association.overlay.scheme.editions.get(),
        category="first_steps",
        created_at=NOW,
    )
    client.force_login(person.user)
    addresses = [
        reverse("endorsement:references", args=[association.slug]),
        reverse("endorsement:application_section", args=[application.public_id, "references"]),
    ]
    pages = [client.get(address).content.decode() for address in addresses]
    path = tmp_path / "copy.zip"
    own_data.pack(person=person, path=path, at=NOW, progress=lambda _done, _total: None)
    with zipfile.ZipFile(path) as archive:
        copy = "".join(archive.read(name).decode() for name in archive.namelist())
    assert asked.rater.name == STORED
    assert [(TYPED in text, STORED in text) for text in (*pages, copy)] == [(True, False)] * 3


def test_erasing_a_rater_takes_what_the_applicant_called_them() -> None:
    rated = ReferenceFactory(rater_name=TYPED)
    person_service.erase(person=rated.rater, at=given.AT)
    rated.refresh_from_db()
    assert rated.rater_name == ""

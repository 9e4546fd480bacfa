"""Asking for confirmations on pages, and answering through the mailed link, without an account."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from endorsement.models import Confirmation, ConfirmationLine, LedgerEntry, Person
from endorsement.services import ledger as ledger_service
from lms.backbone.models import Mail
from tests.factories.confirmation import asked, hours, token
from tests.factories.ledger import NOW, EntryFactory, RscFactory
from tests.factories.person import OutsiderFactory, PersonFactory

pytestmark = pytest.mark.django_db
LIST = "endorsement:confirmations"


@pytest.fixture(autouse=True)
def _on_the_day():
    with time_machine.travel(NOW + timedelta(hours=1), tick=False):
        yield


@pytest.fixture
def person() -> Person:
    return PersonFactory(name="Marta Field")


@pytest.fixture
def provider() -> Person:
    return OutsiderFactory(name="Ruth Adeyemi")


def client_of(person: Person) -> Client:
    client = Client()
    client.force_login(person.user)
    return client


def page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, response.status_code
    return str(response.content.decode())


def shown_on(address: str, client: Client | None = None) -> dict[str, str]:
    """What the page would send back untouched."""
    form = (client or Client()).get(address).context["form"]
    return {f"shown:{key}": form[f"shown:{key}"].value() for key in form.keys}


def test_whole_period_is_asked_in_one_go_and_shown_as_open(person, provider):
    rows = hours(person, provider, 3)
    client = client_of(person)
    assert page(client, reverse(LIST)).count("Ruth Adeyemi") >= 1
    ref = str(provider.ref)
    sent = {"provider": ref, f"{ref}-entries": [row.public_id for row in rows]}
    assert client.post(reverse(LIST), sent).status_code == 302
    assert Mail.objects.get().context["count"] == 3
    text = page(client, reverse(LIST))
    assert "We have written to Ruth Adeyemi." in text
    assert "3 lines open" in text
    # The second tab still shows the form that was sent.
    assert client.post(reverse(LIST), sent).status_code == 302
    assert "nothing left to ask about" in page(client, reverse(LIST))
    assert Mail.objects.count() == 1


def test_only_ticked_entries_are_asked_about(person, provider):
    rows, client, ref = hours(person, provider, 3), client_of(person), str(provider.ref)
    assert client.post(reverse(LIST), {"provider": ref}).status_code == 422
    client.post(reverse(LIST), {"provider": ref, f"{ref}-entries": [rows[0].public_id]})
    assert ConfirmationLine.objects.get().entry == rows[0]


def test_single_entry_is_asked_of_its_provider(person, provider):
    (row,) = hours(person, provider, 1)
    client, address = client_of(person), reverse("endorsement:entry_confirm", args=[row.public_id])
    assert reverse("endorsement:entry_confirm", args=[row.public_id]) in page(
        client, reverse("endorsement:entry", args=[row.public_id])
    )
    assert "Ruth Adeyemi" in page(client, address)
    assert client.post(address).status_code == 302
    assert "is asked to confirm this" in page(
        client, reverse("endorsement:entry", args=[row.public_id])
    )


def test_work_is_confirmed_by_whom_one_names(person):
    row = EntryFactory(person=person, kind="work", hours=None, covers=[])
    client, address = client_of(person), reverse("endorsement:entry_confirm", args=[row.public_id])
    assert client.post(address, {"confirmer_name": "Dana"}).status_code == 422
    said = {"confirmer_name": "Dana", "confirmer_email": "dana@example.org"}
    assert client.post(address, said).status_code == 302
    assert Mail.objects.get().to_address == "dana@example.org"


@pytest.mark.parametrize(
    "more", [{"attributes": {"peer": True}, "provider": None}, {"kind": "education", "hours": None}]
)
def test_what_nobody_can_confirm_offers_no_page(person, more):
    row = RscFactory(person=person, **more)
    address = reverse("endorsement:entry_confirm", args=[row.public_id])
    assert client_of(person).get(address).status_code == 404


def test_link_shows_days_hours_and_focus_and_nothing_else(person, provider):
    rows = hours(person, provider, 1, detail__notes="MARKER-notes", detail__title="MARKER-title")
    RscFactory(person=person, detail__title="MARKER-other", first_on="2026-02-14")
    request = asked(person, *rows)
    before = list(ConfirmationLine.objects.values())
    text = page(Client(), f"/c/{token(request)}/")
    for shown in (
        "Marta Field",
        "Jan. 2, 2026",
        "1 clock hour",
        "about the practice with families",
    ):
        assert shown in text
    assert "MARKER" not in text
    assert "Feb. 14" not in text
    assert list(ConfirmationLine.objects.values()) == before


def test_link_is_in_the_confirmers_language(person, provider):
    request = asked(person, *hours(person, provider, 1))
    Person.objects.filter(pk=provider.pk).update(language="es")
    assert '<html lang="es"' in page(Client(), f"/c/{token(request)}/")


def test_lines_are_answered_one_by_one(person, provider):
    first, second, third = hours(person, provider, 3)
    request = asked(person, first, second, third)
    address = f"/c/{token(request)}/"
    said = {
        **shown_on(address),
        f"answer:{first.public_id}": "right",
        f"answer:{second.public_id}": "not_right",
    }
    refused = Client().post(address, said)
    assert refused.status_code == 422
    assert "choose what is not right" in refused.content.decode()
    assert not Confirmation.objects.exists()
    said |= {f"reason:{second.public_id}": "hours", f"note:{second.public_id}": "It was half."}
    assert Client().post(address, said).status_code == 302
    states = dict(request.lines.values_list("entry", "state"))
    assert states == {first.pk: "confirmed", second.pk: "not_right", third.pk: "open"}
    own = page(client_of(person), reverse(LIST))
    assert "The hours are different." in own
    assert "It was half." in own


def test_everything_is_right_at_one_press_and_twice_is_once(person, provider):
    request = asked(person, *hours(person, provider, 3))
    address, client = f"/c/{token(request)}/", Client()
    said = {**shown_on(address), "all": "1"}
    client.post(address, said)
    assert "3 entries are confirmed" in page(client, address)
    assert client.post(address, said).status_code == 302
    assert "had an answer before" in page(client, address)
    assert Confirmation.objects.count() == 3
    assert "Everything is answered" in page(client, address)


def test_very_many_lines_come_in_portions_and_only_what_was_shown_is_confirmed(person, provider):
    request = asked(
        person, *(RscFactory(person=person, provider=provider) for _number in range(130))
    )
    address, client = f"/c/{token(request)}/", Client()
    assert "30 more lines follow" in page(client, address)
    client.post(address, {**shown_on(address), "all": "1"})
    assert Confirmation.objects.count() == 100
    text = page(client, address)
    assert "100 entries are confirmed" in text
    assert "changed in the meantime" not in text
    client.post(address, {**shown_on(address), "all": "1"})
    assert Confirmation.objects.count() == 130


def test_nothing_chosen_is_one_sentence(person, provider):
    request = asked(person, *hours(person, provider, 1))
    response = Client().post(f"/c/{token(request)}/", shown_on(f"/c/{token(request)}/"))
    assert response.status_code == 422
    assert "at least one line" in response.content.decode()


def test_entry_that_was_corrected_meanwhile_is_not_confirmed_and_says_so(person, provider):
    rows = hours(person, provider, 1)
    request = asked(person, *rows)
    address, client = f"/c/{token(request)}/", Client()
    said = {**shown_on(address), "all": "1"}
    ledger_service.make_permanent(entries=rows, at=NOW)
    ledger_service.withdraw_entry(entry=LedgerEntry.objects.get(), at=NOW)
    assert client.post(address, said).status_code == 302
    text = page(client, address)
    assert "changed in the meantime" in text
    assert not Confirmation.objects.exists()


@pytest.mark.parametrize("how", ["unknown", "ran out", "taken back", "replaced"])
def test_link_that_does_not_work_says_what_to_do(person, provider, how):
    request = asked(person, *hours(person, provider, 1))
    address, client = f"/c/{token(request)}/", client_of(person)
    said = {**shown_on(address), "all": "1"}
    later = NOW + timedelta(hours=2)
    if how == "unknown":
        address = "/c/a-token-that-nobody-guesses/"
    if how == "ran out":
        later = NOW + timedelta(days=61)
    if how in ("taken back", "replaced"):
        action = "withdraw" if how == "taken back" else "resend"
        client.post(reverse("endorsement:confirmation_act", args=[request.public_id, action]))
    with time_machine.travel(later, tick=False):
        for response in (Client().get(address), Client().post(address, said)):
            assert response.status_code == 410
            assert "can send you a new one" in response.content.decode()
    assert not Confirmation.objects.exists()


@pytest.mark.parametrize("action", ["resend", "withdraw"])
def test_only_the_asker_resends_and_takes_back(person, provider, action):
    request = asked(person, *hours(person, provider, 1))
    address = reverse("endorsement:confirmation_act", args=[request.public_id, action])
    assert client_of(PersonFactory()).post(address).status_code == 404
    assert client_of(person).get(address).status_code == 405
    assert client_of(person).post(address).status_code == 302


def test_confirmer_with_an_account_finds_the_same_at_their_page(person):
    member = PersonFactory(name="Ruth Adeyemi")
    request = asked(person, *hours(person, member, 2))
    client = client_of(member)
    text = page(client, reverse("endorsement:supervision"))
    address = reverse("endorsement:confirm", args=[request.public_id])
    assert address in text
    assert "2 lines open" in text
    client.post(address, {**shown_on(address, client), "all": "1"})
    assert Confirmation.objects.filter(by=member).count() == 2
    assert "Nobody is waiting." in page(client, reverse("endorsement:supervision"))
    assert client_of(PersonFactory()).get(address).status_code == 404


def test_list_costs_the_same_with_one_and_with_thirty_lines(
    person, provider, django_assert_num_queries
):
    client = client_of(person)
    asked(person, *hours(person, provider, 1))
    page(client, reverse(LIST))
    with django_assert_num_queries(8) as one:
        page(client, reverse(LIST))
    asked(person, *(RscFactory(person=person, provider=provider) for _number in range(30)))
    with django_assert_num_queries(len(one)):
        page(client, reverse(LIST))


def test_who_is_signed_in_finds_the_way_from_the_link_to_their_own_pages(person):
    member = PersonFactory(name="Ruth Adeyemi")
    address = f"/c/{token(asked(person, *hours(person, member, 1)))}/"
    own = reverse("endorsement:supervision")
    assert f'href="{own}"' in page(client_of(member), address)
    # Nobody learns from a link whether there is an account.
    for client in (Client(), client_of(PersonFactory())):
        assert 'class="breadcrumbs"' not in page(client, address)
    gone = client_of(member).get("/c/a-token-that-nobody-guesses/").content.decode()
    assert f'href="{own}"' in gone

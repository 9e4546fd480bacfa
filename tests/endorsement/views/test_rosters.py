"""A group's page: behind the provider's standing link, and for a provider who is signed in."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from endorsement.models import Confirmation, GroupMember, LedgerEntry, Person, SupervisionGroup
from endorsement.selectors import ledger
from lms.backbone.models import Mail
from tests.factories.confirmation import group_of, group_token
from tests.factories.ledger import NOW, RscFactory
from tests.factories.person import OutsiderFactory, PersonFactory

pytestmark = pytest.mark.django_db
GROUPS = "endorsement:groups"


@pytest.fixture(autouse=True)
def _on_the_day():
    with time_machine.travel(NOW + timedelta(hours=1), tick=False):
        yield


def client_of(person: Person) -> Client:
    client = Client()
    client.force_login(person.user)
    return client


def roster(*present: Person, **more: object) -> dict[str, object]:
    return {
        "on": "2026-05-12",
        "hours": "2",
        "mode": "online",
        "focus": "own_practice",
        "present": [str(person.ref) for person in present],
        **more,
    }


def test_a_member_begins_the_group_and_the_provider_posts_without_an_account():
    person, other = PersonFactory(name="Marta Field"), PersonFactory(name="Ana Ruiz")
    said = {"provider_name": "Ruth", "provider_email": "ruth@example.org", "name": "Tuesday group"}
    assert client_of(person).post(reverse(GROUPS), said).status_code == 302
    made = SupervisionGroup.objects.get()
    address = f"/g/{group_token(made)}/"
    text = Client().get(address).content.decode()
    assert "Marta Field" in text
    code = re.search(r"<strong>([0-9A-Z-]{14})</strong>", text)
    assert code is not None
    joining = client_of(other)
    found = joining.get(reverse("endorsement:group_find"), {"code": code[1].lower()})
    assert "Tuesday group" in found.content.decode()
    assert not GroupMember.objects.filter(person=other).exists()
    joining.post(reverse("endorsement:group_join"), {"code": code[1]})
    provider = Client()
    assert provider.post(address, roster(person, other)).status_code == 302
    assert "The hours of 2 people are recorded" in provider.get(address).content.decode()
    provider.post(address, roster(person, other))
    assert "was posted before" in provider.get(address).content.decode()
    assert Confirmation.objects.count() == LedgerEntry.objects.count() == 2


def test_opening_the_link_changes_nothing():
    person = PersonFactory()
    address = f"/g/{group_token(group_of(person))}/"
    before = list(SupervisionGroup.objects.values())
    assert Client().get(address).status_code == 200
    assert list(SupervisionGroup.objects.values()) == before


def test_who_did_not_join_is_neither_shown_nor_reached():
    member, stranger = PersonFactory(), PersonFactory(name="MARKER stranger")
    RscFactory(person=stranger, provider=OutsiderFactory())
    address = f"/g/{group_token(group_of(member))}/"
    assert "MARKER" not in Client().get(address).content.decode()
    assert Client().post(address, roster(member, stranger)).status_code == 422
    assert not Confirmation.objects.exists()


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"on": "2026-06-20"}, "in the future"),
        ({"on": ""}, "required"),
        ({"hours": "30"}, "do not fit"),
        ({"present": []}, "at least one member"),
    ],
    ids=["tomorrow", "no day", "too many hours", "nobody"],
)
def test_wrong_roster_says_so_and_keeps_what_was_typed(more, sentence):
    member = PersonFactory()
    address = f"/g/{group_token(group_of(member))}/"
    response = Client().post(address, roster(member, **more))
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert not LedgerEntry.objects.exists()


@pytest.mark.parametrize("how", ["unknown", "ran out", "replaced"])
def test_link_that_does_not_work_says_what_to_do(how):
    member = PersonFactory()
    made = group_of(member)
    address = f"/g/{group_token(made)}/" if how != "unknown" else "/g/nobody-guesses-this/"
    if how == "replaced":
        client_of(member).post(reverse("endorsement:group_act", args=[made.public_id, "resend"]))
    with time_machine.travel(NOW + timedelta(days=401 if how == "ran out" else 1), tick=False):
        response = Client().post(address, roster(member))
    assert response.status_code == 410
    assert "can send you a new one" in response.content.decode()
    assert not LedgerEntry.objects.exists()


def test_provider_with_an_account_finds_the_same_at_their_page():
    provider, member = PersonFactory(), PersonFactory(name="Ana Ruiz")
    client = client_of(provider)
    begun = client.post(reverse("endorsement:supervision"), {"name": "Friday group"})
    made = SupervisionGroup.objects.get()
    address = reverse("endorsement:roster", args=[made.public_id])
    assert begun["Location"] == address
    client_of(member).post(reverse("endorsement:group_join"), {"code": made.join_code})
    assert "Ana Ruiz" in client.get(address).content.decode()
    client.post(address, roster(member))
    assert Confirmation.objects.get().by == provider
    assert not Mail.objects.exists()
    assert client_of(PersonFactory()).get(address).status_code == 404
    assert "Friday group" in client.get(reverse("endorsement:supervision")).content.decode()


def test_a_wrong_code_is_one_sentence():
    client = client_of(PersonFactory())
    found = client.get(reverse("endorsement:group_find"), {"code": "0000-0000-0000"})
    assert found.status_code == 422
    assert "No group has this code." in found.content.decode()
    client.post(reverse("endorsement:group_join"), {"code": "0000"})
    assert "No group has this code." in client.get(reverse(GROUPS)).content.decode()


def test_day_that_was_entered_differently_is_settled_by_its_person():
    member = PersonFactory()
    made = group_of(member)
    entry = RscFactory(
        person=member,
        provider=made.provider,
        first_on="2026-05-12",
        attributes={"format": "group", "mode": "online", "focus": "own_practice"},
    )
    provider, address = Client(), f"/g/{group_token(made)}/"
    provider.post(address, roster(member))
    assert "entered this day differently" in provider.get(address).content.decode()
    client, settle = (
        client_of(member),
        reverse("endorsement:group_act", args=[made.public_id, "settle"]),
    )
    assert "says 2 hours" in client.get(reverse(GROUPS)).content.decode()
    client.post(settle, {"on": "2026-05-12"})
    assert "still says something else" in client.get(reverse(GROUPS)).content.decode()
    LedgerEntry.objects.filter(pk=entry.pk).update(hours=2)
    client.post(settle, {"on": "2026-05-12"})
    assert Confirmation.objects.get().entry == entry
    assert client.post(settle, {"on": "2026-05-12"}).status_code == 404
    assert client.post(settle, {"on": "no day"}).status_code == 404


def test_member_leaves():
    member = PersonFactory()
    made = group_of(member)
    client_of(member).post(reverse("endorsement:group_act", args=[made.public_id, "leave"]))
    assert "Nobody has joined yet." in Client().get(f"/g/{group_token(made)}/").content.decode()


def test_provider_takes_back_renames_and_ends_without_an_account():
    person = PersonFactory(name="Marta Field")
    made = group_of(person)
    address, provider = f"/g/{group_token(made)}/", Client()
    provider.post(address, roster(person))
    page = provider.get(address).content.decode()
    assert "Was not there: take it back" in page
    attendance = f"2026-05-12:{person.ref}"
    provider.post(address, {"move": "take_back", "attendance": attendance})
    assert ledger.net(person).count() == 0
    assert "Was not there" not in provider.get(address).content.decode()
    provider.post(address, {"move": "rename", "name": "Wednesdays"})
    assert "Wednesdays" in provider.get(address).content.decode()
    ended = provider.post(address, {"move": "end"}).content.decode()
    assert ("The group has ended" in ended, provider.get(address).status_code) == (True, 410)


def test_only_the_member_who_began_a_group_renames_and_ends_it():
    beginner, other = PersonFactory(), PersonFactory()
    made = group_of(beginner, other)
    address = reverse("endorsement:group_act", args=[made.public_id, "change"])
    for one in (other, PersonFactory()):
        assert client_of(one).post(address, {"move": "end"}).status_code == 404
    assert address not in client_of(other).get(reverse(GROUPS)).content.decode()
    mine = client_of(beginner)
    assert address in mine.get(reverse(GROUPS)).content.decode()
    mine.post(address, {"move": "rename", "name": "Wednesdays"})
    mine.post(address, {"move": "rename", "name": ""})
    assert "Wednesdays" in mine.get(reverse(GROUPS)).content.decode()
    mine.post(address, {"move": "end"})
    assert "Wednesdays" not in mine.get(reverse(GROUPS)).content.decode()


def test_who_is_signed_in_finds_the_way_from_the_link_to_their_own_pages():
    provider = PersonFactory(name="Ruth Adeyemi")
    made = group_of(PersonFactory(), provider=provider)
    address, own = f"/g/{group_token(made)}/", reverse("endorsement:supervision")
    client = client_of(provider)
    assert f'href="{own}"' in client.get(address).content.decode()
    for other in (Client(), client_of(PersonFactory())):
        assert 'class="breadcrumbs"' not in other.get(address).content.decode()
    assert f'href="{own}"' in client.post(address, {"move": "end"}).content.decode()
    assert f'href="{own}"' in client.get(address).content.decode()

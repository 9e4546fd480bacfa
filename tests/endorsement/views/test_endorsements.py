"""The coordinator's pages of endorsements, and the holder's page to ask."""

from datetime import date

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from endorsement.models import Endorsement, Person, RenewalExtension, StatusRequest
from endorsement.services import standing
from tests.factories.membership import member
from tests.factories.person import PersonFactory
from tests.factories.renewal import held, noon
from tests.factories.scheme import association_with_scheme, core_framework

pytestmark = pytest.mark.django_db
TODAY = noon(date(2027, 11, 5))


@pytest.fixture(autouse=True)
def _today():
    core_framework()
    with time_machine.travel(TODAY, tick=False):
        yield


@pytest.fixture
def endorsement() -> Endorsement:
    return held(person=PersonFactory(name="Rosa Lindgren"))


@pytest.fixture
def client(endorsement) -> Client:
    return member(endorsement.association, "coordinator")


def _holder(endorsement: Endorsement) -> Client:
    client = Client()
    client.force_login(endorsement.person.user)
    return client


def _list(client: Client, query: str = "") -> str:
    response = client.get(reverse("endorsement:desk_endorsements", args=["north"]) + query)
    assert response.status_code == 200
    return response.content.decode()


def _page(endorsement: Endorsement) -> str:
    return reverse("endorsement:desk_endorsement", args=["north", endorsement.public_id])


def _do(client: Client, endorsement: Endorsement, act: str, **said: str):
    sent = {f"{act}-{name}": value for name, value in said.items()}
    return client.post(_page(endorsement), {"act": act, **sent})


FOUND = [
    ("", True),
    ("?words=lindgren+rosa", True),
    ("?words=somebody", False),
    ("?words={number}", True),
    ("?state=active", True),
    ("?state=inactive", False),
    ("?category=first_steps", True),
    ("?category=unknown", True),
    ("?when=open", True),
    ("?when=soon", True),
    ("?when=late", False),
    ("?asked=on", False),
]


@pytest.mark.parametrize(("query", "there"), FOUND)
def test_an_endorsement_is_found_by_words_and_filters(query, there, client, endorsement):
    shown = _list(client, query.format(number=endorsement.public_id.lower()))
    assert ("Rosa Lindgren" in shown) is there
    assert ("Nobody found" in shown) is not there


@pytest.mark.parametrize("rows", [1, 30])
def test_the_list_costs_the_same_for_one_and_for_thirty(rows, django_assert_num_queries):
    for _number in range(rows):
        asking = held()
        StatusRequest.objects.create(endorsement=asking, move="retire", asked_at=TODAY)
    client = member(association_with_scheme(), "coordinator")
    _list(client)
    with django_assert_num_queries(QUERIES):
        _list(client)


QUERIES = 13


def test_nobody_finds_their_own_endorsement_at_the_desk(client, endorsement):
    coordinator = Person.objects.get(user__pk=client.session["_auth_user_id"])
    Endorsement.objects.update(person=coordinator)
    assert "Nobody found" in _list(client)
    assert client.get(_page(endorsement)).status_code == 404


def test_the_page_shows_state_days_and_every_legal_move(client, endorsement):
    shown = client.get(_page(endorsement)).content.decode()
    assert "Dec. 31, 2027" in shown
    for title in ("Set inactive", "Suspend", "Retire", "Give more time"):
        assert f"<span>{title}</span>" in shown
    # Not what is no move now, and not archiving somebody's only category.
    assert "<summary>Reinstate</summary>" not in shown
    assert "<summary>Archive</summary>" not in shown


def test_a_break_and_the_return(client, endorsement):
    assert _do(client, endorsement, "set_inactive", because="illness", note="").status_code == 302
    shown = client.get(_page(endorsement)).content.decode()
    assert "Inactive since Nov. 5, 2027" in shown
    assert "Illness" in shown
    assert "<summary>Give more time</summary>" not in shown
    assert _do(client, endorsement, "come_back", due_on="", note="").status_code == 302
    endorsement.refresh_from_db()
    assert endorsement.state == "active"


def test_more_time(client, endorsement):
    said = {"due_on": "2028-02-29", "grace_through": "", "reason": "A flood closed the office."}
    assert _do(client, endorsement, "extend", **said).status_code == 302
    assert RenewalExtension.objects.get().due_on == date(2028, 2, 29)
    shown = client.get(_page(endorsement)).content.decode()
    assert "More time through Feb. 29, 2028" in shown
    assert "A flood closed the office." in shown


def test_what_is_wrong_is_said_beside_it_and_nothing_is_lost(client, endorsement):
    said = {"due_on": "2026-02-28", "reason": "A flood closed the office."}
    answer = _do(client, endorsement, "extend", **said)
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "never takes a day away" in shown
    assert "A flood closed the office." in shown
    assert '<details class="accordion__item" open>' in shown


def test_what_cannot_be_done_now_is_refused_in_words(client, endorsement):
    answer = client.post(_page(endorsement), {"act": "reinstate"}, follow=True)
    assert "cannot be done with this endorsement as it stands now" in answer.content.decode()


def test_a_holder_asks_and_the_coordinator_sees_it_and_does_it(client, endorsement):
    holder = _holder(endorsement)
    address = reverse("endorsement:status_request", args=[endorsement.public_id])
    assert "for a break (inactive)" in holder.get(address).content.decode()
    said = {"move": "set_inactive", "because": "family_leave", "text": "Until spring."}
    assert holder.post(address, said).status_code == 302
    assert "You have asked" in holder.get(address).content.decode()
    assert "Rosa Lindgren" in _list(client, "?asked=on")
    shown = client.get(_page(endorsement)).content.decode()
    assert "Until spring." in shown
    _do(client, endorsement, "set_inactive", because="family_leave")
    assert "You have asked" not in holder.get(address).content.decode()
    assert StatusRequest.objects.get().granted


def test_the_answer_stands_on_the_holders_page(client, endorsement):
    holder = _holder(endorsement)
    address = reverse("endorsement:status_request", args=[endorsement.public_id])
    holder.post(address, {"move": "retire"})
    _do(client, endorsement, "decline", answer="Let us talk first.")
    assert "Let us talk first." in holder.get(address).content.decode()
    holder.post(address, {"move": "retire"})
    assert holder.post(address, {"take_back": "1"}).status_code == 302
    assert StatusRequest.objects.count() == 1


def test_asking_without_a_choice_is_said_beside_it(endorsement):
    address = reverse("endorsement:status_request", args=[endorsement.public_id])
    assert _holder(endorsement).post(address, {}).status_code == 422
    answer = _holder(endorsement).post(address, {"move": "set_inactive"})
    assert "Choose a reason from the list." in answer.content.decode()


def test_why_somebody_was_suspended_is_on_no_page_of_theirs(client, endorsement):
    standing.suspend(
        endorsement=endorsement, coordinator=PersonFactory(), note="A board acted.", at=TODAY
    )
    for name in ("status_request", "renewal"):
        address = reverse(f"endorsement:{name}", args=[endorsement.public_id])
        assert "A board acted." not in _holder(endorsement).get(address).content.decode()
    assert "A board acted." in client.get(_page(endorsement)).content.decode()


def _own_days(client: Client, **changed: str) -> dict[str, str]:
    """What a browser sends of the page with some of it changed."""
    page = client.get(reverse("endorsement:overlay_renewal", args=["north"]))
    form = page.context["form"]
    said = {}
    for name, field in form.fields.items():
        value = form.get_initial_for_field(field, name)
        if value not in (None, "", False):
            said[name] = value
    return {**said, **changed}


def test_an_association_sets_days_of_its_own_and_takes_them_back(client, endorsement):
    address = reverse("endorsement:overlay_renewal", args=["north"])
    said = _own_days(client, month_day="12-15", grace_days="", grace_through="01-31", late="on")
    assert client.post(address, said).status_code == 302
    overlay = endorsement.association.overlay
    overlay.refresh_from_db()
    assert overlay.renewal == {
        "cycle": {"kind": "fixed_date", "month_day": "12-15"},
        "grace_days": None,
        "grace_through": "01-31",
        "late": {},
    }
    assert endorsement.cycles.get().due_on == date(2027, 12, 31)
    assert "days of its own" in client.get(address).content.decode()
    assert client.post(address, {**_own_days(client), "as_scheme": "1"}).status_code == 302
    overlay.refresh_from_db()
    assert overlay.renewal == {}


def test_days_that_cannot_be_meant_are_refused_in_words(client, endorsement):
    address = reverse("endorsement:overlay_renewal", args=["north"])
    answer = client.post(address, _own_days(client, grace_through="01-31"))
    assert answer.status_code == 422
    assert "not both" in answer.content.decode()
    stale = client.post(address, _own_days(client, revision="99"))
    assert "meanwhile" in stale.content.decode()

"""The page of a renewal, from the day its holder looks ahead to the day it is too late."""

from datetime import date

import pytest
import time_machine
from django.core import mail as outgoing
from django.test import Client
from django.urls import reverse

from endorsement.models import Endorsement, RenewalCycle
from endorsement.services import reminder
from endorsement.services.notices import gathering
from lms.backbone.mail import send_due_mail
from tests.factories.award import EndorsementFactory
from tests.factories.person import PersonFactory
from tests.factories.renewal import held, noon, ready, sign
from tests.factories.scheme import core_framework

pytestmark = pytest.mark.django_db
D = date.fromisoformat
BUTTON = '<button class="button" type="submit">Renew</button>'
CARD_LINK = "Renew this endorsement"


@pytest.fixture
def endorsement() -> Endorsement:
    core_framework()
    return held()


def _client(endorsement: Endorsement) -> Client:
    client = Client()
    client.force_login(endorsement.person.user)
    return client


def _address(endorsement: Endorsement) -> str:
    return reverse("endorsement:renewal", args=[endorsement.public_id])


def _page(endorsement: Endorsement, on: str, address: str = "") -> str:
    with time_machine.travel(noon(D(on)), tick=False):
        response = _client(endorsement).get(address or _address(endorsement))
    assert response.status_code == 200
    return response.content.decode()


SAID = [
    ("2027-09-01", "You can renew from Oct. 2, 2027 on.", False),
    ("2027-10-02", "You can renew now. It is due on Dec. 31, 2027.", True),
    ("2028-01-30", "You can still renew through Jan. 30, 2028.", True),
    ("2028-01-31", "Write to office@north.example.org.", False),
]


@pytest.mark.parametrize(("on", "said", "possible"), SAID)
def test_page_says_what_is_possible_on_the_day(endorsement, on, said, possible):
    ready(endorsement)
    page = _page(endorsement, on)
    assert said in page
    assert (BUTTON in page) == possible
    cards = _page(endorsement, on, reverse("endorsement:applications"))
    assert (CARD_LINK in cards) == possible


def test_page_shows_what_is_missing_and_what_to_sign(endorsement):
    page = _page(endorsement, "2027-11-05")
    assert "0 of 6 clock hours; 6 more needed" in page
    assert "Not signed in this period yet" in page
    assert reverse("endorsement:sign", args=["code_of_ethics"]) + "?association=north" in page
    assert BUTTON not in page
    sign(endorsement.cycles.get(), on=D("2027-11-04"))
    assert "Signed on Nov. 4, 2027" in _page(endorsement, "2027-11-05")


def test_button_renews_once_and_leads_to_the_endorsements(endorsement):
    ready(endorsement)
    assert 'name="cycle" value="1"' in _page(endorsement, "2027-11-05")
    with time_machine.travel(noon(D("2027-11-05")), tick=False):
        client = _client(endorsement)
        for _click in range(2):
            response = client.post(_address(endorsement), {"cycle": "1"}, follow=True)
            assert response.redirect_chain == [(reverse("endorsement:applications"), 302)]
            page = response.content.decode()
            assert "renewed and good through Dec. 31, 2028" in page
            assert CARD_LINK not in page
    assert list(endorsement.cycles.order_by("number").values_list("number", "state")) == [
        (1, "renewed"),
        (2, "open"),
    ]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"cycle": "1"}, "Still open: In-service training in the cycle;"),
        ({"cycle": "9"}, "There is nothing to renew here."),
        ({"cycle": "x"}, "You can renew now."),
        ({}, "You can renew now."),
    ],
)
def test_refused_click_changes_nothing_and_says_why(endorsement, data, said):
    with time_machine.travel(noon(D("2027-11-05")), tick=False):
        response = _client(endorsement).post(_address(endorsement), data, follow=True)
    assert said in response.content.decode()
    assert RenewalCycle.objects.get().state == "open"


@pytest.mark.parametrize("method", ["get", "post"])
def test_renewal_of_somebody_else_is_not_there(endorsement, method):
    ready(endorsement)
    client = Client()
    with time_machine.travel(noon(D("2027-11-05")), tick=False):
        client.force_login(PersonFactory().user)
        response = getattr(client, method)(_address(endorsement), {"cycle": "1"})
    assert response.status_code == 404
    assert RenewalCycle.objects.get().state == "open"


def test_endorsement_that_never_ends_has_no_such_page(endorsement):
    forever = EndorsementFactory(
        person=endorsement.person, edition=endorsement.edition, category="family_associate"
    )
    response = _client(endorsement).get(_address(forever))
    assert response.status_code == 404


def test_revoked_endorsement_offers_no_button(endorsement):
    ready(endorsement)
    Endorsement.objects.update(state="revoked")
    page = _page(endorsement, "2027-11-05")
    assert "This endorsement is no longer valid." in page
    assert BUTTON not in page


@pytest.mark.parametrize("on", ["2027-12-31", "2028-01-01"])
def test_mail_leads_to_the_renewal(endorsement, settings, on):
    at = noon(D(on))
    reminder.sweep(at=at)
    gathering.gather(at=at, hurry=True)
    send_due_mail(at=at)
    assert f"{settings.PUBLIC_URL}{_address(endorsement)}" in outgoing.outbox[0].body

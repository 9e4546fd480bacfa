"""The page of a renewal, from the day its holder looks ahead to the day it is too late."""

from datetime import date

import pytest
import time_machine
from django.core import mail as outgoing
from django.test import Client
from django.urls import reverse

from endorsement.models import Endorsement, Fee, Overlay, RenewalCycle
from endorsement.services import reminder
from endorsement.services import renewal as services
from endorsement.services.notices import gathering
from lms.backbone.mail import send_due_mail
from tests.factories.application import staff
from tests.factories.award import EndorsementFactory
from tests.factories.ledger import EntryFactory
from tests.factories.person import PersonFactory
from tests.factories.renewal import (
    by_rule,
    changed_edition,
    hand_in,
    held,
    noon,
    ready,
    sign,
)
from tests.factories.scheme import core_framework

pytestmark = pytest.mark.django_db
D = date.fromisoformat
BUTTON = '<button class="button" type="submit">Attest and hand in</button>'
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


def _post(endorsement: Endorsement, data: dict[str, str], on: str = "2027-11-05"):
    with time_machine.travel(noon(D(on)), tick=False):
        return _client(endorsement).post(_address(endorsement), data, follow=True)


SIGNED = {"cycle": "1", "true": "on"}


def test_by_rule_the_button_renews_once_and_says_until_when(endorsement):
    ready(endorsement)
    by_rule(endorsement.association)
    assert 'name="cycle" value="1"' in _page(endorsement, "2027-11-05")
    for _click in range(2):
        response = _post(endorsement, SIGNED)
        assert response.redirect_chain == [(_address(endorsement), 302)]
        assert "renewed and good through Dec. 31, 2028" in response.content.decode()
    assert list(endorsement.cycles.order_by("number").values_list("number", "state")) == [
        (1, "renewed"),
        (2, "open"),
    ]


def test_what_is_handed_in_is_shown_frozen_until_the_association_decides(endorsement):
    ready(endorsement)
    page = _post(endorsement, SIGNED).content.decode()
    assert "Association north decides about it and will write to you" in page
    assert "Handed in on Nov. 5, 2027." in page
    assert "What you handed in" in page
    assert BUTTON not in page
    # Long after grace it still waits, and nobody is told to hurry.
    late = _page(endorsement, "2028-03-01")
    assert "until then your endorsement stays as it is" in late
    assert "Ask the association" not in late


def test_question_of_the_association_reopens_the_page(endorsement):
    cycle = ready(endorsement)
    renewal = hand_in(cycle, noon(D("2027-11-05")))
    services.send_back(
        renewal=renewal,
        question="Which course was it?",
        requirements=["training"],
        answer_by_on=D("2027-12-01"),
        coordinator=staff(endorsement.association, "coordinator"),
        at=noon(D("2027-11-06")),
    )
    page = _page(endorsement, "2027-11-07")
    assert "Which course was it?" in page
    assert "Please answer by Dec. 1, 2027." in page
    assert "Open again: In-service training in the cycle." in page
    assert BUTTON in page


def _take_back(endorsement: Endorsement, method: str, on: str = "2027-11-05"):
    address = reverse("endorsement:renewal_take_back", args=[endorsement.public_id])
    with time_machine.travel(noon(D(on)), tick=False):
        return getattr(_client(endorsement), method)(address, follow=True)


def test_holder_takes_it_back_after_reading_what_comes_of_it(endorsement):
    ready(endorsement)
    assert _take_back(endorsement, "get").status_code == 404
    _post(endorsement, SIGNED)
    assert reverse("endorsement:renewal_take_back", args=[endorsement.public_id]) in _page(
        endorsement, "2027-11-05"
    )
    asked = _take_back(endorsement, "get").content.decode()
    assert "You can hand it in again through Jan. 30, 2028." in asked
    assert endorsement.cycles.get().renewal.state == "handed_in"
    page = _take_back(endorsement, "post").content.decode()
    assert "Taken back. Change what you want to change" in page
    assert "You took it back. It is due on Dec. 31, 2027" in page
    assert BUTTON in page
    assert _post(endorsement, SIGNED).status_code == 200
    assert endorsement.cycles.get().renewal.state == "handed_in"


@pytest.mark.parametrize("method", ["get", "post"])
def test_too_late_to_take_back_leads_to_what_was_decided(endorsement, method):
    by_rule(endorsement.association)
    cycle = ready(endorsement)
    renewal = hand_in(cycle, noon(D("2027-11-05")))
    assert renewal.state == "approved"
    # The next period has begun and nothing is handed in for it.
    assert _take_back(endorsement, method).status_code == 404
    cycle.endorsement.cycles.filter(number=2).delete()
    page = _take_back(endorsement, method).content.decode()
    assert "approved before you took it back" in page


@pytest.mark.parametrize("more", [1, 30])
def test_holder_sees_by_name_what_they_changed(endorsement, more, django_assert_num_queries):
    cycle = ready(endorsement)
    renewal = hand_in(cycle, noon(D("2027-11-05")))
    services.send_back(
        renewal=renewal,
        question="More, please.",
        answer_by_on=D("2027-12-01"),
        coordinator=staff(endorsement.association, "coordinator"),
        at=noon(D("2027-11-05")),
    )
    for number in range(more):
        EntryFactory(
            person=endorsement.person,
            first_on=D("2027-11-06"),
            hours="1.00",
            detail__title=f"Course {number}",
        )
    hand_in(cycle, noon(D("2027-11-07")))
    with time_machine.travel(noon(D("2027-11-08")), tick=False):
        client = _client(endorsement)
        client.get(_address(endorsement))
        with django_assert_num_queries(32):
            page = client.get(_address(endorsement)).content.decode()
    assert "What you changed" in page
    assert page.count(">Added</span>") == more
    assert f'<th scope="row">Course {more - 1}</th>' in page


def test_fee_and_where_to_pay_it_in_the_readers_language(endorsement):
    overlay = endorsement.association.overlay
    Fee.objects.create(overlay=overlay, purpose="renewal", amount="25.00")
    by_rule(
        endorsement.association,
        pay_url="https://pay.example.org/",
        pay_text={"en": "Checks to AIMH North.", "es": "Cheques a AIMH Norte."},
    )
    page = _page(endorsement, "2027-11-05")
    assert "$25.00 · not recorded yet" in page
    assert "https://pay.example.org/" in page
    assert "Checks to AIMH North." in page
    spanish = _page(endorsement, "2027-11-05", _address(endorsement).replace("/en/", "/es/"))
    assert "Cheques a AIMH Norte." in spanish


MEMBER_YEARS = [
    ("06-30", "", "2027-11-05", "lasts through June 30, 2028."),
    ("12-31", "10-01", "2027-11-05", "lasts through Dec. 31, 2028."),
]


@pytest.mark.parametrize(("ends", "carries", "on", "said"), MEMBER_YEARS)
def test_membership_follows_the_associations_own_year(endorsement, ends, carries, on, said):
    Overlay.objects.update(membership_rule="required")
    by_rule(endorsement.association, member_year_ends=ends, member_carries_from=carries)
    page = _page(endorsement, on)
    assert "none that is good on this day is entered" in page
    assert said in page


def test_missing_hours_come_with_ways_to_add_them(endorsement):
    page = _page(endorsement, "2027-11-05")
    assert reverse("endorsement:entry_add", args=["training"]) in page
    assert "Read and sign" in page


def test_look_ahead_shows_a_later_day_and_no_button(endorsement):
    cycle = ready(endorsement)
    EntryFactory(
        person=endorsement.person, first_on=D("2027-12-20"), hours="4.00", topics={"dei": "0.00"}
    )
    today = _page(endorsement, "2027-11-05")
    ahead = _page(endorsement, "2027-11-05", _address(endorsement) + "?on=2027-12-24")
    assert "it is dated 2027-12-20, which is still ahead" in today or "still ahead" in today
    assert "will give on Dec. 24, 2027" in ahead
    assert "still ahead" not in ahead
    assert (BUTTON in today, BUTTON in ahead) == (True, False)
    assert cycle.state == "open"


def test_by_attestation_the_page_says_what_the_signature_stands_for():
    core_framework()
    attest = {"evidence": {"attestation": {"audit_percent": 10}}, "no_sanction": True}
    endorsement = held(changed_edition("2026-attested", renewal=attest))
    sign(endorsement.cycles.get())
    page = _page(endorsement, "2027-11-05")
    assert "You need not enter everything: for In-service training in the cycle" in page
    assert "also where it is not entered here" in page
    assert "Has a licensing board acted against you?" in page
    refused = _post(endorsement, SIGNED)
    assert refused.status_code == 422
    assert _post(endorsement, {**SIGNED, "sanction": "none"}).status_code == 200


def test_several_endorsements_are_listed_on_one_page(endorsement):
    ready(endorsement)
    other = held(person=endorsement.person, category="family_associate")
    page = _page(endorsement, "2027-11-05", reverse("endorsement:renewals"))
    assert page.count("You can renew now. It is due on Dec. 31, 2027.") == 2
    assert _address(endorsement) in page
    assert _address(other) in page
    assert "Still open: In-service training in the cycle." in page


REFUSED = [
    ({"cycle": "1", "true": "on"}, 422, "Still open: In-service training in the cycle;"),
    ({"cycle": "9", "true": "on"}, 422, "There is nothing to renew here."),
    ({"cycle": "x", "true": "on"}, 422, "You can renew now."),
    ({}, 422, "Please attest that what you hand in is true."),
]


@pytest.mark.parametrize(("data", "status", "said"), REFUSED)
def test_refused_click_changes_nothing_and_says_why(endorsement, data, status, said):
    response = _post(endorsement, data)
    assert response.status_code == status
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

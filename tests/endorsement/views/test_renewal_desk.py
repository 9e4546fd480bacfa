"""The coordinator's desk of renewals: piles, one renewal, clean ones at once, terms, audits."""

from datetime import date

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from endorsement.models import (
    AuditDraw,
    Event,
    Fee,
    Membership,
    Renewal,
    RenewalCycle,
    RenewalTerms,
)
from endorsement.rules.audit import rank
from endorsement.services import conflict, ledger
from endorsement.services import renewal as services
from tests.factories.application import staff
from tests.factories.association import MembershipFactory
from tests.factories.ledger import EntryFactory
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
NOW = noon(D("2027-11-10"))
LIST = "/en/a/north/renewals/"


@pytest.fixture
def cycle() -> RenewalCycle:
    core_framework()
    return ready(held(person__name="Rosa Quispe"))


@pytest.fixture
def desk(cycle):
    coordinator = staff(cycle.endorsement.association, "coordinator", name="Carla")
    with time_machine.travel(NOW, tick=False):
        client = Client()
        client.force_login(coordinator.user)
        yield client


def _page(desk: Client, path: str = LIST, **query: str) -> str:
    response = desk.get(path, query)
    assert response.status_code == 200
    return response.content.decode()


def _one(cycle: RenewalCycle) -> str:
    return f"{LIST}{cycle.endorsement.public_id}/{cycle.number}/"


def _act(desk: Client, cycle: RenewalCycle, act: str, status: int = 302, **said: str):
    response = desk.post(_one(cycle), {"act": act, **said})
    assert response.status_code == status, response.content.decode()
    return Renewal.objects.filter(cycle=cycle).first()


PILES = [
    "to_decide",
    "clean",
    "returned",
    "taken_back",
    "late",
    "not_begun",
    "audited",
    "approved",
    "declined",
]


def test_each_pile_holds_what_belongs_there(desk, cycle):
    assert "Rosa Quispe" in _page(desk, pile="not_begun")
    assert "Rosa Quispe" not in _page(desk)
    renewal = hand_in(cycle, NOW)
    found = {pile for pile in PILES if "Rosa Quispe" in _page(desk, pile=pile)}
    assert found == {"to_decide", "clean"}
    coordinator = staff(renewal.association, "coordinator")
    services.approve(renewal=renewal, coordinator=coordinator, at=NOW)
    assert "Rosa Quispe" in _page(desk, pile="approved")


def test_late_ones_are_those_past_their_due_day(desk, cycle):
    RenewalCycle.objects.update(opens_on=D("2027-08-01"), due_on=D("2027-11-01"))
    assert "Rosa Quispe" in _page(desk, pile="late")
    assert "Rosa Quispe" not in _page(desk, pile="not_begun")


def test_filters_narrow_and_forget_what_does_not_exist(desk, cycle):
    hand_in(cycle, NOW)
    assert "Rosa Quispe" in _page(desk, name="rosa", due_on="2027-12-31", category="first_steps")
    assert "Rosa Quispe" not in _page(desk, name="maria")
    assert "Rosa Quispe" in _page(desk, due_on="nonsense", category="nothing", pile="nonsense")


@pytest.mark.parametrize("rows", [1, 30])
def test_list_costs_the_same_for_any_number(desk, cycle, rows, django_assert_num_queries):
    hand_in(cycle, NOW)
    for _one_more in range(rows - 1):
        hand_in(ready(held()), NOW)
    _page(desk)
    with django_assert_num_queries(12):
        page = _page(desk)
    assert page.count('name="on"') == rows


def test_one_renewal_shows_the_verdict_with_its_evidence_and_is_renewed(desk, cycle):
    hand_in(cycle, NOW)
    page = _page(desk, _one(cycle))
    assert "It is clean" in page
    assert "In-service training in the cycle" in page
    assert "6 clock hours" in page
    assert _act(desk, cycle, "approve").state == "approved"
    assert "good through" not in _page(desk, _one(cycle))


def test_before_anything_is_handed_in_the_portfolio_stays_closed(desk, cycle):
    page = _page(desk, _one(cycle))
    assert "The portfolio is the holder’s alone" in page or "alone until then" in page
    assert "In-service training in the cycle" not in page
    assert desk.post(_one(cycle), {"act": "approve"}).status_code == 404


def test_question_with_what_reopens_and_a_day(desk, cycle):
    hand_in(cycle, NOW)
    _act(desk, cycle, "send_back", 422, question="", answer_by_on="2027-12-01")
    renewal = _act(
        desk,
        cycle,
        "send_back",
        question="Which course?",
        answer_by_on="2027-12-01",
        requirements="training",
    )
    assert (renewal.state, renewal.reopened) == ("returned", ["training"])
    assert "Which course?" in _page(desk, _one(cycle))


def test_taken_back_it_stands_where_it_is_open_again_and_is_the_holders_alone(desk, cycle):
    renewal = hand_in(cycle, NOW)
    services.take_back(renewal=renewal, person=renewal.person, at=NOW)
    found = {pile for pile in PILES if "Rosa Quispe" in _page(desk, pile=pile)}
    assert found == {"taken_back", "not_begun"}
    page = _page(desk, _one(cycle))
    assert "There is nothing to decide until it is handed in again" in page
    assert "Taken back by its holder" in page
    assert "In-service training in the cycle" not in page
    _act(desk, cycle, "approve", 422)
    assert Renewal.objects.get().state == "taken_back"


def test_answer_that_was_taken_back_leaves_what_was_handed_in_before_the_question(desk, cycle):
    hand_in(cycle, NOW)
    _act(desk, cycle, "send_back", question="Which course?", answer_by_on="2027-12-01")
    EntryFactory(person=cycle.endorsement.person, first_on=D("2027-11-09"), detail__title="Sleep")
    answer = hand_in(cycle, NOW)
    assert "Sleep" in _page(desk, _one(cycle))
    services.take_back(renewal=answer, person=answer.person, at=NOW)
    page = _page(desk, _one(cycle))
    assert "Your question stays open. The answer is expected by Dec. 1, 2027." in page
    assert "In-service training in the cycle" in page
    assert "Sleep" not in page


@pytest.mark.parametrize("more", [1, 30])
def test_what_changed_after_a_question_is_listed_by_name(
    desk, cycle, more, django_assert_num_queries
):
    person = cycle.endorsement.person
    gone = [
        EntryFactory(person=person, first_on=D("2027-11-01"), hours="1.00") for _ in range(more)
    ]
    renewal = hand_in(cycle, NOW)
    _act(desk, cycle, "send_back", question="More?", answer_by_on="2027-12-01")
    for number, one in enumerate(gone):
        one.refresh_from_db()
        ledger.withdraw_entry(entry=one, at=NOW)
        EntryFactory(
            person=person, first_on=D("2027-11-09"), hours="1.50", detail__title=f"New {number}"
        )
    hand_in(cycle, NOW)
    _page(desk, _one(cycle))
    with django_assert_num_queries(45):
        page = _page(desk, _one(cycle))
    assert "What is different from what was handed in before" in page
    assert f'<th scope="row">New {more - 1}</th>' in page
    assert (page.count(">Added</span>"), page.count(">No longer there</span>")) == (more, more)
    assert "1.5 clock hours" in page
    assert renewal.documents.count() == 2


def test_whoever_is_kept_from_deciding_is_on_record(desk, cycle):
    hand_in(cycle, NOW)
    coordinator = Membership.objects.get(role="coordinator").person
    conflict.declare(
        person=coordinator, name="", email=cycle.endorsement.person.email, kind="friend", at=NOW
    )
    _act(desk, cycle, "approve", 422)
    assert "Kept from acting by a conflict of interest" in _page(desk, _one(cycle))
    assert Event.objects.filter(kind="endorsement.conflict_refused").count() == 1


def test_decline_and_taking_it_back(desk, cycle):
    hand_in(cycle, NOW)
    assert _act(desk, cycle, "decline", reason="Not met.").state == "declined"
    said = {"question": "Once more, please.", "answer_by_on": "2027-12-01"}
    assert _act(desk, cycle, "reopen", **said).state == "returned"


def test_payment_is_recorded_taken_back_and_never_a_card(desk, cycle):
    Fee.objects.create(
        overlay=cycle.endorsement.association.overlay, purpose="renewal", amount="25.00"
    )
    said = {
        "purpose": "renewal",
        "amount": "25.00",
        "method": "check",
        "paid_on": "2027-11-09",
        "once": "abc",
    }
    _act(desk, cycle, "pay", 422, reference="4111 1111 1111 1111", **said)
    renewal = _act(desk, cycle, "pay", reference="No. 7", **said)
    assert "No. 7" in _page(desk, _one(cycle))
    payment = renewal.payments.get()
    _act(desk, cycle, "take_back", payment=payment.public_id)
    assert "taken back" in _page(desk, _one(cycle))


def test_reviewer_is_asked_and_answers_from_their_own_desk(desk, cycle):
    hand_in(cycle, NOW)
    reviewer = staff(cycle.endorsement.association, "reviewer", name="Rita")
    renewal = _act(desk, cycle, "ask_reviewer", reviewer=str(reviewer.ref))
    client = Client()
    client.force_login(reviewer.user)
    opinion = renewal.opinions.get()
    address = reverse("endorsement:renewal_opinion", args=[opinion.public_id])
    assert address in _page(client, "/en/reviews/")
    assert "In-service training in the cycle" in _page(client, address)
    client.post(address, {"recommendation": "approve", "comment": "Lovely."})
    assert "Lovely." in _page(desk, _one(cycle))
    assert address not in _page(client, "/en/reviews/")


def test_clean_ones_are_renewed_at_once_after_a_look(desk, cycle):
    clean = hand_in(cycle, NOW)
    edition = changed_edition("2026-board", renewal={"no_sanction": True})
    other = ready(held(edition, person__name="Ada"))
    stained = hand_in(other, NOW, attested=services.Attestation(true=True, no_sanction=False))
    ticked = {"on": [clean.public_id, stained.public_id]}
    several = f"{LIST}several/"
    page = desk.get(several, ticked).content.decode()
    assert "1 renewal is clean" in page
    assert "did not attest that no licensing board" in page
    desk.post(several, ticked)
    states = dict(Renewal.objects.values_list("public_id", "state"))
    assert states == {clean.public_id: "approved", stained.public_id: "handed_in"}


def test_own_renewal_is_not_on_ones_desk(desk, cycle):
    hand_in(cycle, NOW)
    own = Client()
    person = cycle.endorsement.person
    MembershipFactory(association=cycle.endorsement.association, role="coordinator", person=person)
    own.force_login(person.user)
    assert "Rosa Quispe</a></th>" not in _page(own)
    assert own.get(_one(cycle)).status_code == 404


def test_terms_are_set_and_the_second_of_two_is_told(desk, cycle):
    path = f"{LIST}terms/"
    said = {"revision": "1", "approve_clean": "on", "pay_url": "https://pay.example.org/"}
    # Before there are any.
    assert desk.post(path, {**said, "revision": "7"}).status_code == 422
    assert desk.post(path, {**said, "pay_text_en": "By check."}).status_code == 302
    terms = RenewalTerms.objects.get()
    assert (terms.approve_clean, terms.one_fee, terms.pay_text, terms.revision) == (
        True,
        False,
        {"en": "By check."},
        2,
    )
    again = desk.post(path, said)
    assert again.status_code == 422
    assert "Somebody else has changed these terms" in again.content.decode()
    wrong = desk.post(path, {**said, "revision": "2", "member_year_ends": "13-40"})
    assert "Write a day of the year such as 06-30." in wrong.content.decode()
    plain = desk.post(path, {**said, "revision": "2", "pay_url": "http://pay.example.org/"})
    assert "begins with https://" in plain.content.decode()


def test_draw_shows_its_seed_and_how_to_repeat_it(desk, cycle):
    attestation = {"evidence": {"attestation": {"audit_percent": 10}}}
    attested = held(changed_edition("2026-attested", renewal=attestation)).cycles.get()
    by_rule(attested.endorsement.association)
    sign(attested)
    hand_in(attested, NOW)
    path = f"{LIST}audits/"
    assert "1 attested renewal has not been in a draw yet." in _page(desk, path)
    said = {"due_on": "2027-12-31", "number": "1", "answer_by_on": "2027-12-20"}
    for _click in range(2):
        desk.post(path, said)
    draw = AuditDraw.objects.get()
    page = _page(desk, f"{path}{draw.public_id}/")
    reference = attested.endorsement.public_id
    assert f"{draw.seed}:{reference}" in page
    assert rank(draw.seed, reference) in page
    audit = f"{LIST}{reference}/1/audit/"
    assert "Nothing is shown yet." in _page(desk, audit)
    holder = Client()
    holder.force_login(attested.endorsement.person.user)
    own = reverse("endorsement:own_audit", args=[reference, 1])
    assert own in _page(holder, reverse("endorsement:renewal", args=[reference]))
    assert "You attested more than is entered so far" in _page(holder, own)
    holder.post(own)
    desk.post(audit, {"act": "finish"})
    assert "The audit is passed" in _page(holder, own)

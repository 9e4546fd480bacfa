"""What the association decides about a renewal that was handed in; the holder's days meanwhile."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from endorsement.models import (
    Belonging,
    Endorsement,
    Event,
    Fee,
    Notice,
    Overlay,
    Renewal,
    RenewalCycle,
    RenewalOpinion,
)
from endorsement.refusals import Refused
from endorsement.selectors import clean_renewals, renewals
from endorsement.services import conflict, cycle_sweep, event, fee, reminder, standing
from endorsement.services import renewal as services
from endorsement.services.notices import gathering
from lms.backbone import canonical
from lms.backbone.mail import send_due_mail
from lms.backbone.models import Mail
from tests.factories.application import staff
from tests.factories.ledger import EntryFactory
from tests.factories.renewal import (
    by_rule,
    changed_edition,
    hand_in,
    held,
    noon,
    ready,
    sign,
    train,
)

pytestmark = pytest.mark.django_db
D = date.fromisoformat
IN_WINDOW = noon(D("2027-11-05"))
# Grace is over on January 30.
LATER = noon(D("2028-03-01"))
ATTEST = {"evidence": {"attestation": {"audit_percent": 10}}}


@pytest.fixture
def cycle() -> RenewalCycle:
    return ready(held())


@pytest.fixture
def coordinator(cycle):
    return staff(cycle.endorsement.association, "coordinator", name="Carla")


def _state(renewal: Renewal) -> tuple[str, str, str]:
    row = Renewal.objects.select_related("cycle__endorsement").get(pk=renewal.pk)
    return row.state, row.cycle.state, row.cycle.endorsement.state


def _back(renewal, coordinator, at=IN_WINDOW, **more) -> Renewal:
    said = {"question": "Which course was it?", "answer_by_on": D("2027-12-01"), **more}
    return services.send_back(renewal=renewal, coordinator=coordinator, at=at, **said)


def _mails() -> list[str]:
    return list(Mail.objects.order_by("pk").values_list("template", flat=True))


def test_where_nothing_is_approved_by_rule_a_coordinator_decides(cycle, coordinator):
    renewal = hand_in(cycle, IN_WINDOW)
    assert _state(renewal) == ("handed_in", "open", "active")
    assert _mails() == ["renewal_handed_in"]
    for _click in range(2):
        services.approve(renewal=renewal, coordinator=coordinator, at=LATER)
    assert _state(renewal) == ("approved", "renewed", "active")
    assert _mails() == ["renewal_handed_in", "renewal_approved"]
    cycle.refresh_from_db()
    assert (cycle.renewed_on, renewal.decided_by) == (D("2027-11-05"), None)
    assert Renewal.objects.get().decided_by == coordinator
    assert RenewalCycle.objects.get(number=2).starts_on == D("2028-01-01")


def test_what_is_handed_in_is_frozen_with_its_digest(cycle):
    renewal = hand_in(cycle, IN_WINDOW)
    document = renewal.documents.get()
    entry = cycle.endorsement.person.entries.get()
    assert document.sha256 == canonical.digest(document.snapshot)
    assert (document.number, document.as_of_on, document.counted) == (
        1,
        D("2027-11-05"),
        [entry.public_id],
    )
    EntryFactory(person=cycle.endorsement.person, first_on=D("2027-11-06"), hours="9.00")
    shown = renewals.judged_document(cycle, renewal, document)
    assert [one.key for one in shown.portfolio.entries] == [entry.public_id]
    happened = Event.objects.get(kind="endorsement.renewal_handed_in")
    assert document.sha256 in happened.payload
    assert happened.chain_no is not None


def test_second_tab_hands_in_once(cycle):
    assert hand_in(cycle, IN_WINDOW) == hand_in(cycle, IN_WINDOW + timedelta(days=1))
    assert Renewal.objects.get().documents.count() == 1


def test_nothing_is_handed_in_without_the_attestation(cycle):
    with pytest.raises(Refused, match="attest that what you hand in is true"):
        hand_in(cycle, IN_WINDOW, attested=services.Attestation())


def test_whoever_handed_in_on_time_does_not_lapse_while_a_decision_takes_long(cycle, coordinator):
    renewal = hand_in(cycle, noon(D("2028-01-30")))
    assert renewals.waiting(cycle)
    assert cycle_sweep.sweep(at=LATER) == 0
    assert reminder.sweep(at=LATER) == 0
    assert _state(renewal) == ("handed_in", "open", "active")
    services.approve(renewal=renewal, coordinator=coordinator, at=LATER)
    assert _state(renewal) == ("approved", "renewed", "active")
    assert Endorsement.objects.get().cycles.get(number=2).due_on == D("2028-12-31")


def test_decision_that_outlasts_the_next_period_leaves_time_to_renew_that(cycle, coordinator):
    renewal = hand_in(cycle, IN_WINDOW)
    at = noon(D("2029-03-01"))
    services.approve(renewal=renewal, coordinator=coordinator, at=at)
    following = Endorsement.objects.get().cycles.get(number=2)
    assert (following.starts_on, following.due_on) == (D("2028-01-01"), D("2029-12-31"))
    cycle_sweep.sweep(at=at)
    assert _state(renewal) == ("approved", "renewed", "active")


def test_reminder_that_waits_is_not_sent_to_somebody_who_handed_in(cycle):
    reminder.sweep(at=IN_WINDOW, on=cycle.opens_on)
    hand_in(cycle, IN_WINDOW)
    gathering.gather(at=IN_WINDOW)
    send_due_mail(at=IN_WINDOW + timedelta(days=1))
    assert Notice.objects.get().reason == "handed_in"


def test_whoever_was_returned_can_answer_through_the_day_also_after_grace(cycle, coordinator):
    renewal = hand_in(cycle, noon(D("2028-01-30")))
    _back(renewal, coordinator, at=noon(D("2028-02-10")), answer_by_on=D("2028-02-20"))
    assert cycle_sweep.sweep(at=noon(D("2028-02-20"))) == 0
    again = hand_in(cycle, noon(D("2028-02-20")))
    assert _state(again) == ("handed_in", "open", "active")
    # It was handed in on time the first time.
    assert again.handed_in_on == D("2028-01-30")
    assert again.documents.count() == 2


def test_whoever_does_not_answer_lapses_the_day_after(cycle, coordinator):
    renewal = hand_in(cycle, noon(D("2028-01-30")))
    _back(renewal, coordinator, at=noon(D("2028-02-10")), answer_by_on=D("2028-02-20"))
    assert cycle_sweep.sweep(at=noon(D("2028-02-21"))) == 1
    assert _state(renewal) == ("returned", "lapsed", "lapsed")


def test_only_what_was_asked_reopens(cycle, coordinator):
    renewal = hand_in(cycle, IN_WINDOW)
    _back(renewal, coordinator, requirements=["signatures"])
    EntryFactory(person=cycle.endorsement.person, first_on=D("2027-11-06"), hours="9.00")
    sign(cycle, on=D("2027-11-07"))
    again = hand_in(cycle, noon(D("2027-11-08")))
    first, second = (
        renewals.judged_document(cycle, again, document).portfolio
        for document in again.documents.all()
    )
    assert first.entries == second.entries
    assert len(second.signatures) == len(first.signatures) + 1


REFUSED = [
    ({"question": " "}, "Write what you need"),
    ({"answer_by_on": D("2027-11-05")}, "at least until tomorrow"),
    ({"requirements": ["nothing"]}, "requirements of this renewal"),
]


@pytest.mark.parametrize(("said", "sentence"), REFUSED)
def test_return_says_what_is_needed_by_when(cycle, coordinator, said, sentence):
    renewal = hand_in(cycle, IN_WINDOW)
    with pytest.raises(Refused, match=sentence):
        _back(renewal, coordinator, **said)
    assert _state(renewal) == ("handed_in", "open", "active")


def test_declined_after_grace_lapses_with_the_next_sweep_and_tells_why(cycle, coordinator):
    renewal = hand_in(cycle, IN_WINDOW)
    services.decline(renewal=renewal, reason="Not yours.", coordinator=coordinator, at=LATER)
    assert _mails() == ["renewal_handed_in", "renewal_declined"]
    assert cycle_sweep.sweep(at=LATER) == 1
    assert _state(renewal) == ("declined", "lapsed", "lapsed")
    # It says when it was good, and the reminder of the lapse comes all the same.
    declined = Mail.objects.get(template="renewal_declined")
    assert (declined.context["over"], declined.context["good_through"]) == (True, "2028-01-30")
    assert reminder.sweep(at=LATER) == 1
    assert Notice.objects.get(rung="lapsed").state == Notice.State.OWED
    with pytest.raises(Refused, match="Reinstate it instead"):
        services.reopen(
            renewal=renewal,
            question="",
            answer_by_on=LATER.date() + timedelta(days=9),
            coordinator=coordinator,
            at=LATER,
        )


def _asked(renewal, coordinator, at):
    _back(renewal, coordinator, at=at, answer_by_on=D("2027-12-20"))


def _declined(renewal, coordinator, at):
    services.decline(renewal=renewal, reason="Not yours.", coordinator=coordinator, at=at)


@pytest.mark.parametrize("decide", [_asked, _declined])
def test_decision_during_a_break_lets_nobody_lapse_by_the_days_of_the_cycle(
    decide, cycle, coordinator
):
    renewal = hand_in(cycle, IN_WINDOW)
    endorsement = Endorsement.objects.get()
    standing.set_inactive(
        endorsement=endorsement, coordinator=coordinator, because="illness", at=IN_WINDOW
    )
    decide(renewal, coordinator, IN_WINDOW)
    assert (cycle_sweep.sweep(at=LATER), reminder.sweep(at=LATER)) == (0, 0)
    assert _state(renewal)[1:] == ("open", "inactive")


def test_decision_about_a_cycle_that_a_return_has_ended_wakes_it_no_more(cycle, coordinator):
    renewal = hand_in(cycle, IN_WINDOW)
    endorsement = Endorsement.objects.get()
    act = {"endorsement": endorsement, "coordinator": coordinator, "at": IN_WINDOW}
    standing.retire(**act)
    standing.reinstate(**act)
    with pytest.raises(Refused, match="This period is over"):
        services.approve(renewal=renewal, coordinator=coordinator, at=IN_WINDOW)
    _declined(Renewal.objects.get(pk=renewal.pk), coordinator, IN_WINDOW)
    cycle.refresh_from_db()
    assert (cycle.state, cycle.next_rung_on, cycle.next_status_on) == ("lapsed", None, None)


def test_decline_can_be_taken_back_before_the_lapse(cycle, coordinator):
    renewal = hand_in(cycle, IN_WINDOW)
    services.decline(renewal=renewal, reason="A mistake.", coordinator=coordinator, at=IN_WINDOW)
    with pytest.raises(Refused, match="was declined"):
        hand_in(cycle, IN_WINDOW)
    services.reopen(
        renewal=renewal,
        question="Please hand in again.",
        answer_by_on=D("2027-12-01"),
        coordinator=coordinator,
        at=IN_WINDOW,
    )
    assert _state(hand_in(cycle, IN_WINDOW)) == ("handed_in", "open", "active")
    assert event.verify_chain(cycle.endorsement.association) is None


MOVES = ["approve", "decline", "send_back"]


@pytest.mark.parametrize("move", MOVES)
def test_conflict_of_interest_binds_whoever_decides(cycle, coordinator, move):
    renewal = hand_in(cycle, IN_WINDOW)
    conflict.declare(
        person=coordinator,
        name="A friend",
        email=cycle.endorsement.person.email,
        kind="friend",
        at=IN_WINDOW,
    )
    more = {
        "decline": {"reason": "x"},
        "send_back": {"question": "x", "answer_by_on": D("2027-12-01")},
    }
    with pytest.raises(conflict.Conflicted, match="tied to this person") as refused:
        getattr(services, move)(
            renewal=renewal, coordinator=coordinator, at=IN_WINDOW, **more.get(move, {})
        )
    assert _state(renewal) == ("handed_in", "open", "active")
    conflict.keep_refusal(refused.value, actor=coordinator, at=IN_WINDOW)
    kept = Event.objects.get(kind="endorsement.conflict_refused")
    assert kept.stream == f"endorsement:{cycle.endorsement.public_id}"
    assert (kept.actor_ref, "friend" in kept.payload) == (coordinator.ref, False)


def test_nobody_decides_about_their_own_renewal(cycle):
    renewal = hand_in(cycle, IN_WINDOW)
    with pytest.raises(Refused, match="tied to this person"):
        services.approve(renewal=renewal, coordinator=cycle.endorsement.person, at=IN_WINDOW)


def _ask_fee(cycle: RenewalCycle, purpose: str = "renewal", amount: str = "25.00") -> None:
    overlay = cycle.endorsement.association.overlay
    Fee.objects.create(overlay=overlay, purpose=purpose, amount=Decimal(amount))


def _pay(cycle, coordinator, amount: str = "25.00", **more):
    said = {
        "purpose": "renewal",
        "method": "check",
        "reference": "No. 7",
        "paid_on": D("2027-11-04"),
        "once": "once",
        "at": IN_WINDOW,
        **more,
    }
    cycle = renewals.of_holder(cycle.endorsement.person).get(pk=cycle.pk)
    return fee.record_for_renewal(
        cycle=cycle, amount=Decimal(amount), coordinator=coordinator, **said
    )


def test_where_the_fee_comes_first_a_clean_renewal_is_approved_when_it_is_recorded(
    cycle, coordinator
):
    _ask_fee(cycle)
    by_rule(cycle.endorsement.association, payment_first=True)
    renewal = hand_in(cycle, IN_WINDOW)
    assert (_state(renewal)[0], renewal.stains) == ("handed_in", ["owed"])
    with pytest.raises(Refused, match="Record the payment first"):
        services.approve(renewal=renewal, coordinator=coordinator, at=IN_WINDOW)
    _pay(cycle, coordinator, amount="10.00", once="a part")
    assert _state(renewal)[0] == "handed_in"
    for _click in range(2):
        _pay(cycle, coordinator, amount="15.00")
    assert _state(renewal) == ("approved", "renewed", "active")
    assert Renewal.objects.get().payments.count() == 2


def test_fee_that_came_before_anything_is_handed_in_counts(cycle, coordinator):
    _ask_fee(cycle)
    by_rule(cycle.endorsement.association, payment_first=True)
    _pay(cycle, coordinator)
    assert Renewal.objects.get().state == "begun"
    assert _state(hand_in(cycle, IN_WINDOW))[0] == "approved"


def test_what_was_paid_for_one_endorsement_counts_for_the_others_due_that_day(cycle, coordinator):
    _ask_fee(cycle)
    by_rule(cycle.endorsement.association, payment_first=True)
    other = held(person=cycle.endorsement.person, category="family_associate")
    train(other.cycles.get())
    EntryFactory(
        person=other.person, first_on=D("2027-03-01"), hours="9.00", topics={"dei": "1.00"}
    )
    _pay(cycle, coordinator)
    # The same hours and the same signature serve both.
    assert _state(hand_in(cycle, IN_WINDOW))[0] == "approved"
    assert _state(hand_in(other.cycles.get(), IN_WINDOW))[0] == "approved"


def test_where_each_hour_renews_once_the_second_renewal_says_so():
    edition = changed_edition("2026-once", double_counting={"renewals": "separate"})
    cycle = ready(held(edition))
    other = held(edition, person=cycle.endorsement.person, category="family_associate")
    hand_in(cycle, IN_WINDOW)
    second = renewals.of_holder(other.person).get(endorsement=other)
    found = renewals.judged(second, D("2027-11-05"))
    training = found.verdict.children[0]
    assert training.have == 0
    assert [one.reason.code for one in training.left_out] == ["counted_elsewhere"]


def test_reviewer_is_asked_once_and_the_coordinator_still_decides(cycle, coordinator):
    association = cycle.endorsement.association
    reviewer = staff(association, "reviewer", name="Rita")
    renewal = hand_in(cycle, IN_WINDOW)
    for _click in range(2):
        opinion = services.ask_reviewer(
            renewal=renewal, reviewer=reviewer, coordinator=coordinator, at=IN_WINDOW
        )
    services.give_opinion(opinion=opinion, recommendation="approve", comment="Fine.", at=IN_WINDOW)
    with pytest.raises(Refused, match="already"):
        services.give_opinion(opinion=opinion, recommendation="decline", comment="", at=IN_WINDOW)
    assert RenewalOpinion.objects.get().recommendation == "approve"
    assert _state(renewal)[0] == "handed_in"
    assert _mails() == ["renewal_handed_in", "renewal_opinion_asked"]


def test_reviewer_with_a_conflict_is_not_asked(cycle, coordinator):
    reviewer = staff(cycle.endorsement.association, "reviewer", name="Rita")
    EntryFactory(
        person=cycle.endorsement.person, kind="rsc_received", provider=reviewer, hours="1.00"
    )
    renewal = hand_in(cycle, IN_WINDOW)
    with pytest.raises(Refused, match="tied to each other"):
        services.ask_reviewer(
            renewal=renewal, reviewer=reviewer, coordinator=coordinator, at=IN_WINDOW
        )


def test_by_attestation_hours_need_not_be_entered_but_the_signature_must_be_there():
    cycle = held(changed_edition("2026-attested", renewal=ATTEST)).cycles.get()
    by_rule(cycle.endorsement.association)
    with pytest.raises(Refused, match="Still open: Code of ethics, signed again"):
        hand_in(cycle, IN_WINDOW)
    sign(cycle)
    renewal = hand_in(cycle, IN_WINDOW)
    assert _state(renewal) == ("approved", "renewed", "active")
    assert renewal.documents.get().attested


SANCTIONS = [(True, "approved", []), (False, "handed_in", ["sanction"])]


@pytest.mark.parametrize(("none", "state", "stains"), SANCTIONS)
def test_who_cannot_rule_out_a_sanction_is_not_approved_by_rule(none, state, stains):
    cycle = ready(held(changed_edition("2026-board", renewal={"no_sanction": True})))
    by_rule(cycle.endorsement.association)
    attested = services.Attestation(true=True, no_sanction=none)
    renewal = hand_in(cycle, IN_WINDOW, attested=attested)
    assert (renewal.state, renewal.stains) == (state, stains)


def test_where_membership_is_required_it_keeps_a_renewal_from_being_clean(cycle):
    Overlay.objects.update(membership_rule="required")
    by_rule(cycle.endorsement.association)
    renewal = hand_in(cycle, IN_WINDOW)
    assert (renewal.state, renewal.stains) == ("handed_in", ["membership"])
    Belonging.objects.create(
        person=cycle.endorsement.person,
        organization="north",
        from_on=D("2027-01-01"),
        recorded_at=IN_WINDOW,
    )
    again = renewals.of_holder(cycle.endorsement.person).get(pk=cycle.pk)
    assert clean_renewals.look(renewals.renewal_of(again), IN_WINDOW.date()).stains == []

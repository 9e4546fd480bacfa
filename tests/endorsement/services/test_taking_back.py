"""The holder takes back what they handed in, as long as nobody has decided it."""

from datetime import date, timedelta

import pytest

from endorsement.models import Event, Renewal, RenewalCycle
from endorsement.refusals import Refused
from endorsement.selectors import audits, clean_renewals, renewal_viewers, renewals
from endorsement.services import audit, cycle_sweep, event, reminder
from endorsement.services import renewal as services
from lms.backbone.models import Mail
from tests.factories.application import staff
from tests.factories.ledger import EntryFactory
from tests.factories.person import PersonFactory
from tests.factories.renewal import by_rule, changed_edition, hand_in, held, noon, ready, sign

pytestmark = pytest.mark.django_db
D = date.fromisoformat
IN_WINDOW = noon(D("2027-11-05"))
LAST_DAY = noon(D("2028-01-30"))


@pytest.fixture
def cycle() -> RenewalCycle:
    return ready(held())


@pytest.fixture
def coordinator(cycle):
    return staff(cycle.endorsement.association, "coordinator", name="Carla")


def _take_back(renewal: Renewal, at=IN_WINDOW) -> Renewal:
    return services.take_back(renewal=renewal, person=renewal.person, at=at)


def _send_back(renewal: Renewal, coordinator, at=IN_WINDOW, **more) -> Renewal:
    said = {"question": "Which course was it?", "answer_by_on": D("2027-12-01"), **more}
    return services.send_back(renewal=renewal, coordinator=coordinator, at=at, **said)


def test_taken_back_it_is_the_holders_alone_and_the_days_go_on(cycle, coordinator):
    renewal = hand_in(cycle, IN_WINDOW)
    key = cycle.endorsement.person.entries.get().public_id
    asked = {"keys": [key], "at": IN_WINDOW, "flagged": False}
    for _click in range(2):
        taken = _take_back(renewal)
    row = Renewal.objects.get()
    assert (row.state, row.handed_in_on, row.stains) == ("taken_back", None, [])
    assert clean_renewals.look(taken, D("2027-11-05")) is None
    assert not renewal_viewers.may_see(coordinator, renewal.person, **asked)
    cycle.refresh_from_db()
    assert (cycle.next_rung_on, cycle.next_status_on) == (D("2027-12-01"), D("2028-01-31"))
    assert list(Mail.objects.order_by("pk").values_list("template", flat=True)) == [
        "renewal_handed_in",
        "renewal_taken_back",
    ]
    document, happened = row.documents.get(), Event.objects.get(kind__endswith="taken_back")
    assert (document.taken_back_at, document.sha256 in happened.payload) == (IN_WINDOW, True)
    assert happened.chain_no is not None
    assert event.verify_chain(renewal.association) is None


def test_what_is_taken_back_is_handed_in_again_as_of_that_day(cycle, coordinator):
    renewal = _take_back(hand_in(cycle, IN_WINDOW))
    EntryFactory(person=renewal.person, first_on=D("2027-11-06"), hours="2.00")
    again = hand_in(cycle, LAST_DAY)
    assert (again.pk, again.state, again.handed_in_on) == (
        renewal.pk,
        "handed_in",
        D("2028-01-30"),
    )
    assert [one.number for one in again.documents.all()] == [1, 2]
    assert [one.number for one in renewals.rounds(again)] == [2]
    assert len(renewals.judged_document(cycle, again, again.documents.last()).counted) == 3
    approved = services.approve(renewal=again, coordinator=coordinator, at=LAST_DAY)
    assert approved.cycle.renewed_on == D("2028-01-30")


def test_answer_that_is_taken_back_leaves_the_question_open_and_stays_on_time(cycle, coordinator):
    renewal = hand_in(cycle, LAST_DAY)
    _send_back(
        renewal,
        coordinator,
        at=noon(D("2028-02-10")),
        answer_by_on=D("2028-02-20"),
        requirements=["signatures"],
    )
    sign(cycle, on=D("2028-01-20"))
    answer = hand_in(cycle, noon(D("2028-02-12")))
    _take_back(answer, at=noon(D("2028-02-13")))
    row = Renewal.objects.get()
    assert (row.question, row.answer_by_on) == ("Which course was it?", D("2028-02-20"))
    assert row.handed_in_on == D("2028-01-30")
    # What was handed in before the question is still the association's to read.
    look = clean_renewals.look(row, D("2028-02-13"))
    assert look is not None
    assert look.document.number == 1
    again = hand_in(cycle, noon(D("2028-02-20")))
    assert [one.number for one in renewals.rounds(again)] == [1, 3]
    assert again.handed_in_on == D("2028-01-30")


def test_whoever_does_not_hand_in_again_is_reminded_and_lapses_on_the_usual_day(cycle):
    _take_back(hand_in(cycle, IN_WINDOW))
    assert reminder.sweep(at=noon(D("2027-12-01"))) == 1
    assert cycle_sweep.sweep(at=LAST_DAY) == 0
    assert cycle_sweep.sweep(at=LAST_DAY + timedelta(days=1)) == 1
    cycle.refresh_from_db()
    assert (cycle.state, Renewal.objects.get().state) == ("lapsed", "taken_back")


def _approved(renewal, coordinator):
    services.approve(renewal=renewal, coordinator=coordinator, at=IN_WINDOW)


def _declined(renewal, coordinator):
    services.decline(renewal=renewal, reason="No.", coordinator=coordinator, at=IN_WINDOW)


def _inactive(renewal, _coordinator):
    type(renewal.cycle.endorsement).objects.update(state="inactive")
    renewal.cycle.endorsement.refresh_from_db()


TOO_LATE = [
    (_approved, IN_WINDOW, "approved before you took it back: your endorsement is renewed"),
    (_declined, IN_WINDOW, "declined before you took it back"),
    (_send_back, IN_WINDOW, "sent this renewal back to you with a question"),
    (_inactive, IN_WINDOW, "is “inactive” now, so its renewal stays where it is"),
    (lambda *_nobody: None, noon(D("2028-01-31")), "The last day to hand in was Jan. 30, 2028"),
]


@pytest.mark.parametrize(("before", "at", "sentence"), TOO_LATE)
def test_too_late_it_stays_as_it_is_with_a_sentence(cycle, coordinator, before, at, sentence):
    renewal = hand_in(cycle, IN_WINDOW)
    before(renewal, coordinator)
    state = Renewal.objects.get().state
    with pytest.raises(Refused, match=sentence):
        _take_back(renewal, at=at)
    assert Renewal.objects.get().state == state
    assert renewals.rounds(renewal)


def test_only_the_holder_takes_back(cycle):
    renewal = hand_in(cycle, IN_WINDOW)
    with pytest.raises(Refused, match="Only the person who handed in"):
        services.take_back(renewal=renewal, person=PersonFactory(), at=IN_WINDOW)


def test_coordinator_who_comes_after_it_reads_that_there_is_nothing_to_decide(cycle, coordinator):
    renewal = hand_in(cycle, IN_WINDOW)
    _take_back(renewal)
    for decide in (_approved, _declined, _send_back):
        with pytest.raises(Refused, match="The holder has taken this renewal back"):
            decide(renewal, coordinator)
    assert RenewalCycle.objects.get().state == "open"


def test_nobody_escapes_a_sample_by_taking_back():
    attest = {"evidence": {"attestation": {"audit_percent": 10}}}
    cycle = ready(held(changed_edition("2026-attested", renewal=attest)))
    association = cycle.endorsement.association
    renewal = hand_in(cycle, IN_WINDOW)
    _take_back(renewal)
    assert not audits.drawable(association)
    renewal = hand_in(cycle, IN_WINDOW)
    audit.draw(
        association=association,
        due_on=cycle.due_on,
        number=1,
        answer_by_on=D("2028-03-01"),
        coordinator=staff(association, "coordinator"),
        at=IN_WINDOW,
    )
    renewal.refresh_from_db()
    with pytest.raises(Refused, match="A sample for the audit was drawn"):
        _take_back(renewal)


def test_what_a_rule_approved_at_once_is_renewed(cycle):
    by_rule(cycle.endorsement.association)
    renewal = hand_in(cycle, IN_WINDOW)
    with pytest.raises(Refused, match="your endorsement is renewed"):
        _take_back(renewal)

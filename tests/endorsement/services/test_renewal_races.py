"""Handing in, deciding, drawing and lapsing at the same moment. Needs a database with parallel writers."""

from datetime import date, timedelta

import pytest

from endorsement.models import (
    Audit,
    AuditDraw,
    Endorsement,
    Event,
    Renewal,
    RenewalCycle,
)
from endorsement.refusals import Refused
from endorsement.selectors import renewals
from endorsement.services import audit, cycle_sweep, event
from endorsement.services import renewal as services
from tests.endorsement.services.test_races import at_once
from tests.factories.application import staff
from tests.factories.renewal import by_rule, changed_edition, hand_in, held, noon, ready, sign

pytestmark = pytest.mark.usefixtures("on_postgresql", "committed_db")
D = date.fromisoformat
LAST_DAY = noon(D("2028-01-30"))
AFTER = noon(D("2028-01-31"))


def test_two_clicks_hand_in_once():
    cycle = ready(held())
    by_rule(cycle.endorsement.association)
    found = at_once(*[lambda: hand_in(cycle, LAST_DAY)] * 3)
    assert len({one.pk for one in found}) == 1
    assert Renewal.objects.get().documents.count() == 1
    assert RenewalCycle.objects.count() == 2
    assert Event.objects.filter(kind="endorsement.renewed").count() == 1
    assert event.verify_chain(cycle.endorsement.association) is None


def test_whoever_hands_in_while_the_sweep_lapses_is_renewed_or_lapsed_and_never_both():
    """Handed in on the last day, as the sweep of the next day begins."""
    cycle = ready(held())
    handed_in, _swept = at_once(
        lambda: hand_in(cycle, LAST_DAY), lambda: cycle_sweep.sweep(at=AFTER)
    )
    cycle.refresh_from_db()
    endorsement = Endorsement.objects.get()
    if isinstance(handed_in, Renewal):
        assert (cycle.state, endorsement.state) == ("open", "active")
        assert renewals.waiting(cycle)
        assert cycle_sweep.sweep(at=AFTER + timedelta(days=90)) == 0
    else:
        assert "too late" in str(handed_in)
        assert (cycle.state, endorsement.state) == ("lapsed", "lapsed")
        assert not renewals.waiting(cycle)


def test_of_two_coordinators_one_decides():
    cycle = ready(held())
    renewal = hand_in(cycle, LAST_DAY)
    one, two = (staff(renewal.association, "coordinator", name=name) for name in ("A", "B"))
    at_once(
        lambda: services.approve(renewal=renewal, coordinator=one, at=AFTER),
        lambda: services.decline(renewal=renewal, reason="No.", coordinator=two, at=AFTER),
    )
    state = Renewal.objects.get().state
    kinds = set(Event.objects.values_list("kind", flat=True))
    assert (state == "approved") == ("endorsement.renewed" in kinds)
    assert (state == "declined") == ("endorsement.renewal_declined" in kinds)
    assert RenewalCycle.objects.count() == (2 if state == "approved" else 1)


DECIDED = [
    ("approve", {}),
    ("decline", {"reason": "No."}),
    ("send_back", {"question": "Which?", "answer_by_on": D("2028-03-01")}),
]


@pytest.mark.parametrize(("verb", "said"), DECIDED)
def test_a_renewal_is_decided_or_taken_back_and_the_other_is_told(verb, said):
    cycle = ready(held())
    renewal = hand_in(cycle, LAST_DAY)
    coordinator = staff(renewal.association, "coordinator")
    decide = getattr(services, verb)
    decided, taken_back = at_once(
        lambda: decide(renewal=renewal, coordinator=coordinator, at=LAST_DAY, **said),
        lambda: services.take_back(renewal=renewal, person=renewal.person, at=LAST_DAY),
    )
    first, second = (decided, taken_back) if isinstance(decided, Renewal) else (taken_back, decided)
    assert isinstance(second, Refused)
    assert Renewal.objects.get().state == first.state
    told = "has taken this renewal back" if second is decided else "his renewal"
    assert told in second.sentence
    # Handed in, and one of the two.
    assert Event.objects.filter(kind__contains="renew").count() == 2
    assert event.verify_chain(cycle.endorsement.association) is None


def test_two_coordinators_draw_one_sample():
    attestation = {"evidence": {"attestation": {"audit_percent": 10}}}
    edition = changed_edition("2026-attested", renewal=attestation)
    cycles = [held(edition).cycles.get() for _one in range(3)]
    association = cycles[0].endorsement.association
    by_rule(association)
    for cycle in cycles:
        sign(cycle)
        hand_in(cycle, LAST_DAY)
    people = [staff(association, "coordinator", name=name) for name in ("A", "B")]
    found = at_once(
        *[
            lambda person=person: audit.draw(
                association=association,
                due_on=D("2027-12-31"),
                number=1,
                answer_by_on=D("2028-03-01"),
                coordinator=person,
                at=AFTER,
            )
            for person in people
        ]
    )
    assert found[0] == found[1] == AuditDraw.objects.get()
    assert Audit.objects.count() == 1
    assert event.verify_chain(association) is None

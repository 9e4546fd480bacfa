"""A sample is drawn once, by a seed anybody can repeat; what was drawn is shown and looked at."""

import json
from datetime import date, timedelta

import pytest

from endorsement.models import Audit, AuditDraw, Event, Renewal, RenewalCycle
from endorsement.refusals import Refused
from endorsement.rules.audit import rank
from endorsement.selectors import audits, portfolio
from endorsement.services import audit as services
from endorsement.services import conflict, event
from lms.backbone.models import Mail
from tests.factories.application import staff
from tests.factories.ledger import EntryFactory
from tests.factories.renewal import by_rule, changed_edition, hand_in, held, noon, sign

pytestmark = pytest.mark.django_db
D = date.fromisoformat
IN_WINDOW = noon(D("2027-11-05"))
DRAWN = noon(D("2028-01-10"))
BY = D("2028-02-10")
DUE = D("2027-12-31")


@pytest.fixture
def edition():
    attestation = {"audit_percent": 10, "audit_reinstated": True}
    return changed_edition("2026-attested", renewal={"evidence": {"attestation": attestation}})


def _renewed(edition, people: int = 1) -> list[Renewal]:
    found = []
    for _one in range(people):
        cycle = held(edition).cycles.get()
        by_rule(cycle.endorsement.association)
        sign(cycle)
        found.append(hand_in(cycle, IN_WINDOW))
    return found


def _draw(association, coordinator, number: int = 1, **more) -> AuditDraw:
    said = {"due_on": DUE, "answer_by_on": BY, "at": DRAWN, **more}
    return services.draw(association=association, number=number, coordinator=coordinator, **said)


@pytest.fixture
def coordinator(edition):
    return staff(held(edition).association, "coordinator", name="Carla")


@pytest.fixture
def audit(edition, coordinator) -> Audit:
    """The only one who attested, and so the one who is drawn."""
    [renewal] = _renewed(edition)
    _draw(renewal.association, coordinator)
    return Audit.objects.select_related("renewal__cycle__endorsement").get()


def _shown(audit: Audit) -> Audit:
    person = audit.renewal.person
    EntryFactory(person=person, first_on=D("2027-03-01"), hours="6.00", topics={"dei": "1.00"})
    return services.show(audit=audit, person=person, at=DRAWN)


def test_the_sample_is_the_lowest_tenth_and_stands_in_the_chain_with_its_seed(edition, coordinator):
    renewals = _renewed(edition, 12)
    association = renewals[0].association
    draw = _draw(association, coordinator)
    assert _draw(association, coordinator) == draw
    references = [one.cycle.endorsement.public_id for one in renewals]
    lowest = sorted(references, key=lambda one: rank(draw.seed, one))[:2]
    drawn = Audit.objects.values_list("renewal__cycle__endorsement__public_id", flat=True)
    assert sorted(drawn) == sorted(lowest)
    happened = Event.objects.get(kind="endorsement.audit_drawn")
    said = json.loads(happened.payload)
    assert (said["seed"], said["drawn"]) == (draw.seed, sorted(lowest))
    assert [one["endorsement"] for one in said["list"]] == sorted(references)
    assert happened.chain_no is not None
    assert event.verify_chain(association) is None
    assert Mail.objects.filter(template="audit_drawn").count() == 2


def test_whoever_hands_in_later_is_in_the_next_draw_and_nobody_twice(edition, coordinator):
    [first] = _renewed(edition)
    _draw(first.association, coordinator)
    with pytest.raises(Refused, match="since the last draw"):
        _draw(first.association, coordinator, number=2)
    [second] = _renewed(edition)
    assert [(one.waiting, one.number) for one in audits.due_days(first.association)] == [(1, 2)]
    draw = _draw(first.association, coordinator, number=2)
    assert list(draw.renewals.all()) == [second]
    assert Audit.objects.count() == 2


def test_reinstated_people_are_always_drawn(edition, coordinator):
    renewals = _renewed(edition, 11)
    association = renewals[0].association
    high = held(edition).cycles.get()
    RenewalCycle.objects.filter(pk=high.pk).update(reinstated=True)
    sign(high)
    waiting = hand_in(high, IN_WINDOW)
    # It is not clean: somebody looks at it.
    assert (waiting.state, waiting.stains) == ("handed_in", ["reinstated"])
    _draw(association, coordinator)
    assert Audit.objects.get(renewal=waiting).why == "reinstated"
    assert Audit.objects.count() == 2 + 1


def test_what_is_not_attested_is_not_drawn(coordinator):
    cycle = held().cycles.get()
    association = cycle.endorsement.association
    assert audits.due_days(association) == []
    with pytest.raises(Refused, match="Nobody has attested"):
        _draw(association, coordinator)


def test_endorsement_stays_renewed_while_it_is_audited(audit):
    cycle = audit.renewal.cycle
    cycle.refresh_from_db()
    assert (audit.state, audit.renewal.state, cycle.state) == ("drawn", "approved", "renewed")
    assert cycle.endorsement.state == "active"


def test_what_was_attested_is_entered_for_the_audit_and_frozen(audit):
    audit = _shown(audit)
    assert audit.state == "shown"
    [entry] = portfolio.from_snapshot(audit.snapshot).entries
    assert entry.hours == 600
    assert audit.renewal.person.entries.get().permanent_at is not None
    # Twice is once.
    assert services.show(audit=audit, person=audit.renewal.person, at=DRAWN) == audit


def test_nobody_else_shows_it(audit, coordinator):
    with pytest.raises(Refused, match="Only the person who was drawn"):
        services.show(audit=audit, person=coordinator, at=DRAWN)


def test_auditor_accepts_entry_by_entry_and_passes_it(audit, coordinator):
    audit = _shown(audit)
    entry = audit.renewal.person.entries.get().public_id
    said = {"audit": audit, "entry": entry, "auditor": coordinator, "at": DRAWN}
    with pytest.raises(Refused, match="Write what is missing"):
        services.judge(accepted=False, note=" ", **said)
    services.judge(accepted=False, note="No file.", **said)
    with pytest.raises(Refused, match="not accepted yet"):
        services.finish(audit=audit, auditor=coordinator, at=DRAWN)
    services.judge(accepted=True, note="", **said)
    for _click in range(2):
        passed = services.finish(audit=audit, auditor=coordinator, at=DRAWN)
    assert (passed.state, Audit.objects.get().decided_by) == ("passed", coordinator)
    assert Mail.objects.filter(template="audit_passed").count() == 1


@pytest.mark.parametrize("name", ["hours", "no-such-key"])
def test_only_entries_that_were_shown_are_judged(audit, coordinator, name):
    """Not whatever else stands in the document between quotation marks."""
    audit = _shown(audit)
    with pytest.raises(Refused, match="not part of what was shown"):
        services.judge(
            audit=audit, entry=name, accepted=True, note="", auditor=coordinator, at=DRAWN
        )


def test_sent_back_with_a_day_and_only_then_not_passed_by_a_coordinator(audit, coordinator):
    audit = _shown(audit)
    services.send_back(
        audit=audit, question="Which one?", answer_by_on=BY, auditor=coordinator, at=DRAWN
    )
    late = {"audit": audit, "reason": "No answer.", "coordinator": coordinator}
    with pytest.raises(Refused, match="still has time"):
        services.fail(at=noon(BY), **late)
    failed = services.fail(at=noon(BY + timedelta(days=1)), **late)
    cycle = RenewalCycle.objects.select_related("endorsement").get(number=1, renewal=audit.renewal)
    assert (failed.state, cycle.state, cycle.endorsement.state) == ("failed", "renewed", "active")


def test_reviewer_audits_only_what_they_were_asked_for(audit, coordinator):
    reviewer = staff(audit.renewal.association, "reviewer", name="Rita")
    audit = _shown(audit)
    with pytest.raises(Refused, match="Somebody else"):
        services.finish(audit=audit, auditor=reviewer, at=DRAWN)
    services.ask(audit=audit, auditor=reviewer, coordinator=coordinator, at=DRAWN)
    assert services.finish(audit=audit, auditor=reviewer, at=DRAWN).state == "passed"


def test_conflict_of_interest_binds_auditors(audit, coordinator):
    audit = _shown(audit)
    email = audit.renewal.person.email
    conflict.declare(person=coordinator, name="F", email=email, kind="friend", at=DRAWN)
    with pytest.raises(Refused, match="tied to this person"):
        services.finish(audit=audit, auditor=coordinator, at=DRAWN)

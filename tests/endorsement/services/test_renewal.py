"""Handing in and being renewed by rule: by the holder, in the window, with everything there, and once."""

from datetime import UTC, date, datetime, timedelta

import pytest

from endorsement import signals
from endorsement.models import Endorsement, Event, Notice, RenewalCycle
from endorsement.refusals import Refused
from endorsement.services import cycle_sweep, event, reminder
from endorsement.services.notices import gathering
from lms.backbone.mail import send_due_mail
from lms.backbone.models import Mail
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
    train,
)

pytestmark = pytest.mark.django_db
D = date.fromisoformat
IN_WINDOW = noon(D("2027-11-05"))


def _renew(cycle: RenewalCycle, at: datetime = IN_WINDOW, **more) -> RenewalCycle:
    """Handed in where clean renewals are approved by rule; the next cycle."""
    by_rule(cycle.endorsement.association)
    hand_in(cycle, at, **more)
    return RenewalCycle.objects.get(endorsement=cycle.endorsement_id, number=cycle.number + 1)


def _refusal(cycle: RenewalCycle, at: datetime = IN_WINDOW, **more) -> str:
    with pytest.raises(Refused) as refused:
        hand_in(cycle, at, **more)
    cycle.refresh_from_db()
    assert (cycle.state, cycle.endorsement.cycles.count()) == ("open", 1)
    return str(refused.value)


EARLY = "It is too early: this endorsement can be renewed from Oct. 2, 2027 on."
LATE = (
    "It is too late to renew here: it was possible through Jan. 30, 2028. Association north will "
    "tell you how to take your endorsement up again; write to office@north.example.org."
)
# The day begins and ends at midnight in Chicago.
DAYS = [
    (datetime(2027, 1, 1, 18, tzinfo=UTC), EARLY),
    (datetime(2027, 10, 2, 4, 59, tzinfo=UTC), EARLY),
    (datetime(2027, 10, 2, 5, 0, tzinfo=UTC), ""),
    (datetime(2027, 12, 31, 18, tzinfo=UTC), ""),
    (datetime(2028, 1, 1, 18, tzinfo=UTC), ""),
    (datetime(2028, 1, 31, 5, 59, tzinfo=UTC), ""),
    (datetime(2028, 1, 31, 6, 0, tzinfo=UTC), LATE),
]


@pytest.mark.parametrize(("at", "refusal"), DAYS, ids=[str(at) for at, _said in DAYS])
def test_renewal_is_possible_from_the_window_through_grace_in_the_associations_zone(at, refusal):
    cycle = ready(held())
    if refusal:
        assert _refusal(cycle, at) == refusal
        return
    following = _renew(cycle, at)
    cycle.refresh_from_db()
    assert (cycle.state, cycle.renewed_on) == ("renewed", cycle.endorsement.association.day_of(at))
    assert (following.number, following.starts_on, following.due_on, following.state) == (
        2,
        D("2028-01-01"),
        D("2028-12-31"),
        "open",
    )
    assert following.next_rung_on == following.opens_on == D("2028-10-02")


MISSING = [
    (
        (),
        "Not everything is there yet. Still open: "
        "In-service training in the cycle; Code of ethics, signed again.",
    ),
    ((train,), "Not everything is there yet. Still open: Code of ethics, signed again."),
    ((sign,), "Not everything is there yet. Still open: In-service training in the cycle."),
]


@pytest.mark.parametrize(("given", "refusal"), MISSING)
def test_renewal_names_what_is_missing(given, refusal):
    cycle = held().cycles.get()
    for give in given:
        give(cycle)
    assert _refusal(cycle) == refusal


def test_hours_of_the_years_before_count_no_more():
    cycle = held().cycles.get()
    sign(cycle)
    EntryFactory(
        person=cycle.endorsement.person,
        first_on=cycle.starts_on - timedelta(days=1),
        hours="40.00",
        topics={"dei": "40.00"},
    )
    assert "In-service training in the cycle" in _refusal(cycle)


def test_late_renewal_is_signed_late():
    cycle = held().cycles.get()
    train(cycle)
    sign(cycle, on=D("2028-01-10"))
    assert _renew(cycle, noon(D("2028-01-10"))).number == 2


def test_nobody_renews_for_somebody_else():
    cycle = ready(held())
    assert (
        _refusal(cycle, person=PersonFactory())
        == "Only the person who holds an endorsement can renew it."
    )


@pytest.mark.parametrize("number", [0, 2, 7])
def test_cycle_that_is_not_there_is_not_renewed(number):
    assert _refusal(ready(held()), number=number) == (
        "There is nothing to renew here. Open the renewal from your endorsements."
    )


def test_revoked_endorsement_is_not_renewed():
    cycle = ready(held())
    Endorsement.objects.update(state="revoked")
    cycle.endorsement.refresh_from_db()
    assert _refusal(cycle) == (
        "This endorsement is no longer valid and cannot be renewed. "
        "Questions? Write to office@north.example.org."
    )


def test_lapsed_endorsement_is_not_renewed():
    cycle = ready(held())
    cycle_sweep.sweep(at=noon(D("2028-01-31")))
    with pytest.raises(Refused, match="too late"):
        _renew(cycle, noon(D("2028-01-30")))


def test_double_click_renews_once():
    cycle = ready(held())
    told = []

    def hear(cycle, **_more):
        told.append(cycle.number)

    signals.endorsement_renewed.connect(hear)
    try:
        assert _renew(cycle) == _renew(cycle)
    finally:
        signals.endorsement_renewed.disconnect(hear)
    assert told == [2]
    assert RenewalCycle.objects.count() == 2
    recorded = Event.objects.get(kind="endorsement.renewed")
    assert recorded.stream == f"endorsement:{cycle.endorsement.public_id}"
    assert recorded.chain_no is not None
    assert event.verify_chain(cycle.endorsement.association) is None


def test_what_counted_becomes_permanent_and_other_drafts_stay_drafts():
    cycle = ready(held())
    person = cycle.endorsement.person
    other = EntryFactory(person=person, first_on=D("2025-02-03"))
    _renew(cycle)
    drafts = person.entries.filter(permanent_at__isnull=True)
    assert list(drafts) == [other]


def test_what_fails_at_the_end_leaves_nothing_behind():
    cycle = ready(held())

    def fail(**_more):
        raise RuntimeError

    signals.endorsement_renewed.connect(fail)
    try:
        with pytest.raises(RuntimeError):
            _renew(cycle)
    finally:
        signals.endorsement_renewed.disconnect(fail)
    cycle.refresh_from_db()
    assert (cycle.state, cycle.renewed_on, RenewalCycle.objects.count()) == ("open", None, 1)
    assert not Event.objects.filter(kind="endorsement.renewed").exists()


def test_category_without_a_renewal_tree_only_asks_for_the_signatures_again():
    edition = changed_edition("2026-signatures", without_tree=("first_steps",))
    cycle = held(edition).cycles.get()
    assert _refusal(cycle) == "Not everything is there yet. Still open: Code of ethics."
    sign(cycle)
    assert _renew(cycle).number == 2


def test_edition_without_renewal_has_nothing_to_renew():
    cycle = ready(held())
    never = changed_edition("2026-never", renewal={})
    Endorsement.objects.update(edition=never)
    assert "nothing to renew" in _refusal(cycle)


def test_somebody_who_renewed_early_gets_no_mail_for_the_old_cycle():
    cycle = ready(held())
    reminder.sweep(at=IN_WINDOW, on=cycle.opens_on)
    _renew(cycle)
    gathering.gather(at=IN_WINDOW)
    send_due_mail(at=IN_WINDOW + timedelta(days=1))
    waiting = Notice.objects.get()
    assert (waiting.rung, waiting.outcome, waiting.reason) == (
        "window_opens",
        "suppressed",
        "renewed",
    )
    day = D("2027-11-06")
    while day < D("2028-10-02"):
        assert reminder.sweep(at=IN_WINDOW, on=day) == 0
        day += timedelta(days=1)
    assert reminder.sweep(at=IN_WINDOW, on=day) == 1
    assert Mail.objects.get(template="reminders").reason == "nothing_left"
    cycle.endorsement.refresh_from_db()
    assert cycle.endorsement.state == "active"


ANNIVERSARY = {"cycle": {"kind": "anniversary"}, "first_period": "full"}


def test_leap_day_stays_the_anniversary_through_renewals():
    edition = changed_edition("2026-anniversary", renewal=ANNIVERSARY)
    endorsement = held(edition, awarded_on=D("2028-02-29"))
    days = [endorsement.cycles.get().due_on]
    for _time in range(4):
        cycle = ready(endorsement)
        days.append(_renew(cycle, noon(cycle.due_on)).due_on)
    assert [day.isoformat() for day in days] == [
        "2029-02-28",
        "2030-02-28",
        "2031-02-28",
        "2032-02-29",
        "2033-02-28",
    ]
    starts = list(endorsement.cycles.order_by("number").values_list("starts_on", flat=True))
    assert starts[1:] == [day + timedelta(days=1) for day in days[:-1]]

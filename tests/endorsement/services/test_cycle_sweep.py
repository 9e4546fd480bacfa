"""What the days alone do to endorsements: once, in order, whatever nights were missed, nobody early."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest

from endorsement.models import Endorsement, Event, RenewalCycle
from endorsement.services import cycle_sweep, event
from tests.factories.association import AssociationFactory
from tests.factories.award import CycleFactory, EndorsementFactory

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 6, 1, 18, tzinfo=UTC)
OPENS, LATE, LAPSES, REMOVED = (
    date(2026, 10, 2),
    date(2027, 1, 1),
    date(2027, 1, 31),
    date(2027, 3, 1),
)
ALL = [
    ("endorsement.window_opened", OPENS),
    ("endorsement.renewal_late", LATE),
    ("endorsement.lapsed", LAPSES),
    ("endorsement.removed_from_registry", REMOVED),
]


def _cycle(zone: str = "America/Chicago", **more) -> RenewalCycle:
    association = AssociationFactory(time_zone=zone)
    days = {
        "starts_on": date(2026, 1, 1),
        "opens_on": OPENS,
        "due_on": date(2026, 12, 31),
        "late_from_on": LATE,
        "grace_through": LAPSES - timedelta(1),
        "removed_on": REMOVED,
        "next_status_on": OPENS,
        **more,
    }
    return CycleFactory(endorsement=EndorsementFactory(association=association), **days)


def _happened(cycle: RenewalCycle) -> list[str]:
    stream = f"endorsement:{cycle.endorsement.public_id}"
    return list(Event.objects.filter(stream=stream).order_by("seq").values_list("kind", flat=True))


def test_every_change_happens_on_its_day_and_on_no_other():
    cycle, seen = _cycle(), []
    day = date(2026, 9, 25)
    while day <= date(2027, 3, 10):
        if cycle_sweep.sweep(at=NOON, on=day):
            seen.append((_happened(cycle)[-1], day))
        day += timedelta(days=1)
    assert seen == ALL
    cycle.refresh_from_db()
    assert (cycle.state, cycle.next_status_on) == ("lapsed", None)


@pytest.mark.parametrize("nights", [[REMOVED], [OPENS, LAPSES, LAPSES, REMOVED], [LATE, REMOVED]])
def test_missed_nights_lose_nothing_and_double_nothing(nights):
    cycle = _cycle()
    for night in nights:
        cycle_sweep.sweep(at=NOON, on=night)
    assert _happened(cycle) == [kind for kind, _on in ALL]
    assert event.verify_chain(cycle.endorsement.association) is None


def test_a_lapse_found_late_counts_from_its_own_day():
    cycle = _cycle()
    cycle_sweep.sweep(at=NOON, on=date(2027, 2, 20))
    endorsement = Endorsement.objects.get()
    assert (endorsement.state, endorsement.state_since_on) == ("lapsed", LAPSES)
    told = json.loads(Event.objects.get(kind="endorsement.lapsed").payload)
    assert told["from"], told["to"] == ("active", "lapsed")
    assert cycle.number == told["cycle"]


# The day of the lapse begins at midnight where the association is, not in Greenwich: over New Year, on
# the days the clocks change, and after 29 February.
EDGES = [
    ("America/Chicago", "2026-12-31", "2027-01-01T05:59Z", "2027-01-01T06:00Z"),
    ("America/Phoenix", "2026-12-31", "2027-01-01T06:59Z", "2027-01-01T07:00Z"),
    ("Australia/Perth", "2026-12-31", "2026-12-31T15:59Z", "2026-12-31T16:00Z"),
    ("Europe/Dublin", "2026-12-31", "2026-12-31T23:59Z", "2027-01-01T00:00Z"),
    # Clocks go forward on March 14 and back on November 7; the day of the change has 23 or 25 hours.
    ("America/New_York", "2027-03-13", "2027-03-14T04:59Z", "2027-03-14T05:00Z"),
    ("America/New_York", "2027-03-14", "2027-03-15T03:59Z", "2027-03-15T04:00Z"),
    ("America/New_York", "2027-11-07", "2027-11-08T04:59Z", "2027-11-08T05:00Z"),
    ("Australia/Sydney", "2027-04-04", "2027-04-04T13:59Z", "2027-04-04T14:00Z"),
    ("Australia/Sydney", "2027-10-03", "2027-10-03T12:59Z", "2027-10-03T13:00Z"),
    ("America/Chicago", "2028-02-29", "2028-03-01T05:59Z", "2028-03-01T06:00Z"),
    ("America/Chicago", "2027-02-28", "2027-03-01T05:59Z", "2027-03-01T06:00Z"),
]


@pytest.mark.parametrize(("zone", "last_day", "before", "after"), EDGES)
def test_nobody_lapses_before_the_day_is_over_where_the_association_is(
    zone, last_day, before, after
):
    last = date.fromisoformat(last_day)
    days = {"opens_on": last, "due_on": last, "grace_through": last, "next_status_on": last}
    cycle = _cycle(zone, late_from_on=None, removed_on=last + timedelta(1), **days)
    states = []
    for at in (before, after):
        cycle_sweep.sweep(at=datetime.fromisoformat(at))
        cycle.endorsement.refresh_from_db()
        states.append(cycle.endorsement.state)
    assert states == ["active", "lapsed"]


def test_two_zones_are_swept_by_their_own_day():
    east, west = _cycle("America/New_York"), _cycle("America/Los_Angeles")
    cycle_sweep.sweep(at=datetime(2027, 1, 31, 6, 30, tzinfo=UTC))
    assert (_happened(east)[-1], _happened(west)[-1]) == (ALL[2][0], ALL[1][0])


@pytest.mark.parametrize("field", ["next_status_on", "next_rung_on"])
def test_a_held_cycle_is_left_alone(field):
    """Imported endorsees wait for a coordinator; somebody inactive waits to come back."""
    cycle = _cycle(next_status_on=None)
    assert getattr(cycle, field) is None
    assert cycle_sweep.sweep(at=NOON, on=date(2028, 1, 1)) == 0
    assert _happened(cycle) == []


@pytest.mark.parametrize("state", ["renewed", "lapsed"])
def test_a_renewed_cycle_is_over_and_a_lapsed_one_lapses_once(state):
    cycle = _cycle(state=state)
    Endorsement.objects.update(state="active" if state == "renewed" else "lapsed")
    cycle_sweep.sweep(at=NOON, on=date(2027, 2, 1))
    assert "endorsement.lapsed" not in _happened(cycle)


def test_a_revoked_endorsement_stays_revoked():
    cycle = _cycle()
    Endorsement.objects.update(state="revoked")
    cycle_sweep.sweep(at=NOON, on=date(2028, 1, 1))
    assert (Endorsement.objects.get().state, _happened(cycle)) == ("revoked", [])


@pytest.mark.parametrize("cycles", [1, 30])
def test_sweep_asks_as_many_questions_for_thirty_as_for_one(cycles, django_assert_num_queries):
    for _number in range(cycles):
        _cycle()
    with django_assert_num_queries(QUERIES):
        assert cycle_sweep.sweep(at=NOON, on=OPENS) == cycles


def test_sweep_with_nothing_due_asks_three_questions(django_assert_num_queries):
    for _number in range(30):
        _cycle()
    with django_assert_num_queries(3):
        assert cycle_sweep.sweep(at=NOON) == 0


QUERIES = 20


def test_one_that_cannot_be_swept_holds_up_no_other(monkeypatch, caplog):
    good, bad = _cycle(), _cycle()
    usual = cycle_sweep.changes

    def broken(days):
        if days.number == 7:
            raise ValueError("broken")
        return usual(days)

    RenewalCycle.objects.filter(pk=bad.pk).update(number=7)
    monkeypatch.setattr(cycle_sweep, "changes", broken)
    assert cycle_sweep.sweep(at=NOON, on=OPENS) == 1
    assert (len(_happened(good)), _happened(bad)) == (1, [])
    assert "Renewal cycle" in caplog.text

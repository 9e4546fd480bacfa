"""More time, the next cycle, and editions that change in mid-cycle."""

import json
from datetime import date

import pytest

from endorsement.models import Edition, Event, EventText, Notice, Overlay, RenewalCycle
from endorsement.refusals import Refused
from endorsement.selectors import cycle_rules
from endorsement.services import cycle as services
from endorsement.services import cycle_sweep, event, reminder
from tests.factories.person import PersonFactory
from tests.factories.renewal import changed_edition, held, noon

pytestmark = pytest.mark.django_db
D = date.fromisoformat
# The first cycle of `held` is due on December 31, 2027; thirty days of grace.
OPEN = noon(D("2027-11-05"))


def _extend(cycle: RenewalCycle, due_on: str, at=OPEN, **more):
    said = {"reason": "A flood closed the office.", "coordinator": PersonFactory(), **more}
    return services.extend(cycle=cycle, due_on=D(due_on), at=at, **said)


def _days(cycle: RenewalCycle) -> list[str]:
    cycle.refresh_from_db()
    return [str(one) for one in (cycle.due_on, cycle.grace_through, cycle.removed_on)]


def test_more_time_moves_every_later_day_and_keeps_the_reason_inside():
    cycle = held().cycles.get()
    granted = _extend(cycle, "2028-02-29")
    assert _days(cycle) == ["2028-02-29", "2028-03-30", "2028-03-31"]
    told = Event.objects.get(kind="endorsement.renewal_extended")
    assert "flood" not in told.payload
    assert json.loads(told.payload)["before"] == "2027-12-31"
    assert EventText.objects.get(event=told).text == granted.reason == "A flood closed the office."
    assert event.verify_chain(cycle.endorsement.association) is None


REFUSED = [
    ({"due_on": "2027-12-30"}, "never takes a day away"),
    ({"due_on": "2027-12-31"}, "a later day"),
    ({"due_on": "2028-02-28", "grace_through": D("2028-01-31")}, "never takes a day away"),
    ({"due_on": "2028-02-28", "reason": " "}, "Write why"),
]


@pytest.mark.parametrize(("said", "refusal"), REFUSED, ids=[one[1] for one in REFUSED])
def test_more_time_is_more_time_and_has_a_reason(said, refusal):
    cycle = held().cycles.get()
    with pytest.raises(Refused, match=refusal):
        _extend(cycle, **said)
    assert _days(cycle)[0] == "2027-12-31"


def test_a_cycle_that_is_over_cannot_be_made_longer():
    cycle = held().cycles.get()
    cycle_sweep.sweep(at=OPEN, on=D("2028-02-01"))
    cycle.refresh_from_db()
    with pytest.raises(Refused, match="is over"):
        _extend(cycle, "2029-01-01")


def test_who_was_late_and_got_more_time_is_reminded_of_the_new_days_and_lapses_after_them():
    cycle = held().cycles.get()
    late = D("2028-01-05")
    cycle_sweep.sweep(at=OPEN, on=late)
    reminder.sweep(at=OPEN, on=late)
    assert Notice.objects.filter(rung="grace").exists()
    _extend(cycle, "2028-03-31", at=noon(late))
    cycle.refresh_from_db()
    assert (cycle.next_rung_on, cycle.next_status_on) == (D("2028-01-31"), D("2028-05-01"))
    cycle_sweep.sweep(at=OPEN, on=D("2028-04-30"))
    cycle.endorsement.refresh_from_db()
    assert cycle.endorsement.state == "active"
    cycle_sweep.sweep(at=OPEN, on=D("2028-05-01"))
    cycle.endorsement.refresh_from_db()
    assert (cycle.endorsement.state, cycle.endorsement.state_since_on) == (
        "lapsed",
        D("2028-05-01"),
    )


def test_after_more_time_the_next_cycle_begins_later_and_is_due_as_ever():
    cycle = held().cycles.get()
    _extend(cycle, "2028-02-29")
    cycle.refresh_from_db()
    following = services.begin_next(before=cycle, today=cycle.due_on)
    assert (following.starts_on, following.due_on) == (D("2028-03-01"), D("2028-12-31"))


CURRENT = {"renews_under": "current"}
FISCAL = {"cycle": {"kind": "fixed_date", "month_day": "06-30", "years": 3, "anchor_year": 2030}}


def _held_under(**renewal):
    edition = changed_edition("first", renewal=renewal, begins=D("2026-02-01"))
    return held(edition).cycles.get()


def _new(begins: str, **renewal) -> Edition:
    return changed_edition("second", renewal=renewal, begins=D(begins))


def test_the_running_cycle_keeps_its_days_and_edition_whatever_is_published():
    cycle = _held_under(**CURRENT)
    _new("2026-06-01", **FISCAL)
    cycle_sweep.sweep(at=OPEN, on=D("2027-12-15"))
    assert _days(cycle)[0] == "2027-12-31"
    assert cycle.governing_edition.code == "first"


@pytest.mark.parametrize(
    ("under", "edition", "due_on"),
    [("award", "first", "2028-12-31"), ("current", "second", "2030-06-30")],
)
def test_the_next_cycle_goes_by_the_award_or_by_the_edition_in_force(under, edition, due_on):
    cycle = _held_under(renews_under=under)
    _new("2026-06-01", **FISCAL)
    following = services.begin_next(before=cycle, today=cycle.due_on)
    assert (following.governing_edition.code, str(following.due_on)) == (edition, due_on)
    assert following.starts_on == D("2028-01-01")


def test_an_edition_published_between_renewing_and_the_new_cycle_is_found_on_its_first_day():
    cycle = _held_under(**CURRENT)
    following = services.begin_next(before=cycle, today=cycle.due_on)
    assert str(following.due_on) == "2028-12-31"
    RenewalCycle.objects.filter(pk=cycle.pk).update(state="renewed", next_status_on=None)
    _new("2028-01-01", **FISCAL)
    assert [cycle_sweep.sweep(at=OPEN, on=D(day)) for day in ("2027-12-31", "2028-01-01")] == [0, 1]
    following.refresh_from_db()
    assert (following.edition.code, str(following.due_on)) == ("second", "2030-06-30")
    told = json.loads(Event.objects.get(kind="endorsement.cycle_begun").payload)
    assert (told["edition"], told["due_on"]) == ("second", "2030-06-30")


def test_a_due_day_never_moves_backwards_silently():
    """The new edition would have it due in June; its holder was told December."""
    cycle = _held_under(**CURRENT)
    following = services.begin_next(before=cycle, today=cycle.due_on)
    RenewalCycle.objects.filter(pk=cycle.pk).update(state="renewed", next_status_on=None)
    _new("2028-01-01", cycle={"kind": "fixed_date", "month_day": "06-30"})
    cycle_sweep.sweep(at=OPEN, on=D("2028-01-01"))
    following.refresh_from_db()
    assert (following.edition.code, str(following.due_on)) == ("second", "2028-12-31")


def test_an_edition_that_knows_no_renewal_takes_nobody_over():
    cycle = _held_under(**CURRENT)
    changed_edition("second", renewal={}, begins=D("2026-06-01"))
    assert services.begin_next(before=cycle, today=cycle.due_on).governing_edition.code == "first"


def test_an_association_has_days_of_its_own():
    cycle = held().cycles.get()
    association = cycle.endorsement.association
    own = {"cycle": {"kind": "fixed_date", "month_day": "12-15"}, "grace_through": "01-31"}
    Overlay.objects.filter(association=association).update(renewal=own)
    association.overlay.refresh_from_db()
    following = services.begin_next(before=cycle, today=cycle.due_on)
    assert _days(following) == ["2028-12-15", "2029-01-31", "2029-02-01"]


def test_own_days_that_a_later_edition_contradicts_stop_no_sweep_and_move_no_due_day(caplog):
    cycle = _held_under(**CURRENT)
    association = cycle.endorsement.association
    own = {"cycle": {"kind": "fixed_date", "month_day": "12-15"}, "late": {"from": 5}}
    Overlay.objects.filter(association=association).update(renewal=own)
    following = services.begin_next(before=_fresh(cycle), today=cycle.due_on)
    assert _days(following)[:2] == ["2028-12-15", "2029-01-14"]
    RenewalCycle.objects.filter(pk=cycle.pk).update(state="renewed", next_status_on=None)
    # Without days of grace nobody can be late.
    second = _new("2028-01-01", grace_days=0, late=None, **CURRENT)
    assert cycle_sweep.sweep(at=OPEN, on=D("2028-01-01")) == 1
    following.refresh_from_db()
    assert (following.due_on, following.late_from_on) == (D("2028-12-15"), D("2028-12-20"))
    assert [
        error.code for error in cycle_rules.misfits(second, _fresh(cycle).endorsement.association)
    ] == ["late_without_grace"]
    assert "do not fit edition second" in caplog.text
    latest = cycle_rules.rule_of(_fresh(following))
    assert (latest.month, latest.day, latest.late) == (12, 15, None)


def _fresh(cycle: RenewalCycle) -> RenewalCycle:
    return RenewalCycle.objects.get(pk=cycle.pk)

"""Three hundred people in mid-ladder: nobody hears of it before a coordinator has looked and started."""

import datetime
from typing import Any

import pytest

from endorsement.models import Endorsement, Notice, Renewal, RenewalCycle
from endorsement.selectors import held
from endorsement.services import cycle_sweep
from endorsement.services import held as service
from endorsement.services.notices import gathering, sweeping
from lms.backbone.models import Mail
from tests.factories.people_import import AT, brought, endorsee

pytestmark = pytest.mark.django_db
MANY = 300


def days(n: int) -> datetime.datetime:
    return AT + datetime.timedelta(days=n)


def sweep(at: datetime.datetime) -> None:
    """What the worker does: whatever is due by now, in the order of its tasks."""
    cycle_sweep.sweep(at=at)
    sweeping.sweep(at=at)
    gathering.gather(at=at)


def test_three_hundred_in_mid_ladder_get_no_mail_before_the_start_and_one_rung_after() -> None:
    # Due at the end of the year: three rungs and the opening of the window lie behind them.
    rows = [
        endorsee(f"{n:04}", f"Person {n}", f"p{n}@example.org", due="2026-12-31")
        for n in range(MANY)
    ]
    batch = brought(rows)
    by, association = batch.uploaded_by, batch.association
    assert batch.state == "done"
    for later in (0, 7, 40):
        sweep(days(later))
    assert (Mail.objects.count(), Notice.objects.count()) == (0, 0)
    assert Endorsement.objects.filter(state="active").count() == MANY

    found = held.plans(association, held.cycles(association), days(1))
    assert held.summary(found) == {"at_once": 0, "later": MANY, "over": 0}
    # Nobody else's time: the preview said what comes next, and that comes.
    following = {plan.following for plan in found}
    assert len(following) == 1
    [step] = following
    assert step is not None

    assert service.start(association=association, by=by, lapsing=False, at=days(1)) == MANY
    sweep(days(1))
    assert Mail.objects.count() == 0
    suppressed = Notice.objects.filter(outcome="suppressed", reason="before_import")
    assert {notice.rung for notice in suppressed} == {str(rung) for rung, _on in found[0].before}
    assert suppressed.count() == MANY * len(found[0].before)

    due = datetime.datetime.combine(step[1], datetime.time(18), datetime.UTC)
    sweep(due)
    sent = Notice.objects.exclude(outcome="suppressed").values_list("rung", flat=True)
    assert (set(sent), len(sent)) == ({str(step[0])}, MANY)
    sweep(due)
    assert Notice.objects.exclude(outcome="suppressed").count() == MANY


def test_starting_twice_starts_once() -> None:
    batch = brought([endorsee(due="2026-12-31")])
    for expected in (1, 0):
        started = service.start(
            association=batch.association, by=batch.uploaded_by, lapsing=True, at=days(1)
        )
        assert started == expected


def test_a_rung_that_came_between_import_and_start_goes_out_at_once_and_alone() -> None:
    batch = brought([endorsee(due="2026-12-31")])
    association = batch.association
    # Thirty and seven days before came meanwhile; only the later one is worth a mail.
    late = days(29)
    [plan] = held.plans(association, held.cycles(association), late)
    assert plan.at_once is not None
    service.start(association=association, by=batch.uploaded_by, lapsing=False, at=late)
    sweep(late)
    waiting = Notice.objects.exclude(outcome__in=["suppressed", "overtaken"])
    assert [notice.rung for notice in waiting] == [str(plan.at_once[0])]


def over() -> Any:
    """Somebody whose days of grace were over when the list was brought."""
    batch = brought([endorsee(due="2026-06-30")])
    RenewalCycle.objects.update(grace_through=datetime.date(2026, 7, 30))
    return batch


def test_who_is_past_the_days_of_grace_waits_on_unless_it_was_ticked() -> None:
    batch = over()
    association, by = batch.association, batch.uploaded_by
    assert held.over(association, days(1)).count() == 1
    assert service.start(association=association, by=by, lapsing=False, at=days(1)) == 0
    sweep(days(1))
    assert Endorsement.objects.get().state == "active"
    assert service.start(association=association, by=by, lapsing=True, at=days(1)) == 1
    sweep(days(1))
    assert Endorsement.objects.get().state == "lapsed"


def test_whoever_has_handed_in_waits_for_a_decision_and_not_for_a_start() -> None:
    batch = brought([endorsee(due="2026-12-31")])
    cycle = RenewalCycle.objects.get()
    Renewal.objects.create(
        cycle=cycle,
        association=batch.association,
        person=cycle.endorsement.person,
        state=Renewal.State.HANDED_IN,
        handed_in_on=days(1).date(),
    )
    by = batch.uploaded_by
    assert service.start(association=batch.association, by=by, lapsing=True, at=days(2)) == 0
    sweep(days(90))
    assert Endorsement.objects.get().state == "active"


def test_the_deceased_are_not_started() -> None:
    batch = brought([endorsee(due="2026-12-31")])
    person = Endorsement.objects.get().person
    person.deceased_on = AT.date()
    person.save()
    assert held.cycles(batch.association).count() == 0


def test_a_long_list_is_started_by_a_job(monkeypatch: pytest.MonkeyPatch) -> None:
    from lms.backbone import jobs

    monkeypatch.setattr(service, "AT_ONCE", 1)
    monkeypatch.setattr(service, "STEP", 1)
    rows = [endorsee(f"{n}", f"P {n}", f"p{n}@example.org", due="2026-12-31") for n in range(2)]
    batch = brought(rows)
    service.start(association=batch.association, by=batch.uploaded_by, lapsing=False, at=days(1))
    assert held.cycles(batch.association).count() == 2
    [job] = jobs.Job.objects.filter(kind=service.KIND)
    assert jobs.run_owed(job.pk, clock=lambda: days(1))
    assert held.cycles(batch.association).count() == 0

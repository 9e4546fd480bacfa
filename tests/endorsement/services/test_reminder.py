"""Each rung of the ladder once, never missed, and written from the state at the moment of sending."""

from datetime import UTC, date, datetime, timedelta
from io import StringIO

import pytest
from django.core import mail as outgoing
from django.core.mail import EmailMultiAlternatives
from django.core.management import CommandError, call_command

from endorsement.models import (
    Edition,
    Endorsement,
    Notice,
    Overlay,
    Person,
    RenewalCycle,
)
from endorsement.rules import renewal
from endorsement.services import cycle_sweep, overlay, reminder, standing
from endorsement.services.notices import gathering
from lms.backbone.mail import send_due_mail
from lms.backbone.models import Mail
from tests.factories.association import AssociationFactory
from tests.factories.award import CycleFactory, EndorsementFactory
from tests.factories.person import PersonFactory
from tests.factories.scheme import association_with_scheme, sample_edition

pytestmark = pytest.mark.django_db

DUE = date(2026, 12, 31)
LADDER = [
    ("window_opens", date(2026, 10, 2)),
    ("due_60", date(2026, 11, 1)),
    ("due_30", date(2026, 12, 1)),
    ("due_7", date(2026, 12, 24)),
    ("due", date(2026, 12, 31)),
    ("grace", date(2027, 1, 1)),
    ("lapsed", date(2027, 1, 31)),
]
NOON = datetime(2026, 6, 1, 18, tzinfo=UTC)


def _cycle(zone: str = "America/Chicago", **more) -> RenewalCycle:
    association = association_with_scheme(slug=zone.rsplit("/", 1)[1].lower())
    type(association).objects.filter(pk=association.pk).update(time_zone=zone)
    association.refresh_from_db()
    days = {
        "starts_on": date(2026, 1, 1),
        "opens_on": LADDER[0][1],
        "due_on": DUE,
        "grace_through": date(2027, 1, 30),
        "next_rung_on": LADDER[0][1],
        "next_status_on": LADDER[0][1],
        **more,
    }
    endorsement = EndorsementFactory(
        association=association, edition=sample_edition(), category="first_steps"
    )
    return CycleFactory(endorsement=endorsement, **days)


def _noon(on: date) -> datetime:
    cycle_sweep.sweep(at=NOON, on=on)
    """One o'clock in Chicago, or two."""
    return datetime.combine(on, NOON.time(), UTC)


def _sweep(on: date) -> int:
    owed = reminder.sweep(at=_noon(on), on=on)
    _send(on)
    return owed


def _send(on: date) -> list[EmailMultiAlternatives]:
    """What leaves a minute later."""
    at, before = _noon(on) + timedelta(minutes=1), len(outgoing.outbox)
    gathering.gather(at=at)
    send_due_mail(at=at)
    return outgoing.outbox[before:]


def _said(cycle: RenewalCycle) -> list[tuple[str, str]]:
    rows = Notice.objects.filter(subject=cycle.subject_key).order_by("rung_on", "pk")
    return [(notice.rung, notice.outcome or notice.state) for notice in rows]


def test_every_rung_is_sent_on_its_day_and_on_no_other():
    cycle = _cycle()
    sent = {}
    day = date(2026, 9, 25)
    while day <= date(2027, 2, 10):
        if _sweep(day):
            sent[day] = Notice.objects.get(rung_on=day).rung
        day += timedelta(days=1)
    assert sent == {on: rung for rung, on in LADDER}
    assert _said(cycle) == [(rung, "sent") for rung, _on in LADDER]


@pytest.mark.parametrize(("rung", "on"), LADDER)
def test_sweeping_twice_sends_once(rung, on):
    cycle = _cycle()
    _sweep(on)
    _sweep(on)
    assert _said(cycle)[-1] == (rung, "sent")
    assert Mail.objects.count() == 1


MISSED = [
    (date(2026, 10, 5), ["window_opens:sent"]),
    (date(2026, 11, 4), ["window_opens:overtaken", "due_60:sent"]),
    (
        date(2026, 12, 27),
        ["window_opens:overtaken", "due_60:overtaken", "due_30:overtaken", "due_7:sent"],
    ),
    (
        date(2027, 3, 1),
        [*(f"{rung}:overtaken" for rung, _on in LADDER[:-1]), "lapsed:sent"],
    ),
]


@pytest.mark.parametrize(("back_on", "expected"), MISSED, ids=str)
def test_outage_loses_nothing_and_only_the_latest_goes_out(back_on, expected):
    cycle = _cycle()
    _sweep(back_on)
    assert [f"{rung}:{outcome}" for rung, outcome in _said(cycle)] == expected
    assert Mail.objects.count() == 1


def test_three_skipped_days_after_a_rung_was_sent():
    cycle = _cycle()
    _sweep(date(2026, 10, 2))
    _sweep(date(2026, 11, 4))
    assert _said(cycle) == [("window_opens", "sent"), ("due_60", "sent")]


def test_rung_that_waited_for_the_sender_is_overtaken_by_a_later_one():
    cycle = _cycle()
    for day in (date(2026, 12, 24), DUE):
        reminder.sweep(at=_noon(day), on=day)
    assert len(_send(DUE)) == 1
    assert _said(cycle)[-2:] == [("due_7", "overtaken"), ("due", "sent")]


WHY_NOT = [
    ("renewed", lambda cycle: RenewalCycle.objects.filter(pk=cycle.pk).update(state="renewed")),
    (
        "no_longer_valid",
        lambda cycle: Endorsement.objects.filter(pk=cycle.endorsement_id).update(state="revoked"),
    ),
    (
        "no_address",
        lambda cycle: Person.objects.filter(pk=cycle.endorsement.person_id).update(email=""),
    ),
    (
        "erased",
        lambda cycle: Person.objects.filter(pk=cycle.endorsement.person_id).update(
            name="", email="", erased_at=NOON
        ),
    ),
    ("lapsed", lambda cycle: RenewalCycle.objects.filter(pk=cycle.pk).update(state="lapsed")),
    (
        "deceased",
        lambda cycle: Person.objects.filter(pk=cycle.endorsement.person_id).update(deceased_on=DUE),
    ),
]


@pytest.mark.parametrize(("reason", "change"), WHY_NOT, ids=[one[0] for one in WHY_NOT])
def test_what_changed_before_sending_suppresses_with_the_reason(reason, change):
    cycle = _cycle()
    reminder.sweep(at=_noon(DUE), on=DUE)
    gathering.gather(at=_noon(DUE))
    # Between owing the mail and its leaving, however long the mail server was away.
    change(cycle)
    assert _send(DUE) == []
    notice = Notice.objects.get(subject=cycle.subject_key, rung="due")
    assert (notice.outcome, notice.reason) == ("suppressed", reason)
    assert Mail.objects.get().state == "done"


def test_whoever_is_reinstated_before_it_leaves_is_not_told_that_it_has_lapsed():
    cycle, lapsed_on = _cycle(), LADDER[-1][1]
    reminder.sweep(at=_noon(lapsed_on), on=lapsed_on)
    endorsement = Endorsement.objects.get(pk=cycle.endorsement_id)
    standing.reinstate(
        endorsement=endorsement, coordinator=PersonFactory(), despite="x", at=_noon(lapsed_on)
    )
    assert "Your endorsement has lapsed" not in [mail.subject for mail in _send(lapsed_on)]
    notice = Notice.objects.get(rung="lapsed", subject=cycle.subject_key)
    assert (notice.outcome, notice.reason) == ("suppressed", "reinstated")


LEAVES = [
    (date(2026, 12, 31), "Your endorsement is due for renewal on Dec. 31, 2026"),
    (date(2027, 1, 1), "Your endorsement was due for renewal"),
    (date(2027, 1, 30), "Your endorsement was due for renewal"),
    # Nothing has lapsed yet, and it is too late to renew: the rung of the lapse says so.
    (date(2027, 1, 31), None),
]


@pytest.mark.parametrize(("leaves_on", "subject"), LEAVES)
def test_what_waited_for_the_sender_says_what_is_true_on_the_day_it_leaves(leaves_on, subject):
    _cycle()
    at = _noon(DUE)
    reminder.sweep(at=at, on=DUE)
    gathering.gather(at=at)
    send_due_mail(at=datetime.combine(leaves_on, at.timetz()))
    assert [mail.subject for mail in outgoing.outbox] == [subject] * bool(subject)


def test_rung_that_came_again_on_a_later_day_leaves_in_the_evening_of_its_day_too():
    cycle, late = _cycle(), datetime(2027, 1, 1, 3, tzinfo=UTC)
    Person.objects.update(time_zone="America/Chicago")
    Notice.objects.create(
        association=cycle.endorsement.association,
        person=cycle.endorsement.person,
        kind="renewal",
        subject=cycle.subject_key,
        rung=f"due:{DUE}",
        rung_on=DUE,
        due_at=late,
    )
    gathering.gather(at=late)
    assert Mail.objects.get().due_at == late


def test_renewed_cycle_is_not_swept():
    cycle = _cycle(state=RenewalCycle.State.RENEWED)
    assert _sweep(date(2027, 3, 1)) == 0
    assert _said(cycle) == []


def test_two_zones_are_swept_by_their_own_day():
    east, west = _cycle("America/Chicago"), _cycle("America/Los_Angeles")
    reminder.sweep(at=datetime(2026, 12, 31, 6, 30, tzinfo=UTC))
    assert Notice.objects.filter(rung="due").get().subject == east.subject_key
    reminder.sweep(at=datetime(2026, 12, 31, 8, 30, tzinfo=UTC))
    assert [notice.subject for notice in Notice.objects.filter(rung="due").order_by("pk")] == [
        east.subject_key,
        west.subject_key,
    ]


@pytest.mark.parametrize(
    ("awarded_on", "due_on"),
    [
        (date(2028, 2, 29), date(2029, 2, 28)),
        (date(2027, 2, 28), date(2028, 2, 28)),
        (date(2028, 12, 31), date(2029, 12, 31)),
    ],
)
def test_leap_day_is_due_on_the_last_of_february(awarded_on, due_on):
    rule = renewal.RenewalRule(kind=renewal.CycleKind.ANNIVERSARY, grace_days=0)
    assert renewal.cycle_for(rule, awarded_on=awarded_on).due_on == due_on


def test_cycle_due_on_a_leap_day_is_reminded_and_lapses_after_it():
    leap = date(2028, 2, 29)
    cycle = _cycle(
        starts_on=date(2027, 3, 1),
        opens_on=leap,
        due_on=leap,
        grace_through=leap,
        next_rung_on=leap,
        next_status_on=leap,
    )
    _sweep(leap)
    assert _said(cycle)[-1] == ("due", "sent")
    _sweep(date(2028, 3, 1))
    assert _said(cycle)[-1] == ("lapsed", "sent")


def test_revoked_endorsement_stays_revoked():
    cycle = _cycle()
    Endorsement.objects.filter(pk=cycle.endorsement_id).update(state="revoked")
    _sweep(date(2027, 3, 1))
    cycle.endorsement.refresh_from_db()
    assert cycle.endorsement.state == "revoked"


def test_reminder_is_in_the_persons_language_and_names_the_days():
    cycle = _cycle()
    Person.objects.filter(pk=cycle.endorsement.person_id).update(language="es")
    _sweep(DUE)
    [mail] = outgoing.outbox
    assert mail.subject == "Su acreditación debe renovarse el 31 de diciembre de 2026"
    assert "Aprendiz de vínculos tempranos" in mail.body


def test_reminder_calls_the_category_as_the_association_does():
    _cycle()
    Overlay.objects.update(labels={"first_steps": {"en": "Early Steps"}})
    _sweep(DUE)
    assert "your endorsement “Early Steps” of" in outgoing.outbox[0].body


def test_reminder_that_cannot_be_written_holds_up_no_other():
    broken, fine = _cycle(), _cycle()
    Endorsement.objects.filter(pk=broken.endorsement_id).update(
        category="gone", person=fine.endorsement.person
    )
    _sweep(DUE)
    assert _said(fine)[-1] == ("due", "sent")
    notice = Notice.objects.get(subject=broken.subject_key, rung="due")
    assert (notice.state, notice.last_error) == ("owed", "KeyError")


@pytest.mark.parametrize("cycles", [0, 1, 30])
def test_sweep_with_nothing_due_asks_two_questions(cycles, django_assert_num_queries):
    for number in range(4):
        AssociationFactory(slug=f"more-{number}")
    for _number in range(cycles):
        _cycle()
    with django_assert_num_queries(2):
        assert reminder.sweep(at=NOON) == 0


def _command(*arguments: str) -> str:
    out = StringIO()
    call_command("sweep_reminders", *arguments, stdout=out)
    return out.getvalue()


def test_command_shows_a_chosen_day_and_sends_nothing():
    cycle = _cycle()
    shown = _command("--as-of", "2026-12-02").splitlines()
    assert [line.split()[:3] for line in shown] == [
        ["overtaken", "window_opens", cycle.endorsement.public_id],
        ["overtaken", "due_60", cycle.endorsement.public_id],
        ["would", "send", "due_30"],
    ]
    assert not Notice.objects.exists()


def test_command_says_that_nothing_is_due():
    _cycle()
    assert _command("--as-of", "2026-06-01") == "Nothing is due on 2026-06-01.\n"


def test_command_sends_as_of_a_chosen_day():
    _cycle()
    assert _command("--as-of", "2026-12-02", "--send") == "1 message to send.\n"
    assert _command("--as-of", "2026-12-02", "--send") == "0 messages to send.\n"


def test_command_refuses_what_is_no_day():
    with pytest.raises(CommandError, match="is not a day"):
        _command("--as-of", "tomorrow")


def test_cycle_that_cannot_be_read_holds_up_no_other(caplog):
    good, bad = _cycle(), _cycle("America/Denver")
    unreadable = Edition.objects.create(
        scheme=bad.endorsement.edition.scheme,
        code="unreadable",
        effective_from=date(2020, 1, 1),
        document="{}",
        sha256="0" * 64,
    )
    Endorsement.objects.filter(pk=bad.endorsement_id).update(edition=unreadable)
    assert _sweep(LADDER[0][1]) == 1
    assert _said(good) == [("window_opens", "sent")]
    assert _said(bad) == []
    assert bad.endorsement.public_id in caplog.text


def _suppress(cycle: RenewalCycle, day: date) -> int:
    return reminder.suppress_before(cycle=cycle, day=day, reason="imported", at=NOON)


def test_cycle_from_elsewhere_is_held_until_its_missed_rungs_are_suppressed():
    cycle = _cycle(next_rung_on=None)
    assert _sweep(date(2026, 12, 27)) == 0
    assert [_suppress(cycle, date(2026, 12, 27)) for _time in range(2)] == [4, 0]
    assert _sweep(date(2026, 12, 27)) == 0
    assert _sweep(date(2026, 12, 31)) == 1
    assert _said(cycle) == [
        *((rung, "suppressed") for rung, _on in LADDER[:4]),
        ("due", "sent"),
    ]
    assert set(Notice.objects.filter(outcome="suppressed").values_list("reason", "kind")) == {
        ("imported", "renewal")
    }


def test_suppressing_takes_what_is_owed_and_leaves_what_was_sent():
    cycle = _cycle()
    _sweep(LADDER[0][1])
    reminder.sweep(at=NOON, on=date(2026, 11, 1))
    assert _suppress(cycle, date(2026, 11, 2)) == 1
    assert _send(date(2026, 11, 1)) == []
    assert _said(cycle) == [("window_opens", "sent"), ("due_60", "suppressed")]


def test_cycle_whose_grace_was_over_on_coming_lapses_without_a_mail():
    cycle = _cycle(next_rung_on=None)
    _suppress(cycle, date(2027, 3, 1))
    assert _sweep(date(2027, 3, 1)) == 0
    cycle.refresh_from_db()
    assert (cycle.state, Mail.objects.count()) == ("lapsed", 0)


LATER_LADDER = [
    # The new rung, and on which day the association sets it.
    (
        "due_45",
        date(2026, 11, 10),
        [("window_opens", "sent"), ("due_60", "sent")],
        date(2026, 11, 16),
    ),
    # Its day is over: it is overtaken by the next.
    (
        "due_45",
        date(2026, 11, 20),
        [("window_opens", "sent"), ("due_60", "sent")],
        date(2026, 12, 1),
    ),
]


@pytest.mark.parametrize(("rung", "set_on", "before", "next_on"), LATER_LADDER)
def test_rung_that_an_association_adds_in_mid_cycle_is_not_missed(rung, set_on, before, next_on):
    cycle, waits = _cycle(), _cycle("America/Denver", next_rung_on=None, next_status_on=None)
    for day in (date(2026, 10, 2), date(2026, 11, 1)):
        _sweep(day)
    assert _said(cycle) == before
    own = {"ladder": ["window_opens", "due_60", rung, "due_30", "due_7", "due", "grace", "lapsed"]}
    for one in (cycle, waits):
        overlay.set_renewal(
            association=one.endorsement.association,
            own=own,
            seen=1,
            by=PersonFactory(),
            at=datetime.combine(set_on, NOON.time(), UTC),
        )
    cycle = RenewalCycle.objects.get(pk=cycle.pk)
    assert cycle.next_rung_on == next_on
    _sweep(next_on)
    last = [(rung, "sent")] if next_on < LADDER[2][1] else [(rung, "overtaken"), ("due_30", "sent")]
    assert _said(cycle) == [*before, *last]
    waits.refresh_from_db()
    assert waits.next_rung_on is None

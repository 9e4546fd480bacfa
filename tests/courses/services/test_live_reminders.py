"""Reminders: once, never missed, from the state at the moment, nothing after the start."""

from datetime import timedelta

import pytest

from courses.services import live_registration, live_reminder, live_session
from lms.backbone.letters import render
from lms.backbone.mail import send_due_mail, send_owed_mail
from lms.backbone.models import Mail
from tests.factories.live import AT, HOUR, STARTS, facts, planned
from tests.factories.person import PersonFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def _reminders():
    return Mail.objects.filter(template="live_reminder").order_by("pk")


def _kinds() -> list[str]:
    return [mail.key.split(":")[4] for mail in _reminders()]


def _seat(session, at=AT):
    person = PersonFactory()
    live_registration.register(session=session, person=person, at=at)
    return person


def test_each_reminder_is_owed_once_however_often_the_sweep_runs() -> None:
    session = planned()
    _seat(session)
    for hours in range(24 * 8):
        live_reminder.sweep(at=STARTS - timedelta(days=8) + hours * HOUR)
    assert _kinds() == ["week", "day", "today"]
    subjects = [render(mail).subject.partition(":")[0] for mail in _reminders()]
    assert subjects == ["In a week", "Tomorrow", "Today"]


def test_after_an_outage_only_what_still_makes_sense_is_sent() -> None:
    session = planned()
    _seat(session)
    live_reminder.sweep(at=STARTS - 2 * HOUR)
    assert _kinds() == ["today"]
    live_reminder.sweep(at=STARTS)
    live_reminder.sweep(at=STARTS + DAY)
    assert _kinds() == ["today"]


def test_mail_that_could_not_leave_before_the_start_does_not_leave(mailoutbox) -> None:
    session = planned()
    _seat(session)
    live_reminder.sweep(at=STARTS - DAY)
    mail = _reminders().get()
    assert send_owed_mail(mail.pk, STARTS) is False
    mail.refresh_from_db()
    assert (mail.state, mail.context) == ("done", {})
    assert [one.subject for one in mailoutbox] == []


def test_who_gave_the_seat_back_gets_none_also_when_it_was_owed_already(mailoutbox) -> None:
    session = planned(seats=0)
    stays, leaves = _seat(session), _seat(session)
    send_due_mail(at=AT)
    mailoutbox.clear()
    live_reminder.sweep(at=STARTS - 7 * DAY)
    live_registration.give_back(session=session, person=leaves, at=STARTS - 7 * DAY)
    send_due_mail(at=STARTS - 7 * DAY)
    assert [one.to for one in mailoutbox] == [[stays.email]]


def test_who_got_the_seat_after_it_was_due_is_not_reminded_of_what_they_were_just_told() -> None:
    session = planned()
    _seat(session, at=STARTS - 5 * DAY)
    live_reminder.sweep(at=STARTS - 5 * DAY + HOUR)
    assert _kinds() == []
    live_reminder.sweep(at=STARTS - DAY)
    assert _kinds() == ["day"]


def test_new_date_is_reminded_of_anew_and_the_old_one_no_more() -> None:
    session = planned()
    _seat(session)
    live_reminder.sweep(at=STARTS - 7 * DAY)
    later = [(STARTS + 10 * DAY, STARTS + 10 * DAY + HOUR)]
    live_session.change(
        session=session, facts=facts(meetings=later), by=PersonFactory(), at=STARTS - 6 * DAY
    )
    # The one that had not left is called off.
    assert _kinds() == []
    live_reminder.sweep(at=STARTS - 5 * DAY)
    assert _kinds() == []
    live_reminder.sweep(at=STARTS + 3 * DAY)
    assert _kinds() == ["week"]
    assert (
        "December 13" in render(_reminders().get()).body
        or "Dec. 13" in render(_reminders().get()).body
    )


def test_canceled_session_reminds_nobody() -> None:
    session = planned()
    _seat(session)
    live_session.call_off(session=session, because="Snow.", by=PersonFactory(), at=AT)
    live_reminder.sweep(at=STARTS - DAY)
    assert _kinds() == []


def test_sweep_with_nothing_due_reads_once(django_assert_num_queries) -> None:
    session = planned()
    for _number in range(3):
        _seat(session)
    live_reminder.sweep(at=STARTS - DAY)
    with django_assert_num_queries(1):
        live_reminder.sweep(at=STARTS - DAY + HOUR)

"""Seats, the waiting list, and who is told."""

from datetime import timedelta

import pytest

from courses.models import Enrollment, LiveRegistration, LiveSession
from courses.services import live_registration, live_session
from courses.services.forgetting import forget
from courses.services.learning import NotYet
from endorsement.models import Event, Person
from endorsement.refusals import Refused
from lms.backbone.letters import render
from lms.backbone.models import Mail
from tests.factories.association import AssociationFactory
from tests.factories.learning import complete_module
from tests.factories.live import AT, HOUR, STARTS, facts, live_module, planned
from tests.factories.module import make_module
from tests.factories.person import PersonFactory

pytestmark = pytest.mark.django_db


def _register(session, person=None, at=AT):
    return live_registration.register(session=session, person=person or PersonFactory(), at=at)


def _states(session) -> list[str]:
    return list(session.registrations.order_by("queued_at", "pk").values_list("state", flat=True))


def _taken(session) -> int:
    return LiveSession.objects.get(pk=session.pk).taken


def test_registering_twice_is_one_seat_and_one_mail() -> None:
    session, person = planned(seats=5), PersonFactory()
    assert _register(session, person).pk == _register(session, person).pk
    assert (_taken(session), Mail.objects.count()) == (1, 1)


def test_seats_go_to_whoever_asks_first_and_the_others_wait_in_order() -> None:
    session = planned(seats=2)
    for minute in range(4):
        _register(session, at=AT + timedelta(minutes=minute))
    assert _states(session) == ["registered", "registered", "waiting", "waiting"]
    assert _taken(session) == 2


def test_seat_given_back_goes_to_the_next_once_and_they_are_told() -> None:
    session, first, second, third = planned(seats=1), *(PersonFactory() for _ in range(3))
    for minute, person in enumerate((first, second, third)):
        _register(session, person, at=AT + timedelta(minutes=minute))
    later = AT + timedelta(days=1)
    live_registration.give_back(session=session, person=first, at=later)
    assert live_registration.give_back(session=session, person=first, at=later) is None
    assert _states(session) == ["canceled", "registered", "waiting"]
    told = Mail.objects.filter(template="live_moved_up").values_list("to_address", flat=True)
    assert list(told) == [second.email]
    assert _taken(session) == 1


def test_seat_does_not_go_to_somebody_who_has_died() -> None:
    session, first, second, third = planned(seats=1), *(PersonFactory() for _ in range(3))
    for minute, person in enumerate((first, second, third)):
        _register(session, person, at=AT + timedelta(minutes=minute))
    Person.objects.filter(pk=second.pk).update(deceased_on=AT.date())
    live_registration.give_back(session=session, person=first, at=AT + timedelta(days=1))
    assert _states(session) == ["canceled", "waiting", "registered"]


def test_whoever_comes_back_waits_at_the_end() -> None:
    session, first, second = planned(seats=1), PersonFactory(), PersonFactory()
    _register(session, first)
    _register(session, second, at=AT + timedelta(minutes=1))
    live_registration.give_back(session=session, person=first, at=AT + timedelta(minutes=2))
    again = _register(session, first, at=AT + timedelta(minutes=3))
    assert again.state == "waiting"
    assert LiveRegistration.objects.filter(session=session).count() == 2


def test_seat_is_for_whoever_completed_what_the_module_requires_or_has_begun_it() -> None:
    first = make_module("first", lessons=1)
    north = AssociationFactory(slug="north")
    module = live_module(north, prerequisites=[("required", "first")])
    session, new, ready, begun = (
        planned(north, module=module, seats=1),
        *(PersonFactory() for _ in range(3)),
    )
    with pytest.raises(NotYet, match="Please complete “Module first” first"):
        _register(session, new)
    assert (_taken(session), Mail.objects.count()) == (0, 0)
    complete_module(ready, first)
    assert _register(session, ready).state == "registered"
    with pytest.raises(NotYet):
        # Not even a place on the waiting list, which would become a seat by itself.
        _register(session, new)
    Enrollment.objects.create(person=begun, code=module.code, version=7, started_at=AT)
    assert _register(session, begun).state == "waiting"


@pytest.mark.parametrize(
    ("said", "at", "sentence"),
    [
        ({"opens_at": AT + HOUR}, AT, "Registration opens on"),
        ({"closes_at": AT}, AT, "closed"),
        ({}, STARTS, "has begun"),
    ],
)
def test_registration_is_open_from_and_through_what_was_said(said, at, sentence) -> None:
    session = planned(**said)
    with pytest.raises(Refused, match=sentence):
        _register(session, at=at)
    assert _taken(session) == 0


def test_full_session_without_a_waiting_list_refuses() -> None:
    session = planned(seats=1, waiting_list=False)
    _register(session)
    with pytest.raises(Refused, match="no waiting list"):
        _register(session)


def test_seat_cannot_be_given_back_once_the_session_began() -> None:
    session, person = planned(), PersonFactory()
    _register(session, person)
    with pytest.raises(Refused, match="has begun"):
        live_registration.give_back(session=session, person=person, at=STARTS)


def test_more_seats_move_people_up_and_fewer_than_taken_are_refused() -> None:
    session, by = planned(seats=1), PersonFactory()
    for minute in range(3):
        _register(session, at=AT + timedelta(minutes=minute))
    live_session.change(session=session, facts=facts(seats=2), by=by, at=AT)
    assert _states(session) == ["registered", "registered", "waiting"]
    with pytest.raises(Refused, match="2 seats are taken"):
        live_session.change(session=session, facts=facts(seats=1), by=by, at=AT)
    # Seats are no news to those who have one: nobody was written to, and calendars stay.
    assert not Mail.objects.filter(template="live_changed").exists()
    assert LiveSession.objects.get().sequence == 0


def test_new_date_is_told_once_to_everybody_and_raises_the_calendar_number() -> None:
    session, by, gone = planned(seats=1), PersonFactory(), PersonFactory()
    _register(session, gone)
    live_registration.give_back(session=session, person=gone, at=AT)
    _register(session)
    _register(session, at=AT + HOUR)
    moved = facts(seats=1, meetings=[(STARTS + 24 * HOUR, STARTS + 26 * HOUR)])
    for _time in range(2):
        live_session.change(session=session, facts=moved, by=by, at=AT + HOUR)
    mails = Mail.objects.filter(template="live_changed")
    assert (mails.count(), mails.filter(to_address=gone.email).count()) == (2, 0)
    assert LiveSession.objects.get().sequence == 1
    assert "Friday" in render(mails[0]).body


def test_canceled_session_tells_everybody_once_and_why() -> None:
    session, by = planned(seats=1), PersonFactory()
    _register(session)
    _register(session, at=AT + HOUR)
    for _time in range(2):
        live_session.call_off(session=session, because="The trainer is ill.", by=by, at=AT + HOUR)
    mails = Mail.objects.filter(template="live_canceled")
    assert mails.count() == 2
    assert "The trainer is ill." in render(mails[0]).body
    session.refresh_from_db()
    assert (session.canceled, session.sequence) == (True, 1)
    with pytest.raises(Refused, match="canceled"):
        _register(session)
    kinds = Event.objects.filter(stream=f"live:{session.public_id}").values_list("kind", flat=True)
    assert list(kinds) == ["live.planned", "live.canceled"]


@pytest.mark.parametrize(
    "meetings",
    [
        [],
        [(AT - HOUR, AT)],
        [(STARTS, STARTS + 13 * HOUR)],
        [(STARTS, STARTS + 2 * HOUR), (STARTS + HOUR, STARTS + 3 * HOUR)],
        [(STARTS + 5 * HOUR, STARTS + 6 * HOUR), (STARTS, STARTS + HOUR)],
    ],
)
def test_meetings_that_cannot_be_are_refused(meetings) -> None:
    session = planned()
    with pytest.raises(Refused):
        live_session.change(
            session=session, facts=facts(meetings=meetings), by=PersonFactory(), at=AT
        )


def test_title_is_the_module_s_in_every_language_unless_one_is_given() -> None:
    session = planned(titles={"es": "Juntas", "en": " "})
    assert session.titles == {"en": "Module together", "es": "Juntas"}


def test_mail_names_both_zones_and_the_room_in_the_reader_s_language() -> None:
    session = planned()
    person = PersonFactory(language="es", time_zone="America/New_York")
    _register(session, person)
    letter = render(Mail.objects.get())
    assert "America/Chicago" in letter.body
    assert "America/New York" in letter.body
    assert "a-secret-room" in letter.body
    assert f"/es/live/{session.public_id}/calendar.ics" in letter.body
    assert "jueves" in letter.body.lower()


def test_erased_person_leaves_no_registration_and_their_seat_goes_on() -> None:
    session, gone, waits = planned(seats=1), PersonFactory(), PersonFactory()
    _register(session, gone)
    _register(session, waits, at=AT + HOUR)
    forget(person=gone, at=AT + 2 * HOUR)
    assert list(session.registrations.values_list("person", "state")) == [(waits.pk, "registered")]
    assert _taken(session) == 1

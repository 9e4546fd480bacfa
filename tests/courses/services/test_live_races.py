"""Fifty people at the same moment, each with a connection of their own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from courses.models import LiveSession
from courses.services import live_registration
from lms.backbone.models import Mail
from tests.factories.live import AT, HOUR, planned
from tests.factories.person import OutsiderFactory

pytestmark = [pytest.mark.usefixtures("on_postgresql"), pytest.mark.django_db(transaction=True)]
MANY, SEATS = 50, 20


def _at_once(act: Callable[[Any], Any], given: list[Any]) -> list[Any]:
    gate = Barrier(len(given))

    def run(one: Any) -> Any:
        gate.wait()
        try:
            return act(one)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(given)) as pool:
        return list(pool.map(run, given))


def test_fifty_at_once_never_get_more_seats_than_there_are() -> None:
    session = planned(seats=SEATS)
    people = [OutsiderFactory() for _number in range(MANY)]
    _at_once(
        lambda person: live_registration.register(session=session, person=person, at=AT), people
    )
    states = list(session.registrations.values_list("state", flat=True))
    assert (states.count("registered"), states.count("waiting")) == (SEATS, MANY - SEATS)
    assert LiveSession.objects.get().taken == SEATS
    # Half of the seats are given back at once, twice each: as many move up, each told once.
    seated = [row.person for row in session.registrations.filter(state="registered")[: SEATS // 2]]
    _at_once(
        lambda person: live_registration.give_back(session=session, person=person, at=AT + HOUR),
        [*seated, *seated],
    )
    states = list(session.registrations.values_list("state", flat=True))
    assert (states.count("registered"), states.count("canceled")) == (SEATS, SEATS // 2)
    assert LiveSession.objects.get().taken == SEATS
    assert Mail.objects.filter(template="live_moved_up").count() == SEATS // 2


def test_same_person_in_many_tabs_has_one_seat() -> None:
    session, person = planned(seats=SEATS), OutsiderFactory()
    _at_once(
        lambda _tab: live_registration.register(session=session, person=person, at=AT),
        list(range(8)),
    )
    assert (session.registrations.count(), LiveSession.objects.get().taken) == (1, 1)

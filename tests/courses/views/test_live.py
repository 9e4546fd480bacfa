"""Live sessions as people meet them: planned by a form, found, a seat taken, told apart by association."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from courses.models import LiveAttendance, LiveSession
from courses.services import live_attendance, live_registration
from tests.factories.association import AssociationFactory, MembershipFactory
from tests.factories.learning import complete_module
from tests.factories.live import AT, HOUR, live_module, planned
from tests.factories.module import make_module
from tests.factories.person import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _some_day_in_november():
    with time_machine.travel(AT, tick=True):
        yield


def _client(person) -> Client:
    client = Client()
    client.force_login(person.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def _planner(association, role="coordinator"):
    return MembershipFactory(association=association, role=role).person


FORM = {
    "where": "Online",
    "access": "https://video.example.org/room",
    "language": "en",
    "seats": "1",
    "waiting_list": "on",
    "credit": "proportional",
    "minimum_percent": "50",
    "late_minutes": "10",
    "code_hours": "24",
    "title_en": "",
    "title_es": "",
    "closes_on": "2026-12-30",
    "meeting-0-day": "2026-12-31",
    "meeting-0-begins": "22:00",
    "meeting-0-ends": "00:30",
    "meeting-1-day": "",
    "meeting-1-begins": "",
    "meeting-1-ends": "",
}


def _plan(association, **said):
    client = _client(_planner(association))
    module = live_module(association)
    return client.post(reverse("live:add", args=[association.slug, module.code]), {**FORM, **said})


def test_session_is_planned_by_the_clocks_of_the_association_and_found_by_everybody() -> None:
    association = AssociationFactory(slug="north", name="North AIMH")
    answer = _plan(association)
    session = LiveSession.objects.get()
    assert answer["Location"] == reverse("live:planned", args=["north", session.public_id])
    assert session.starts_at.isoformat() == "2027-01-01T04:00:00+00:00"
    # Registration through the 30th: until midnight in Chicago.
    assert session.closes_at.isoformat() == "2026-12-31T06:00:00+00:00"
    page = Client().get(reverse("live:sessions")).content.decode()
    assert "Module together" in page
    assert "Thursday, Dec. 31, 2026" in page or "Thursday, December 31, 2026" in page
    shown = Client().get(reverse("live:session", args=[session.public_id])).content.decode()
    assert "video.example.org" not in shown
    assert "none below 50 percent" in shown
    assert "Sign in to register" in shown


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"meeting-0-ends": ""}, "when it begins and when it ends"),
        ({"meeting-0-day": "2027-03-14", "meeting-0-begins": "02:30"}, "skip this time"),
        ({"meeting-0-day": "2026-10-01"}, "lies ahead"),
        ({"meeting-0-day": "", "meeting-0-begins": "", "meeting-0-ends": ""}, "at least one meeting"),
        ({"where": ""}, "This field is required"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said_in_the_form(said, sentence) -> None:
    answer = _plan(AssociationFactory(slug="north"), **said)
    assert (answer.status_code, sentence in answer.content.decode()) == (422, True)
    assert not LiveSession.objects.exists()


def test_form_comes_back_with_what_was_said() -> None:
    association = AssociationFactory(slug="north")
    _plan(association)
    session = LiveSession.objects.get()
    client = _client(_planner(association, "author"))
    page = client.get(reverse("live:change", args=["north", session.public_id]))
    form = page.context["form"]
    assert form.initial["closes_on"].isoformat() == "2026-12-30"
    row = form.rows[0].initial
    assert (row["day"].isoformat(), str(row["begins"]), str(row["ends"])) == (
        "2026-12-31",
        "22:00:00",
        "00:30:00",
    )
    changed = {**FORM, "seats": "7"}
    client.post(reverse("live:change", args=["north", session.public_id]), changed)
    session.refresh_from_db()
    assert (session.seats, session.sequence) == (7, 0)


def test_seat_waiting_place_and_link_are_shown_to_those_they_belong_to() -> None:
    session = planned(seats=1)
    address = reverse("live:session", args=[session.public_id])
    first, second, third = (_client(PersonFactory()) for _number in range(3))
    for client in (first, second, third):
        answer = client.post(reverse("live:register", args=[session.public_id]))
        assert answer["Location"] == address
    assert "a-secret-room" in first.get(address).content.decode()
    waits = third.get(address).content.decode()
    assert "You are number 2 on the waiting list" in waits
    assert "a-secret-room" not in waits
    first.post(reverse("live:give_back", args=[session.public_id]))
    assert "a-secret-room" in second.get(address).content.decode()
    assert "You are number 1 on the waiting list" in third.get(address).content.decode()
    assert "Your live sessions" in second.get(reverse("courses:my_learning")).content.decode()


def test_session_of_a_module_that_builds_on_others_says_what_is_missing() -> None:
    first, north = make_module("first", lessons=1), AssociationFactory(slug="north")
    module = live_module(north, prerequisites=[("required", "first")])
    session, person = planned(north, module=module), PersonFactory()
    address = reverse("live:session", args=[session.public_id])
    visitor, client = Client(), _client(person)
    missing = "You can register when these are completed:"
    link = f'href="{first.get_url()}"'
    for reader in (visitor, client):
        page = reader.get(address).content.decode()
        assert (missing in page, link in page) == (True, True)
    register = reverse("live:register", args=[session.public_id])
    assert register not in page
    refused = client.post(register, follow=True).content.decode()
    assert "Please complete “Module first” first." in refused
    front = client.get(module.get_url()).content.decode()
    assert ("To be completed before:" in front, link in front) == (True, True)
    complete_module(person, first)
    assert register in client.get(address).content.decode()


def test_calendar_file_holds_the_link_only_for_a_seat_and_is_struck_when_it_is_given_back() -> None:
    session, person = planned(), PersonFactory()
    address = reverse("live:calendar", args=[session.public_id])
    client = _client(person)
    client.post(reverse("live:register", args=[session.public_id]))
    mine, theirs = (
        one.get(address).content.decode().replace("\r\n ", "") for one in (client, Client())
    )
    assert ("a-secret-room" in mine, "a-secret-room" in theirs) == (True, False)
    assert ("METHOD:PUBLISH" in mine, "SEQUENCE:0" in mine) == (True, True)
    client.post(reverse("live:give_back", args=[session.public_id]))
    gone = client.get(address).content.decode()
    assert ("METHOD:CANCEL" in gone, "SEQUENCE:1" in gone) == (True, True)


def test_table_of_registrations_starts_no_formula() -> None:
    session = planned()
    live_registration.register(session=session, person=PersonFactory(name="=1+1"), at=AT)
    client = _client(_planner(session.association))
    answer = client.get(reverse("live:table", args=["north", session.public_id]))
    assert "\r\n'=1+1," in b"".join(answer.streaming_content).decode()


def test_session_is_called_off_with_a_reason() -> None:
    session = planned()
    client = _client(_planner(session.association))
    address = reverse("live:call_off", args=["north", session.public_id])
    assert client.post(address, {"because": ""}).status_code == 422
    client.post(address, {"because": "Snow."})
    assert (
        "Snow." in Client().get(reverse("live:session", args=[session.public_id])).content.decode()
    )
    assert "Module together" not in Client().get(reverse("live:sessions")).content.decode()


def test_filters_of_the_list_and_the_module_page() -> None:
    north, south = planned(), planned(AssociationFactory(slug="south"), language="es")

    def listed(**query):
        rows = Client().get(reverse("live:sessions"), query).context["rows"]
        return {one["session"].pk for one in rows}

    assert listed() == {north.pk, south.pk}
    assert listed(association="south") == {south.pk}
    assert listed(language="en") == {north.pk}
    module = Client().get(reverse("courses:module", args=["together"]), follow=True)
    assert "Live sessions" in module.content.decode()


@pytest.mark.parametrize("count", [3, 12])
def test_list_asks_as_often_for_many_as_for_few(count, django_assert_num_queries) -> None:
    association = AssociationFactory(slug="north")
    module = live_module(association)
    for number in range(count):
        planned(association, module=module, at=AT - number * HOUR)
    client = Client()
    client.get(reverse("live:sessions"))
    with django_assert_num_queries(QUERIES):
        assert len(client.get(reverse("live:sessions")).context["rows"]) == count


QUERIES = 3


def test_people_of_a_planned_session_ask_no_more_for_many(django_assert_num_queries) -> None:
    session = planned()
    client = _client(_planner(session.association))
    address = reverse("live:planned", args=["north", session.public_id])
    client.get(address)
    for number in range(3):
        live_registration.register(
            session=session, person=PersonFactory(), at=AT + timedelta(minutes=number)
        )
    with django_assert_num_queries(9):
        client.get(address)


@pytest.mark.parametrize(
    ("seats", "hours", "said"),
    [
        (2, 0, "You have a seat in a live session."),
        (1, 0, "You are on the waiting list of a live session."),
        (2, 24 * 60, "You had a seat in a live session."),
    ],
)
def test_module_page_tells_whoever_has_a_place_and_asks_nobody_twice(seats, hours, said) -> None:
    session = planned(seats=seats)
    person = PersonFactory()
    for one in (PersonFactory(), person):
        live_registration.register(session=session, person=one, at=AT)
    place = reverse("courses:module", args=[session.code])
    with time_machine.travel(AT + timedelta(hours=hours), tick=True):
        page = _client(person).get(place, follow=True).content.decode()
        stranger = _client(PersonFactory()).get(place, follow=True).content.decode()
    assert said in page
    assert reverse("live:session", args=[session.public_id]) in page
    assert "register for one above" not in page
    assert "register for one above" in stranger


def test_tries_of_the_attendance_code_are_limited_for_each_person() -> None:
    """Ten in ten minutes; the eleventh is not looked at, however right. Nobody else is held up."""
    session = planned(seats=5)
    guesser, neighbor = PersonFactory(), PersonFactory()
    for one in (guesser, neighbor):
        live_registration.register(session=session, person=one, at=AT)
    attend = reverse("live:attend", args=[session.public_id])
    with time_machine.travel(session.ends_at - timedelta(minutes=5), tick=False) as clock:
        meeting = session.meetings.get()
        code = live_attendance.show_code(
            meeting=meeting, by=PersonFactory(), at=session.ends_at - timedelta(minutes=5)
        )
        client, other = _client(guesser), _client(neighbor)
        for _number in range(10):
            client.post(attend, {"code": "AAAAAA"})
        said = client.post(attend, {"code": code}, follow=True).content.decode()
        assert "Many codes were tried. Please wait ten minutes" in said
        assert not LiveAttendance.objects.exists()
        other.post(attend, {"code": code})
        assert LiveAttendance.objects.get().registration.person == neighbor
        clock.shift(timedelta(minutes=11))
        client.post(attend, {"code": code})
    assert LiveAttendance.objects.count() == 2

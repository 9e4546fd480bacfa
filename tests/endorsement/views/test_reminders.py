"""The coordinator's page about reminders, a person's page, and one's own choices."""

import html
import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from django.core import mail as outgoing
from django.test import Client
from django.urls import reverse

from endorsement.models import Bounce, Notice, Person, ReminderSettings
from endorsement.rules.endorsement_moves import HELD
from endorsement.services import bounce
from endorsement.services import held as before_import
from endorsement.services.notices import choosing, gathering
from endorsement.views import reminder_lists
from lms.backbone.mail import send_due_mail
from lms.backbone.models import Mail
from tests.factories.application import staff
from tests.factories.award import CycleFactory, EndorsementFactory
from tests.factories.person import PersonFactory
from tests.factories.scheme import association_with_scheme, sample_edition

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 12, 31, 18, tzinfo=UTC)
DUE = NOON.date()
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def association():
    return association_with_scheme()


@pytest.fixture
def client(association) -> Client:
    client = Client()
    client.force_login(staff(association, "coordinator").user)
    return client


def cycle(association, **more):
    days = {
        "starts_on": date(2026, 1, 1),
        "opens_on": date(2026, 10, 2),
        "due_on": DUE,
        "grace_through": DUE + timedelta(days=30),
        "next_rung_on": DUE,
    }
    endorsement = EndorsementFactory(
        association=association, edition=sample_edition(), category="first_steps"
    )
    return CycleFactory(endorsement=endorsement, **days | more)


def notice(association, **more) -> Notice:
    found = cycle(association)
    row = {
        "association": association,
        "person": found.endorsement.person,
        "kind": "renewal",
        "subject": found.subject_key,
        "rung": "due",
        "rung_on": DUE,
        "due_at": NOON,
        "owed_at": NOON,
    }
    return Notice.objects.create(**row | more)


def page(client: Client, association, show: str = "due", **query: str) -> str:
    address = reverse("endorsement:reminders", args=[association.slug])
    response = client.get(address, {"show": show, **query})
    assert response.status_code == 200
    return response.content.decode()


def act(client: Client, association, action: str, **data) -> str:
    address = reverse("endorsement:reminders_act", args=[association.slug, action])
    return client.post(address, data, follow=True).content.decode()


def test_each_list_shows_who_what_when_and_why(client, association):
    done = {"state": "done", "finished_at": NOON}
    rows = {
        "due": notice(association),
        "sent": notice(association, outcome="sent", **done),
        "suppressed": notice(association, outcome="suppressed", reason="renewed", **done),
        "overtaken": notice(association, outcome="overtaken", **done),
        "failed": notice(association, state="dead", last_error="KeyError"),
    }
    shown = {show: page(client, association, show) for show in rows}
    for show, row in rows.items():
        assert [other for other in rows if rows[other].person.name in shown[show]] == [show], show
        assert row.person.name in shown[show]
    assert "Has renewed" in shown["suppressed"]
    assert "KeyError" in shown["failed"]
    assert "the day it is due" in shown["due"]


@pytest.mark.parametrize("show", ["due", "coming", "calls", "runs"])
def test_thirty_rows_ask_as_much_as_one(client, association, show, django_assert_num_queries):
    counts = []
    for more in (1, 29):
        for _number in range(more):
            row = notice(association, owed_at=NOON - timedelta(minutes=Notice.objects.count()))
            bounce.note(address=row.person.email, source="message", at=NOON)
            cycle(association, next_rung_on=DUE + timedelta(days=1))
        with django_assert_num_queries({"due": 11, "coming": 20, "calls": 11, "runs": 10}[show]):
            counts.append(page(client, association, show).count("<tr>"))
    # Those that are due today come again as late ones; fifty make a page.
    assert counts == ([3, 51] if show == "coming" else [2, 31])


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("", "No message waits to be sent."),
        ("?show=due&q=nobody", "There is nothing here."),
        ("?show=calls", "nobody has to be called"),
        ("?show=failed", "There is nothing here."),
    ],
)
def test_empty_list_says_what_that_means(client, association, query, said):
    page = client.get(reverse("endorsement:reminders", args=[association.slug]) + query)
    assert said in page.content.decode()


def test_list_narrows_to_a_name_and_to_a_run(client, association):
    first, second = notice(association), notice(association, owed_at=NOON - timedelta(days=1))
    named = page(client, association, q=first.person.email)
    assert (first.person.name in named, second.person.name in named) == (True, False)
    run = page(client, association, run=second.owed_at.isoformat())
    assert (first.person.name in run, second.person.name in run) == (False, True)


def test_preview_says_what_the_sweep_will_send_and_writes_nothing(client, association):
    soon = cycle(association, due_on=DUE + timedelta(days=7), next_rung_on=DUE + timedelta(days=7))
    gone = cycle(association, next_rung_on=DUE + timedelta(days=1))
    Person.objects.filter(pk=gone.endorsement.person_id).update(email="")
    shown = page(client, association, "coming")
    assert soon.endorsement.person.name in shown
    assert "Will not be sent: has no address." in shown
    assert (Notice.objects.count(), Mail.objects.count()) == (0, 0)


def test_pausing_and_going_on(client, association):
    row = notice(association)
    assert "Reminders are paused" in act(client, association, "pause")
    gathering.gather(at=NOON)
    assert Mail.objects.count() == 0
    assert "Paused since" in page(client, association)
    act(client, association, "resume")
    send_due_mail(at=NOON)
    row.refresh_from_db()
    assert row.outcome == "sent"


def test_hours_are_kept_or_refused_with_a_sentence(client, association):
    act(client, association, "hours", from_hour=9, until_hour=18)
    assert ReminderSettings.objects.values_list("from_hour", "until_hour").get() == (9, 18)
    assert "has to come before" in act(client, association, "hours", from_hour=18, until_hour=9)


def test_failed_ones_are_tried_again(client, association):
    dead, unsent = notice(association, state="dead", attempts=5), notice(association)
    gathering.gather(at=NOON)
    Mail.objects.update(state="dead", attempts=5)
    assert "2 reminders will be tried again" in act(client, association, "retry")
    send_due_mail(at=NOON)
    for row in (dead, unsent):
        row.refresh_from_db()
        assert row.outcome == "sent"


def test_test_goes_to_oneself_alone_and_changes_nothing(client, association):
    row = notice(association)
    assert "on its way to you alone" in act(client, association, "test", notice=row.pk)
    send_due_mail(at=NOON)
    [mail] = outgoing.outbox
    assert mail.subject == "Test: Your endorsement is due for renewal on Dec. 31, 2026"
    assert mail.to == [association.memberships.get(role="coordinator").person.email]
    row.refresh_from_db()
    assert row.state == "owed"


def test_nobody_tries_out_what_belongs_to_another_association(client, association):
    other = notice(association_with_scheme("south"))
    address = reverse("endorsement:reminders_act", args=[association.slug, "test"])
    assert client.post(address, {"notice": other.pk}).status_code == 404


def table(client: Client, address: str) -> list[str]:
    answer = client.get(address)
    assert answer.streaming
    return b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()


def taken_away(client: Client, association, **query: str) -> list[str]:
    """The table to which the button of the page leads."""
    shown = page(client, association, **query)
    start = reverse("endorsement:reminders_table", args=[association.slug])
    found = re.search(rf'href="({re.escape(start)}[^"]*)"', shown)
    return table(client, html.unescape(found[1])) if found else []


def test_table_has_the_rows_of_the_list_that_is_on_the_page(client, association):
    ended = {"outcome": "suppressed", "reason": "renewed", "state": "done", "finished_at": NOON}
    row, other = (notice(association, **ended, owed_at=NOON - n * HOUR) for n in (0, 1))
    Person.objects.filter(pk=row.person_id).update(name="=Ana+1")
    due = notice(association)
    names = [row.person.name, other.person.name, due.person.name]
    wanted = [
        ({"show": "due"}, [names[2]]),
        ({"show": "suppressed"}, ["'=Ana+1", names[1]]),
        ({"show": "suppressed", "q": "ana"}, ["'=Ana+1"]),
        ({"show": "suppressed", "run": (NOON - HOUR).isoformat()}, [names[1]]),
        ({"show": "sent"}, []),
    ]
    for query, found in wanted:
        lines = taken_away(client, association, **query)
        assert [line.split(",")[0] for line in lines[1:]] == found
    assert "has renewed" in taken_away(client, association, show="suppressed")[1]


def test_every_list_can_be_taken_away(client, association):
    person = notice(association).person
    bounce.note(address=person.email, source="server", status="550", at=NOON)
    cycle(association, due_on=DUE + timedelta(days=10), next_rung_on=DUE + timedelta(days=3))
    assert f"{person.name},{person.email}," in taken_away(client, association, show="calls")[1]
    assert taken_away(client, association, show="runs")[1].endswith(",1,0,0,0,0")
    assert "7 days before" in "".join(taken_away(client, association, show="coming"))
    assert client.get("/en/a/north/desk/reminders.csv?show=nothing").status_code == 404


def person_page(client: Client, row: Notice, action: str = "", **data) -> str:
    name = "reminded_person_act" if action else "reminded_person"
    args = [row.association.slug, row.person.ref, *([action] if action else [])]
    address = reverse(f"endorsement:{name}", args=args)
    answer = client.post(address, data, follow=True) if action else client.get(address)
    return answer.content.decode()


def test_person_who_has_died_gets_nothing_and_it_can_be_taken_back(client, association):
    row = notice(association)
    assert "Reminders reach them." in person_page(client, row)
    assert "No reminder reaches them: has died." in person_page(client, row, "died")
    assert "Reminders reach them." in person_page(client, row, "living")


def test_address_that_takes_no_mail_comes_to_the_call_list_and_leaves_it(client, association):
    row = notice(association)
    person_page(client, row, "bounce", address="0")
    assert row.person.email in page(client, association, "calls")
    assert "no address takes mail" in person_page(client, row)
    person_page(client, row, "settle", bounce=Bounce.objects.get().public_id)
    assert row.person.email not in page(client, association, "calls")


def test_person_of_another_association_is_not_there(client, association):
    other = notice(association_with_scheme("south"))
    address = reverse("endorsement:reminded_person", args=[association.slug, other.person.ref])
    assert client.get(address).status_code == 404


def test_one_switches_off_what_is_no_duty():
    person = PersonFactory()
    client = Client()
    client.force_login(person.user)
    address = reverse("endorsement:reminder_choices")
    assert b"Modules you have begun" in client.get(address).content
    client.post(address, {"kinds": ["references"]})
    wanted = choosing.wanted(person)
    assert ("references" in wanted, "modules" in wanted, "renewal" in wanted) == (True, False, True)


def test_link_in_a_mail_shows_on_get_and_acts_on_post_alone():
    person = PersonFactory(user=None, language="es")
    address = choosing.address_of(person, ["references"]).removeprefix("http://localhost:8000")
    client = Client(enforce_csrf_checks=True)
    shown = client.get(address)
    assert (shown.status_code, person.reminder_choices.count()) == (200, 0)
    assert 'lang="es"' in shown.content.decode()
    answer = client.post(address, {"List-Unsubscribe": "One-Click"})
    assert (answer.status_code, list(person.reminder_choices.values_list("kind", flat=True))) == (
        204,
        ["references"],
    )


def test_link_that_was_cut_off_says_so():
    answer = Client().get("/n/nothing/")
    assert (answer.status_code, b"Copy the whole address" in answer.content) == (410, True)


SAID = re.compile(r'Silence\("([a-z_]+)"\)')
CODES = {
    *(str(state) for state in HELD),
    *(
        found
        for app in ("endorsement", "courses")
        for source in Path(app, "services").rglob("*.py")
        for found in SAID.findall(source.read_text())
    ),
    *("renewed", "handed_in", "no_longer_valid", "more_time", "lapsed", "reinstated"),
    *("not_lapsed", "over", "held", before_import.REASON, "unknown_kind"),
}


@pytest.mark.parametrize("code", sorted(CODES))
def test_every_reason_is_told_in_words(code):
    assert code in reminder_lists.REASONS

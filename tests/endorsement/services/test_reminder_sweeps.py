"""What goes wrong around reminders: a killed process, two of them, an absent mail server, missed days.

Every rung that is owed is sent once or recorded as overtaken. There is one gap that nobody can close: a
process may die after the mail server took a mail and before the database says so. Then that one mail goes
out twice, with the same Message-ID; `test_killed_…` kills it there and counts.
"""

import os
import signal
import socket
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import connection
from django.urls import reverse

from endorsement.models import Bounce, Endorsement, Notice, RenewalCycle
from endorsement.services import cycle_sweep
from endorsement.services.notices import sweeping
from lms.backbone.mail import send_due_mail
from lms.backbone.mail_files import sent_messages
from lms.backbone.models import Mail
from lms.celery import app
from tests.factories.application import staff
from tests.factories.award import CycleFactory, EndorsementFactory
from tests.factories.person import PersonFactory
from tests.factories.renewal import changed_edition
from tests.factories.scheme import association_with_scheme, sample_edition
from tests.worker import ROOT, Worker

DUE = date(2026, 12, 31)
# One o'clock in the afternoon in New York.
NOON = datetime(2026, 12, 31, 18, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


class Server:
    """A mail server that keeps what it took, and does something while it takes one."""

    def __init__(self) -> None:
        self.taken: list[tuple[str, str]] = []
        self.meanwhile: Callable[[], None] = lambda: None
        # Whom it does not know, and how often somebody wrote to them.
        self.unknown: Counter[str] = Counter()
        self.port = _free_port()

    async def handle_RCPT(
        self,
        _server: SMTP,
        _session: Session,
        envelope: Envelope,
        address: str,
        _options: list[str],
    ) -> str:
        if address in self.unknown:
            self.unknown[address] += 1
            return "550 5.1.1 No such user here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:
        mail = message_from_bytes(envelope.content or b"")
        self.taken.append((envelope.rcpt_tos[0], mail["Message-ID"]))
        self.meanwhile()
        return "250 OK"

    @contextmanager
    def running(self) -> Iterator[None]:
        controller = Controller(self, hostname="127.0.0.1", port=self.port)
        controller.start()
        try:
            yield
        finally:
            controller.stop()

    def mails(self) -> Counter[str]:
        return Counter(to for to, _key in self.taken)


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture
def server(settings) -> Server:
    made = Server()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", made.port
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    return made


def cycle(association, **more) -> RenewalCycle:
    days = {
        "starts_on": date(2026, 1, 1),
        "opens_on": date(2026, 10, 2),
        "due_on": DUE,
        "grace_through": DUE + 30 * DAY,
        "next_rung_on": DUE,
        "next_status_on": DUE + 31 * DAY,
    }
    who = {name: more.pop(name) for name in ("person", "category") if name in more}
    endorsement = EndorsementFactory(
        **{"association": association, "edition": sample_edition(), "category": "first_steps"} | who
    )
    return CycleFactory(endorsement=endorsement, **days | more)


class Process:
    """A process that sweeps and sends at the times it is told."""

    def __init__(self, server: Server) -> None:
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "tests.worker_settings",
            "WORKER_DATABASE": str(connection.settings_dict["NAME"]),
            "TEST_DATA_DIR": str(settings.DATA_DIR),
            "PYTHONPATH": str(ROOT),
        }
        command = [sys.executable, "-m", "tests.reminding", str(server.port)]
        with (Path(settings.DATA_DIR) / "reminding.log").open("ab") as log:
            self.running = subprocess.Popen(
                command,
                cwd=ROOT,
                env=environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )

    def begin(self, at: datetime) -> None:
        assert self.running.stdin
        self.running.stdin.write(f"{at.isoformat()}\n")
        self.running.stdin.flush()

    def left(self) -> int:
        """How many mails left; waits until they have."""
        assert self.running.stdout
        return int(self.running.stdout.readline())

    def __call__(self, at: datetime) -> int:
        self.begin(at)
        return self.left()

    def kill(self) -> None:
        os.kill(self.running.pid, signal.SIGKILL)

    def end(self) -> int:
        """As what it ended: 0, or the signal that killed it."""
        assert self.running.stdin
        assert self.running.stdout
        with suppress(BrokenPipeError):
            self.running.stdin.close()
        self.running.stdout.close()
        return self.running.wait(120)


def here(at: datetime) -> int:
    cycle_sweep.sweep(at=at)
    sweeping.sweep(at=at)
    return send_due_mail(at=at)


Run = Callable[[datetime], int]


@pytest.fixture
def run(committed_db: None, server: Server) -> Iterator[Run]:
    """What sweeps and sends: on PostgreSQL a process of its own, on SQLite this one."""
    if connection.vendor != "postgresql":
        yield here
        return
    other = Process(server)
    yield other
    assert other.end() == 0


def said(found: RenewalCycle) -> dict[str, str]:
    rows = Notice.objects.filter(subject=found.subject_key)
    return {row.rung: row.reason or row.outcome or row.state for row in rows}


@pytest.mark.usefixtures("committed_db")
def test_killed_after_the_server_took_a_mail_doubles_that_one_and_loses_none(server) -> None:
    association = association_with_scheme()
    people = [cycle(association).endorsement.person for _number in range(6)]
    # Of two endorsements that come due on one day somebody hears in one message.
    cycle(association, person=people[0], category="family_associate")
    with server.running():
        first = Process(server)

        def kill() -> None:
            if len(server.taken) == 3 and first.running.poll() is None:
                first.kill()

        server.meanwhile = kill
        first.begin(NOON)
        assert first.running.wait(120) == first.end() == -signal.SIGKILL
        assert Mail.objects.filter(state="done").count() == 2
        # While the lease of the dead one runs, nobody else sends what it may have sent.
        assert here(NOON + 5 * MINUTE) == 3
        assert here(NOON + 7 * MINUTE) == 1
        assert here(NOON + 8 * MINUTE) == 0
    assert sorted(server.mails().values()) == [1, 1, 1, 1, 1, 2]
    [(doubled, keys)] = [
        (to, {key for who, key in server.taken if who == to})
        for to, count in server.mails().items()
        if count == 2
    ]
    assert (doubled, len(keys)) == (server.taken[2][0], 1)
    outcomes = Notice.objects.filter(rung="due").values_list("outcome", flat=True)
    assert list(outcomes) == ["sent"] * 7


@pytest.mark.usefixtures("on_postgresql", "committed_db")
def test_two_processes_at_once_send_each_mail_once(server) -> None:
    association = association_with_scheme()
    for _number in range(8):
        cycle(association)
    with server.running():
        both = [Process(server) for _number in range(2)]
        for one in both:
            one.begin(NOON)
        assert sum(one.left() for one in both) == 8
        assert [one.end() for one in both] == [0, 0]
    assert sorted(server.mails().values()) == [1] * 8
    assert set(Notice.objects.filter(rung="due").values_list("outcome", flat=True)) == {"sent"}


@pytest.mark.worker
def test_two_schedulers_through_a_broker_send_each_mail_once(worker: Worker) -> None:
    association = association_with_scheme()
    # A day that has come everywhere.
    today = datetime.now(UTC).date() - DAY
    for _number in range(4):
        cycle(
            association,
            opens_on=today - 40 * DAY,
            due_on=today + 30 * DAY,
            grace_through=today + 60 * DAY,
            next_rung_on=today,
            next_status_on=None,
        )
    for _scheduler in range(2):
        app.send_task("endorsement.sweep_reminders")
    worker.wait_until(lambda: Mail.objects.count() == 4)
    worker.wait_until_idle()
    # In quiet hours they wait; whoever asks by hand does not.
    Mail.objects.update(due_at=datetime.now(UTC))
    for mail in Mail.objects.all():
        Mail.objects.filter(pk=mail.pk).update(context=mail.context | {"hurry": True})
    for _scheduler in range(2):
        app.send_task("backbone.sweep_mail")
    worker.wait_until(lambda: Mail.objects.filter(state="done").count() == 4)
    worker.wait_until_idle()
    assert len(sent_messages()) == 4
    assert Notice.objects.filter(outcome="sent").count() == 4


def test_hour_without_a_mail_server_loses_and_doubles_nothing(run, server) -> None:
    association = association_with_scheme()
    kept, renewed = cycle(association), cycle(association)
    for minute in range(0, 60, 5):
        assert run(NOON + minute * MINUTE) == 0
    # Whoever renews meanwhile is not told to renew afterwards.
    RenewalCycle.objects.filter(pk=renewed.pk).update(state="renewed")
    with server.running():
        left = [run(NOON + minute * MINUTE) for minute in range(60, 240, 5)]
    assert sum(left) == 1
    assert server.mails() == {kept.endorsement.person.email: 1}
    assert (said(kept)["due"], said(renewed)["due"]) == ("sent", "renewed")


def test_address_that_the_server_does_not_know_ends_on_the_call_list(run, server, client) -> None:
    association = association_with_scheme()
    reached, lost, moved = (cycle(association) for _person in range(3))
    EmailAddress.objects.create(
        user=moved.endorsement.person.user, email="own@example.net", verified=True
    )
    gone = [one.endorsement.person.email for one in (lost, moved)]
    server.unknown.update(dict.fromkeys(gone, 0))
    with server.running():
        # The second address is asked next.
        assert [run(NOON), run(NOON + MINUTE), run(NOON + HOUR)] == [1, 1, 0]
        # What comes due later is not even tried at the first.
        run(NOON + 2 * DAY)
    assert server.unknown == dict.fromkeys(gone, 1)
    assert server.mails() == {reached.endorsement.person.email: 2, "own@example.net": 2}
    assert (said(reached)["due"], said(moved)["due"], said(lost)["due"]) == (
        "sent",
        "sent",
        "bounced",
    )
    ended = Mail.objects.filter(to_address=gone[0]).values_list("state", "reason", "last_error")
    assert set(ended) == {("done", "bounced", "")}
    assert sorted(Bounce.objects.values_list("address", "status", "source")) == sorted(
        (address, "550", "server") for address in gone
    )
    client.force_login(staff(association, "coordinator").user)
    page = reverse("endorsement:reminders", args=[association.slug])
    calls = client.get(page, {"show": "calls"}).content.decode()
    assert [one in calls for one in (*gone, reached.endorsement.person.email)] == [
        True,
        True,
        False,
    ]
    suppressed = client.get(page, {"show": "suppressed"}).content.decode()
    assert "No address takes mail" in suppressed


def test_three_days_without_a_sweep_make_one_mail_each(run, server) -> None:
    found = cycle(association_with_scheme(), next_rung_on=date(2026, 10, 2))
    with server.running():
        run(NOON - 7 * DAY)
        for day in (3, 4):
            run(NOON + day * DAY)
    assert sum(server.mails().values()) == 2
    assert said(found) == {
        "window_opens": "overtaken",
        "due_60": "overtaken",
        "due_30": "overtaken",
        "due_7": "sent",
        "due": "overtaken",
        "grace": "sent",
    }


def test_somebody_who_renews_between_two_rungs_hears_nothing_more_of_it(run, server) -> None:
    found = cycle(association_with_scheme(), next_rung_on=date(2026, 12, 24))
    with server.running():
        run(NOON - 7 * DAY)
        RenewalCycle.objects.filter(pk=found.pk).update(state="renewed")
        for day in range(0, 60, 5):
            run(NOON + day * DAY)
    assert sum(server.mails().values()) == 1
    found.endorsement.refresh_from_db()
    assert found.endorsement.state == Endorsement.State.ACTIVE


def test_edition_that_changes_in_mid_cycle_doubles_no_rung_and_lapses_nobody_early(
    run, server
) -> None:
    found = cycle(association_with_scheme(), next_rung_on=date(2026, 10, 2))
    with server.running():
        for day in (date(2026, 10, 2), date(2026, 11, 1)):
            run(datetime.combine(day, NOON.timetz()))
        RenewalCycle.objects.filter(pk=found.pk).update(
            edition=changed_edition(
                "2026-mid", renewal={"ladder": ["due_45", "due_30", "due", "lapsed"]}
            )
        )
        day = date(2026, 11, 2)
        while day <= date(2027, 1, 30):
            run(datetime.combine(day, NOON.timetz()))
            day += DAY
        found.endorsement.refresh_from_db()
        assert found.endorsement.state == Endorsement.State.ACTIVE
        run(datetime.combine(date(2027, 1, 31), NOON.timetz()))
    found.endorsement.refresh_from_db()
    assert found.endorsement.state == Endorsement.State.LAPSED
    assert said(found) == {
        **dict.fromkeys(["window_opens", "due_60", "due_30", "due", "lapsed"], "sent"),
        # The old ladder had said to look again on the first of December.
        "due_45": "overtaken",
    }


ZONES = ("America/Chicago", "America/Los_Angeles", "Asia/Kolkata", "Australia/Sydney")
# New Year, the leap day, and the night on which the days of grace end and clocks go forward in America.
OPENS, LEAP, GRACE = date(2028, 1, 1), date(2028, 2, 29), date(2028, 3, 11)


def test_new_year_leap_day_and_changing_clocks_in_four_zones(run, server) -> None:
    cycles = {}
    for zone in ZONES:
        association = association_with_scheme(zone.rpartition("/")[2].lower())
        type(association).objects.filter(pk=association.pk).update(time_zone=zone)
        cycles[zone] = cycle(
            association,
            person=PersonFactory(time_zone=zone),
            starts_on=date(2027, 3, 1),
            opens_on=OPENS,
            due_on=LEAP,
            grace_through=GRACE,
            removed_on=GRACE + DAY,
            next_rung_on=OPENS,
            next_status_on=OPENS,
        )
    first_lapsed: dict[str, date] = {}
    with server.running():
        for night in (OPENS, LEAP, LEAP + DAY, GRACE + DAY):
            at = datetime.combine(night, NOON.timetz()) - 36 * HOUR
            for _hour in range(0, 72, 2):
                at += 2 * HOUR
                run(at)
                for zone, found in cycles.items():
                    found.endorsement.refresh_from_db()
                    if found.endorsement.state == Endorsement.State.LAPSED:
                        first_lapsed.setdefault(zone, at.astimezone(ZoneInfo(zone)).date())
    assert first_lapsed == dict.fromkeys(ZONES, GRACE + DAY)
    for zone, found in cycles.items():
        sent = {rung for rung, outcome in said(found).items() if outcome == "sent"}
        assert {"window_opens", "due", "grace", "lapsed"} <= sent, zone
        assert set(said(found).values()) <= {"sent", "overtaken"}, zone
        assert server.mails()[found.endorsement.person.email] == len(sent), zone

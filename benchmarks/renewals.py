"""What reminding costs: python -m benchmarks.renewals [--size 100000] [--due 10000] [--workers 2]

On a PostgreSQL (DATABASE_URL, for example postgres://postgres@127.0.0.1:5432/postgres), on which a test
database is made and removed: so many endorsements with a cycle each, by one INSERT a table. Then a sweep
with nothing due; a sweep with so many due, and gathering them to messages; and sending them, in so many
processes, to a mail server of its own process that takes everything (aiosmtpd). Wall and CPU of our
processes, queries per batch, memory at the start and at the end. Give --size 1000000 once for the slope.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import django

ROOT = Path(__file__).resolve().parents[1]
# Noon in New York.
AT = datetime(2026, 11, 2, 17, tzinfo=UTC)
DUE = AT.date()
FAR = date(2027, 6, 30)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=100_000)
    parser.add_argument("--due", type=int, default=10_000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--part", choices=["send", "sink"], help=argparse.SUPPRESS)
    parser.add_argument("--number", type=int, default=0, help=argparse.SUPPRESS)
    parser.add_argument("--port", type=int, default=0, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.part == "sink":
        sink(asked.port)
    elif asked.part == "send":
        os.environ["DJANGO_SETTINGS_MODULE"] = "tests.worker_settings"
        django.setup()
        print(json.dumps(send(asked.number, asked.workers, asked.port)))
    else:
        os.environ["DJANGO_SETTINGS_MODULE"] = "lms.settings.test"
        django.setup()
        measure(asked.size, asked.due, asked.workers)


def measure(size: int, due: int, workers: int) -> None:
    from django.conf import settings
    from django.db import connection
    from django.test.utils import setup_databases, setup_test_environment, teardown_databases

    if connection.vendor != "postgresql":
        sys.exit("Name a PostgreSQL in DATABASE_URL: rows are made and processes share it.")
    setup_test_environment()
    made = setup_databases(verbosity=0, interactive=False)
    # Without a test client's outbox, and as a worker has it.
    settings.HINTS_ENABLED = False
    try:
        print(f"load {os.getloadavg()[0]:.1f} of {os.cpu_count()} cores")
        with timed(f"{size:,} endorsements inserted"):
            insert(size)
        sweeps(size, due)
        deliver(due, workers)
    finally:
        teardown_databases(made, verbosity=0)


@contextmanager
def timed(what: str) -> Iterator[dict[str, Any]]:
    """Says wall, CPU of this process and memory of what is done within."""
    said: dict[str, Any] = {}
    wall, cpu = time.perf_counter(), time.process_time()
    yield said
    more = "".join(f", {value} {name}" for name, value in said.items())
    print(
        f"{what}: {time.perf_counter() - wall:.2f} s wall, {time.process_time() - cpu:.2f} s CPU"
        f"{more}; {memory()} MiB"
    )


def memory() -> int:
    """What this process holds now, in MiB."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) // 1024
    return 0


def insert(size: int) -> None:
    """People, endorsements and open cycles that are due next summer, in one statement each."""
    from django.db import connection

    from endorsement.models import Endorsement, Person, RenewalCycle
    from tests.factories.scheme import association_with_scheme, sample_edition

    association, edition = association_with_scheme(), sample_edition()
    people = {
        "ref": "gen_random_uuid()",
        "name": "'Person ' || n",
        "email": "'person' || n || '@example.org'",
        "language": "CASE WHEN n % 5 = 0 THEN 'es' ELSE 'en' END",
        "time_zone": "'America/New_York'",
        "created_at": "now()",
    }
    endorsements = {
        "public_id": "lpad(n::text, 12, '0')",
        "person_id": "(SELECT min(id) FROM endorsement_person) + n - 1",
        "association_id": str(association.pk),
        "edition_id": str(edition.pk),
        "category": "'first_steps'",
        "state": "'active'",
        "awarded_on": "'2025-07-01'",
    }
    cycles = {
        "endorsement_id": "(SELECT min(id) FROM endorsement_endorsement) + n - 1",
        "number": "1",
        "starts_on": "'2026-07-01'",
        "opens_on": "'2027-04-01'",
        "due_on": f"'{FAR}'",
        "grace_through": f"'{FAR + timedelta(days=30)}'",
        "removed_on": f"'{FAR + timedelta(days=31)}'",
        "next_rung_on": "'2027-04-01'",
        "next_status_on": "'2027-04-01'",
        "state": "'open'",
    }
    with connection.cursor() as cursor:
        for model, said in ((Person, people), (Endorsement, endorsements), (RenewalCycle, cycles)):
            cursor.execute(_insertion(model, said, size))
        cursor.execute("ANALYZE")


def _insertion(model: Any, said: dict[str, str], size: int) -> str:
    """Columns that are not named get their field's default, or an empty text."""
    columns = dict(said)
    for field in model._meta.concrete_fields:
        if field.primary_key or field.column in columns or field.null:
            continue
        default = field.get_default()
        columns[field.column] = f"'{default}'" if default is not None else "''"
    names = ", ".join(f'"{name}"' for name in columns)
    values = ", ".join(columns.values())
    table = model._meta.db_table
    return f"INSERT INTO {table} ({names}) SELECT {values} FROM generate_series(1, {size}) AS n"


def sweeps(size: int, due: int) -> None:
    """Nothing due, twice (the second is warm); then so many due, owed and gathered."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from endorsement.models import RenewalCycle
    from endorsement.services import cycle_sweep
    from endorsement.services.notices import gathering, kinds

    def owe() -> None:
        cycle_sweep.sweep(at=AT)
        for kind in kinds.every_kind():
            kind.owe(AT)

    for what in ("nothing due, first", "nothing due, again"):
        with (
            timed(f"sweep of {size:,}, {what}") as said,
            CaptureQueriesContext(connection) as asked,
        ):
            owe()
            gathering.gather(at=AT)
            said["queries"] = len(asked)
    some = RenewalCycle.objects.order_by("pk").values("pk")[:due]
    RenewalCycle.objects.filter(pk__in=some).update(
        opens_on=DUE - timedelta(days=30),
        due_on=DUE + timedelta(days=30),
        grace_through=DUE + timedelta(days=60),
        removed_on=DUE + timedelta(days=61),
        next_rung_on=DUE,
        next_status_on=DUE + timedelta(days=61),
    )
    with (
        timed(f"sweep of {size:,}, {due:,} due") as said,
        CaptureQueriesContext(connection) as asked,
    ):
        owe()
        said["queries a batch of 200"] = round(len(asked) / (due / 200), 1)
    with (
        timed(f"gathering {due:,} to messages") as said,
        CaptureQueriesContext(connection) as asked,
    ):
        gathering.gather(at=AT)
        said["queries a batch of 200"] = round(len(asked) / (due / 200), 1)


def deliver(due: int, workers: int) -> None:
    """Write and hand over what is owed, in processes of their own."""
    from django.conf import settings
    from django.db import connection

    port = 20_000 + os.getpid() % 20_000
    environment = os.environ | {
        "WORKER_DATABASE": str(connection.settings_dict["NAME"]),
        "TEST_DATA_DIR": str(settings.DATA_DIR),
    }
    here = [sys.executable, "-m", "benchmarks.renewals", "--port", str(port)]
    with subprocess.Popen([*here, "--part", "sink"], cwd=ROOT) as server:
        try:
            parts = [
                subprocess.Popen(
                    [*here, "--part", "send", "--workers", str(workers), "--number", str(number)],
                    cwd=ROOT,
                    env=environment,
                    stdout=subprocess.PIPE,
                )
                for number in range(workers)
            ]
            done = [json.loads(part.communicate()[0].splitlines()[-1]) for part in parts]
        finally:
            server.terminate()
    wall = max(one["until"] for one in done) - min(one["since"] for one in done)
    sent, cpu = sum(one["sent"] for one in done), sum(one["cpu"] for one in done)
    print(
        f"{sent:,} of {due:,} written and taken by the mail server, {workers} processes: {wall:.1f} s wall, "
        f"{sent / wall:.0f} a second; {cpu / max(sent, 1) * 1000:.1f} ms CPU each; memory "
        + ", ".join(f"{one['before']} to {one['after']}" for one in done)
        + f" MiB; load {os.getloadavg()[0]:.1f}"
    )


def send(number: int, workers: int, port: int) -> dict[str, float]:
    """Every so manyth mail of what is owed, in batches, as a worker does it."""
    from django.conf import settings

    from lms.backbone import mail

    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    # By their keys: another process may have sent some before this one asks.
    owed = [pk for pk in mail.owed_mail_ids(AT, 10_000_000) if pk % workers == number]
    batches = [owed[at : at + mail.BATCH] for at in range(0, len(owed), mail.BATCH)]
    sent = mail.send_batch(owed[:0], clock=lambda: AT)
    before, since, cpu = memory(), time.time(), time.process_time()
    for batch in batches:
        sent += mail.send_batch(batch, clock=lambda: AT)
    return {
        "sent": sent,
        "cpu": time.process_time() - cpu,
        "since": since,
        "until": time.time(),
        "before": before,
        "after": memory(),
    }


def sink(port: int) -> None:
    """A mail server that takes everything and keeps nothing."""
    from aiosmtpd.controller import Controller
    from aiosmtpd.handlers import Sink

    controller = Controller(Sink(), hostname="127.0.0.1", port=port)
    controller.start()
    while True:
        time.sleep(60)


if __name__ == "__main__":
    main()

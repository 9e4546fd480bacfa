"""How long a dry run takes: python -m benchmarks.dry_run [people [entries [processes]]]

First the measuring alone: people are made as facts on the way, in chunks, and judged by two editions
of the sample scheme that differ in every category; in several processes if asked to. Then the whole job
from rows, in as many processes of workers, with one category changed and with all of them; that needs
a PostgreSQL (DATABASE_URL), on which a test database is made and removed. Memory is looked at on the way.
"""

import copy
import json
import os
import random
import resource
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import date, timedelta
from typing import Any

from endorsement.rules import facts as f
from endorsement.rules.files import SCHEMES, load_edition_document
from endorsement.rules.scheme import Edition, parse_edition
from endorsement.rules.standings import Counts, shifts, touched

CHUNK = 50
AS_OF = date(2026, 6, 1)
AREAS = (
    "core:foundations.attachment",
    "core:direct_service.safety",
    "core:reflection.self_awareness",
    "core:thinking.planning",
    "core:systems.services",
)


def editions() -> tuple[Edition, Edition]:
    """The sample scheme, and one that asks for three times the hours in every category."""
    before = load_edition_document(SCHEMES / "sample.yaml")[0]
    after = json.loads(json.dumps(before))
    tripled(after)
    return parse_edition(before), parse_edition(copy.deepcopy(after))


def person(number: int, entries: int) -> f.Portfolio:
    """Trainings, RSC and a job or two, drawn by the person's number."""
    draw = random.Random(number)
    return f.Portfolio(
        person=f.PersonBlock(ref=str(number), name="", language="en"),
        entries=tuple(entry(draw, at) for at in range(entries)),
        references=tuple(reference(role) for role in ("supervisor", "rsc_provider", "colleague")),
        signatures=tuple(
            f.Signature(document=one, signed_on=AS_OF - timedelta(days=9))
            for one in ("code_of_ethics", "endorsement_agreement")
        ),
    )


def reference(role: str) -> f.Reference:
    return f.Reference(
        key=role,
        role=role,
        completed_on=AS_OF - timedelta(days=30),
        rater_endorsed=True,
        rater_vetted=None,
        not_enough_information=0,
        recommendation=f.Recommendation.RECOMMEND,
        waived=True,
    )


def entry(draw: random.Random, number: int) -> f.Entry:
    day = AS_OF - timedelta(days=draw.randrange(1500))
    sort = draw.random()
    if sort < 0.02:
        return f.Entry(
            key=f"entry-{number:05}",
            kind=f.Kind.WORK,
            first_on=day - timedelta(days=draw.randrange(900)),
            last_on=day,
            verification=f.Verification.CONFIRMED,
            paid=True,
            families=draw.randrange(12),
        )
    if sort < 0.4:
        return f.Entry(
            key=f"entry-{number:05}",
            kind=f.Kind.RSC_RECEIVED,
            first_on=day,
            last_on=day,
            hours=100,
            verification=f.Verification.CONFIRMED,
            format=f.RscFormat.INDIVIDUAL,
            focus=f.RscFocus.OWN_PRACTICE,
        )
    area = draw.choice(AREAS)
    return f.Entry(
        key=f"entry-{number:05}",
        kind=f.Kind.TRAINING,
        first_on=day,
        last_on=day,
        hours=draw.choice((50, 100, 150)),
        verification=f.Verification.SYSTEM,
        accepted=True,
        framework="core@1",
        covers=frozenset({area}),
        split={area.partition(".")[0]: 50},
        topics={draw.choice(("iecmh", "dei")): 50},
    )


def numbers(first: int, people: int) -> Iterator[range]:
    for start in range(first, first + people, CHUNK):
        yield range(start, min(start + CHUNK, first + people))


def judged(first: int, people: int, entries: int) -> tuple[int, int, float, int]:
    """People, people whose standing changes, CPU seconds of the judging, memory in KiB."""
    before, after = editions()
    codes = touched(before, after)
    counts, moved, cpu = Counts(), 0, 0.0
    for chunk in numbers(first, people):
        known = [person(number, entries) for number in chunk]
        began = time.process_time()
        for one in known:
            found = list(shifts(before, after, one, AS_OF, codes))
            counts.add(found)
            moved += any(shift.changed for shift in found)
        cpu += time.process_time() - began
    return counts.people, moved, cpu, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def alone(people: int, entries: int, processes: int) -> None:
    share = people // processes
    began = time.perf_counter()
    with ProcessPoolExecutor(processes) as pool:
        shares = [pool.submit(judged, at * share, share, entries) for at in range(processes)]
        results = [one.result() for one in shares]
    wall = time.perf_counter() - began
    total, moved, cpu = (sum(one[at] for one in results) for at in range(3))
    print(
        f"{total:.0f} people with {entries} entries, {processes} processes: {wall:.0f} s wall, "
        f"{cpu:.0f} s CPU of judging ({1000 * cpu / total:.1f} ms a person); "
        f"{moved:.0f} change; at most {max(one[3] for one in results) // 1024} MiB a process"
    )


def whole(people: int, entries: int, processes: int) -> None:
    """A job from rows, as so many processes of workers do it; needs DATABASE_URL of a PostgreSQL."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lms.settings.test")
    import django

    django.setup()
    from django.db import connection, connections
    from django.test.utils import setup_databases, setup_test_environment, teardown_databases
    from django.utils import timezone

    if connection.vendor != "postgresql":
        print("The whole job is measured on PostgreSQL only: set DATABASE_URL.")
        return
    setup_test_environment()
    made = setup_databases(verbosity=0, interactive=False)
    from endorsement.services import dry_run
    from endorsement.services import edition as services
    from tests.factories.edition import raised
    from tests.factories.scheme import association_with_scheme, core_framework

    try:
        core_framework()
        association_with_scheme()
        fill(people, entries)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        draft = raised()
        for changed in ("one category", "all categories"):
            if changed == "all categories":
                document = json.loads(draft.document)
                tripled(document)
                draft = services.change(
                    edition=draft,
                    document=document,
                    seen=draft.revision,
                    by=draft.changed_by,
                    at=timezone.now(),
                )
            job = dry_run.ask(edition=draft, owner_id=1, association=None, at=timezone.now())
            connections.close_all()
            began = time.perf_counter()
            with ProcessPoolExecutor(processes) as pool:
                spent = list(pool.map(worked, [job.pk] * processes, range(processes)))
            wall = time.perf_counter() - began
            job.refresh_from_db()
            cpu, memory = sum(one[0] for one in spent), max(one[1] for one in spent)
            print(
                f"{people} people with {entries} entries from rows, {changed} changed, {processes} "
                f"processes: {job.state}, {job.result.get('people')} measured, {wall:.0f} s wall, "
                f"{cpu:.0f} s CPU of Python ({1000 * cpu / people:.1f} ms a person), at most "
                f"{memory // 1024} MiB a process"
            )
    finally:
        teardown_databases(made, verbosity=0)


def tripled(document: dict[str, Any]) -> None:
    for category in document["categories"].values():
        for requirement in category["award"]["all"]:
            for kind in ("hours", "supervision"):
                if kind in requirement:
                    requirement[kind]["min"] *= 3


def fill(people: int, entries: int) -> None:
    """Rows of the people whom `person` draws, in batches."""
    from tests.factories.person import PersonFactory

    for start in range(0, people, CHUNK):
        rows: list[Any] = []
        for number in range(start, min(start + CHUNK, people)):
            rows += rows_of(PersonFactory(), number, entries)
        type(rows[0]).objects.bulk_create(rows, batch_size=1_000)


def rows_of(owner: Any, number: int, entries: int) -> Iterator[Any]:
    from django.utils import timezone

    from endorsement.models import LedgerEntry

    for at, one in enumerate(person(number, entries).entries):
        said = {
            "format": one.format,
            "focus": one.focus,
            "paid": one.paid,
            "families": one.families,
        }
        yield LedgerEntry(
            person=owner,
            kind=one.kind,
            origin="own",
            source_key=f"own:{number}:{at}",
            first_on=one.first_on,
            last_on=one.last_on,
            zone="UTC",
            hours=None if one.hours is None else f"{one.hours / 100:.2f}",
            covers=sorted(one.covers),
            split={area: f"{hours / 100:.2f}" for area, hours in one.split.items()},
            topics={topic: f"{hours / 100:.2f}" for topic, hours in one.topics.items()},
            attributes={name: value for name, value in said.items() if value is not None},
            recorded_at=timezone.now(),
        )


def worked(pk: int, number: int) -> tuple[float, int]:
    """What a process of a worker does until the job is over: its CPU seconds and its memory."""
    from django.utils import timezone

    from lms.backbone import jobs
    from lms.backbone.models import Job

    began = time.process_time()
    while Job.objects.filter(pk=pk, state__in=["owed", "claimed"]).exists():
        did = jobs.run_owed if number == 0 else jobs.help_owed
        if not did(pk, clock=timezone.now):
            time.sleep(0.1)
    return time.process_time() - began, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


if __name__ == "__main__":
    given = [int(value) for value in sys.argv[1:]]
    people, entries, processes = given + [10_000, 100, 2][len(given) :]
    alone(people, entries, processes)
    whole(people, entries, processes)

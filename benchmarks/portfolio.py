"""How long measuring one person takes: python -m benchmarks.portfolio [entries …]

First the rules alone: one evaluation of every category of the sample scheme, in milliseconds of CPU,
for portfolios of several sizes. Then the portfolio page with 500 entries: queries and milliseconds,
on the test database, in a transaction that is taken back.
"""

import os
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lms.settings.test")
django.setup()

from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import (  # noqa: E402
    CaptureQueriesContext,
    setup_databases,
    setup_test_environment,
)
from django.urls import reverse  # noqa: E402

from endorsement.rules import facts as f  # noqa: E402
from endorsement.rules.evaluate import evaluate  # noqa: E402
from endorsement.rules.files import SCHEMES, load_edition  # noqa: E402

SIZES = (100, 500, 1_000, 10_000)
ON_THE_PAGE = 500
AS_OF = date(2026, 6, 1)
AREAS = (
    "core:foundations.attachment",
    "core:direct_service.safety",
    "core:reflection.self_awareness",
    "core:thinking.planning",
)


def portfolio(size: int) -> f.Portfolio:
    """Trainings and RSC in turn, one a day backward; every fifth is self-reported."""
    return f.Portfolio(
        person=f.PersonBlock(ref="benchmark", name="", language="en"),
        entries=tuple(_entry(number) for number in range(size)),
    )


def _entry(number: int) -> f.Entry:
    day = AS_OF - timedelta(days=number % 3_000)
    level = f.Verification.SELF_REPORTED if number % 5 == 0 else f.Verification.SYSTEM
    if number % 3 == 0:
        return f.Entry(
            key=f"entry-{number:05}",
            kind=f.Kind.RSC_RECEIVED,
            first_on=day,
            last_on=day,
            hours=100,
            verification=level,
            format=f.RscFormat.INDIVIDUAL,
            focus=f.RscFocus.OWN_PRACTICE,
        )
    area = AREAS[number % len(AREAS)]
    return f.Entry(
        key=f"entry-{number:05}",
        kind=f.Kind.TRAINING,
        first_on=day,
        last_on=day,
        hours=150,
        verification=level,
        accepted=True,
        framework="core@1",
        covers=frozenset({area}),
        split={area.partition(".")[0]: 150},
        topics={"iecmh": 150},
    )


def measured(work: Callable[[], object], times: int) -> tuple[float, float]:
    """The median of CPU and wall time, in milliseconds."""
    cpu, wall = [], []
    for _ in range(times):
        cpu_began, wall_began = time.process_time(), time.perf_counter()
        work()
        cpu.append((time.process_time() - cpu_began) * 1000)
        wall.append((time.perf_counter() - wall_began) * 1000)
    return statistics.median(cpu), statistics.median(wall)


def rules(sizes: tuple[int, ...]) -> None:
    edition = load_edition(SCHEMES / "sample.yaml")
    for size in sizes:
        known = portfolio(size)

        def every_category(known: f.Portfolio = known) -> None:
            for category in edition.categories.values():
                evaluate(category.award, known, AS_OF)

        cpu, _wall = measured(every_category, times=max(3, 2_000 // size))
        print(f"{size:>6} entries, {len(edition.categories)} categories: {cpu:.1f} ms CPU")


def page() -> None:
    from tests.factories.ledger import EntryFactory
    from tests.factories.person import PersonFactory
    from tests.factories.scheme import association_with_scheme, core_framework

    setup_test_environment()
    setup_databases(verbosity=0, interactive=False, keepdb=True)
    with transaction.atomic():
        core_framework()
        association_with_scheme()
        person = PersonFactory()
        EntryFactory.create_batch(ON_THE_PAGE, person=person)
        client = Client()
        client.force_login(person.user)
        for name in ("endorsement:portfolio", "endorsement:categories"):
            address = reverse(name)
            client.get(address)
            with CaptureQueriesContext(connection) as queries:
                client.get(address)
            # The next request empties the log.
            count = len(queries)
            cpu, wall = measured(lambda address=address: client.get(address), times=10)
            print(
                f"{name} with {ON_THE_PAGE} entries: {count} queries, "
                f"{cpu:.0f} ms CPU, {wall:.0f} ms wall"
            )
        transaction.set_rollback(True)


if __name__ == "__main__":
    rules(tuple(int(value) for value in sys.argv[1:]) or SIZES)
    page()

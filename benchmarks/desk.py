"""How long the coordinator's desk takes: python -m benchmarks.desk [applications …]

The queue rendered whole by the views, by default, by the next due day, and narrowed to overdue reviews
of one reviewer, and the figures; on the test database, in a transaction that is taken back. Half of the
applications are in review with two reviewers, each carries a snapshot of 40 KB.
"""

import os
import sys
from datetime import timedelta

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
from django.utils import timezone  # noqa: E402

from benchmarks.portfolio import measured  # noqa: E402
from endorsement.models import Application, Event, Person, Review  # noqa: E402
from tests.factories.application import staff  # noqa: E402
from tests.factories.scheme import (  # noqa: E402
    association_with_scheme,
    core_framework,
    sample_edition,
)

SIZES = (20, 2_000)
REVIEWERS = 25
SNAPSHOT = "x" * 40_000


def main(sizes: tuple[int, ...]) -> None:
    setup_test_environment()
    setup_databases(verbosity=0, interactive=False, keepdb=True)
    for size in sizes:
        with transaction.atomic():
            look(size)
            transaction.set_rollback(True)


def look(size: int) -> None:
    core_framework()
    here = association_with_scheme()
    reviewers = [staff(here, "reviewer") for _number in range(REVIEWERS)]
    fill(size, reviewers)
    client = Client()
    client.force_login(staff(here, "coordinator").user)
    queue = reverse("endorsement:coordinator_queue", args=[here.slug])
    for what, address in (
        ("the queue", queue),
        ("by the next due day", f"{queue}?order=due"),
        ("overdue, of one reviewer", f"{queue}?overdue=on&reviewer={reviewers[0].ref}"),
        ("the last page", f"{queue}?page=9999"),
        ("the figures", reverse("endorsement:figures", args=[here.slug])),
    ):
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        number = len(queries)
        cpu, wall = measured(lambda address=address: client.get(address), times=10)
        print(f"{size:>6} applications, {what}: {number} queries, {cpu:.0f} ms CPU, {wall:.0f} ms")


def fill(size: int, reviewers: list[Person]) -> None:
    here, edition, now = association_with_scheme(), sample_edition(), timezone.now()
    people = Person.objects.bulk_create(Person(name=f"Applicant {n:05}") for n in range(size))
    rows = Application.objects.bulk_create(
        Application(
            person=person,
            association=here,
            edition=edition,
            category="first_steps",
            state="in_review" if number % 2 else "submitted",
            snapshot=SNAPSHOT,
            submissions=1,
            created_at=now - timedelta(days=number % 200 + 1),
            submitted_at=now - timedelta(days=number % 200),
        )
        for number, person in enumerate(people)
    )
    Review.objects.bulk_create(
        Review(
            application=row,
            association=here,
            reviewer=reviewers[(number + which) % REVIEWERS],
            state="assigned" if which else "handed_in",
            assigned_at=row.submitted_at,
            due_on=(row.submitted_at + timedelta(days=28)).date(),
            handed_in_at=None if which else now,
        )
        for number, row in enumerate(rows)
        if number % 2
        for which in (0, 1)
    )
    Event.objects.bulk_create(
        Event(
            association=here,
            stream=f"application:{row.public_id}",
            seq=place,
            kind=f"application.{kind}",
            at=row.created_at + timedelta(hours=place),
        )
        for row in rows
        for place, kind in enumerate(("started", "submitted", "complete", row.state), 1)
    )


if __name__ == "__main__":
    main(tuple(int(value) for value in sys.argv[1:]) or SIZES)

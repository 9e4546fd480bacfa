"""What suggestions and a plan cost: python -m benchmarks.planning

The page of what is missing, the plan and the catalog of one person with 1 and with 500 entries, with 12
and with 100 modules on offer: queries and milliseconds, on the test database, in a transaction that is
taken back.
"""

import os
from collections.abc import Callable

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lms.settings.test")
django.setup()

from datetime import timedelta  # noqa: E402
from decimal import Decimal  # noqa: E402

from django.core.cache import cache  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import (  # noqa: E402
    CaptureQueriesContext,
    setup_databases,
    setup_test_environment,
)
from django.urls import reverse  # noqa: E402
from django.utils import timezone  # noqa: E402

from benchmarks.portfolio import AREAS, measured  # noqa: E402
from endorsement.models import Person  # noqa: E402
from endorsement.selectors import candidates, measure, missing  # noqa: E402
from endorsement.services import listing, plan  # noqa: E402
from endorsement.services.plan import PlanContent  # noqa: E402
from tests.factories.ledger import (  # noqa: E402
    AcceptanceFactory,
    EntryFactory,
    OfferFactory,
    StandingFactory,
)
from tests.factories.person import OutsiderFactory, PersonFactory  # noqa: E402
from tests.factories.scheme import association_with_scheme, core_framework  # noqa: E402

ENTRIES = (1, 500)
MODULES = (12, 100)
PROVIDERS = 10
PLANNED = 12


def main() -> None:
    setup_test_environment()
    setup_databases(verbosity=0, interactive=False, keepdb=True)
    for entries in ENTRIES:
        for modules in MODULES:
            with transaction.atomic():
                look(entries, modules)
                transaction.set_rollback(True)


def look(entries: int, modules: int) -> None:
    core_framework()
    association = association_with_scheme()
    person = PersonFactory()
    # Short trainings in one area: nothing is met by them, so that everything is still tried.
    EntryFactory.create_batch(entries, person=person, hours="0.05", covers=[AREAS[0]])
    for number in range(modules):
        code = f"module-{number:03}"
        AcceptanceFactory(association=association, code=code)
        # No two alike, for those would be tried once.
        hours = Decimal(100 + number) / 100
        OfferFactory(code=code, hours=hours, covers=[AREAS[number % len(AREAS)]])
    for number in range(PROVIDERS):
        provider = OutsiderFactory(name=f"Provider {number:02}")
        StandingFactory(association=association, person=provider)
        listing.change(
            person=provider,
            association=association,
            show_name=True,
            openings=listing.Openings(rsc_openings=True),
            at=timezone.now(),
        )
    fill_plan(person)
    print(f"{entries} entries, {modules} modules, {PROVIDERS} providers, {PLANNED} planned items")
    today = timezone.now().date()
    found = measure.measure(person, association, today)
    supply = candidates.supply(person, association, today)
    tried = missing.missing(found, supply, today)
    count = sum(len(supply.of(one.standing.verdict)) for one in tried if one.tried)
    shown = sum(one.tried for one in tried)
    print(f"  {count} trials for {shown} of {len(tried)} categories on the page")
    client = Client()
    client.force_login(person.user)
    for name in ("endorsement:missing", "endorsement:plan"):
        address = reverse(name)
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        number = len(queries)
        report(f"{name}: {number} queries", lambda address=address: client.get(address))
    report("labels of the catalog", lambda: missing.toward(person, association, found, today))


def report(what: str, work: Callable[[], object]) -> None:
    """With nothing kept yet, and once more with the answers that were kept."""

    def anew() -> None:
        cache.clear()
        work()

    first, _wall = measured(anew, times=3)
    work()
    again, _wall = measured(work, times=5)
    print(f"  {what}, {first:.0f} ms CPU the first time, {again:.0f} ms from then on")


def fill_plan(person: Person) -> None:
    now = timezone.now()
    for number in range(PLANNED):
        content = PlanContent(
            kind="module", on=now.date() + timedelta(7 * number), code=f"module-{number:03}"
        )
        plan.add_item(person=person, content=content, at=now, once=str(number))


if __name__ == "__main__":
    main()

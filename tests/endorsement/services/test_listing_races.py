"""Two tabs that save at the same moment, each with a connection of its own: the later one holds whole."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from endorsement.models import RegistryListing
from endorsement.services import listing
from endorsement.services.listing import Openings
from tests.factories.application import AT
from tests.factories.registry import endorsed

pytestmark = [pytest.mark.usefixtures("on_postgresql"), pytest.mark.django_db(transaction=True)]

TABS: tuple[dict[str, Any], ...] = (
    {"show_name": True, "show_county": True, "languages": ["en", "es"], "may_write": False},
    {
        "show_name": True,
        "show_county": False,
        "languages": ["es", "hmn"],
        "openings": Openings(rsc_openings=True, rsc_group=True),
        "may_write": True,
    },
    {"show_name": False, "languages": ["so"]},
)


def _at_once(act: Callable[[Any], None], given: list[Any]) -> None:
    gate = Barrier(len(given))

    def run(one: Any) -> None:
        gate.wait()
        try:
            act(one)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(given)) as pool:
        list(pool.map(run, given))


def _shown(row: RegistryListing) -> tuple[Any, ...]:
    spoken = tuple(row.languages.values_list("code", flat=True))
    return row.show_name, row.show_county, row.may_write, spoken


def test_what_is_shown_is_one_tab_and_never_a_mixture() -> None:
    endorsement = endorsed()
    person, association = endorsement.person, endorsement.association
    for _round in range(4):
        _at_once(
            lambda tab: listing.change(person=person, association=association, at=AT, **tab),
            list(TABS),
        )
        assert _shown(RegistryListing.objects.get()) in {
            (True, True, False, ("en", "es")),
            (True, False, True, ("es", "hmn")),
            (False, False, False, ()),
        }
        RegistryListing.objects.all().delete()

"""The second sweep finds what should have a certificate and has none."""

from datetime import date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from certificates.models import Certificate
from certificates.services import owing, repairing
from endorsement.models import LedgerEntry
from endorsement.services.ledger.permanent import append
from tests.factories.award import CycleFactory, EndorsementFactory
from tests.factories.certificate import AT, owed_completion
from tests.factories.ledger import EntryFactory

pytestmark = pytest.mark.django_db


def test_repair_owes_what_is_missing_and_nothing_twice() -> None:
    entry = EntryFactory(system=True)
    EntryFactory(permanent=True)
    endorsement = EndorsementFactory()
    CycleFactory(endorsement=endorsement)
    CycleFactory(
        endorsement=endorsement,
        number=2,
        starts_on=date(2027, 1, 1),
        opens_on=date(2027, 10, 1),
        due_on=date(2027, 12, 31),
        grace_through=date(2028, 1, 31),
    )

    assert repairing.repair(at=AT) == 3
    assert repairing.repair(at=AT) == 0
    assert set(Certificate.objects.values_list("kind", "subject")) == {
        ("completion", f"entry:{entry.public_id}"),
        ("endorsement", f"endorsement:{endorsement.public_id}"),
        ("renewal", f"cycle:{endorsement.public_id}:2"),
    }


@pytest.mark.parametrize("rows", [1, 30])
def test_repair_of_a_whole_ledger_costs_four_queries(rows: int) -> None:
    for _ in range(rows):
        owed_completion()

    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert repairing.repair(at=AT) == 0

    assert len(queries) == 4


def test_repair_takes_a_batch_at_a_time() -> None:
    for _ in range(3):
        EntryFactory(system=True)

    assert [repairing.repair(at=AT, batch=2) for _ in range(3)] == [2, 1, 0]


def test_what_was_taken_back_before_it_was_owed_gets_none() -> None:
    """Its holder would be told of a certificate that never stood."""
    row = EntryFactory(system=True)
    append(row, fields={"kind": row.kind, "first_on": row.first_on}, withdrawn=True, at=AT)
    assert repairing.repair(at=AT) == 0


def test_what_cannot_be_owed_holds_up_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    broken, _sound = EntryFactory(system=True), EntryFactory(system=True)
    EndorsementFactory()
    owe = owing.owe_for_entry

    def fails_for_one(*, entry: LedgerEntry, at: datetime) -> Certificate | None:
        if entry == broken:
            raise ValueError
        return owe(entry=entry, at=at)

    monkeypatch.setattr(owing, "owe_for_entry", fails_for_one)
    assert repairing.repair(at=AT) == 2
    assert not Certificate.objects.filter(person=broken.person).exists()

"""Confirming an import: drafts, once, whoever clicks how often."""

import datetime

import pytest

from endorsement.forms.import_rows import read
from endorsement.models import LedgerEntry, Person, StagedImport
from endorsement.selectors import export, staged_imports
from endorsement.services import entry_import, ledger
from endorsement.services.person import erase
from lms.backbone.cells import read_day
from tests.factories.association import AssociationFactory
from tests.factories.ledger import NOW, EntryFactory, RscFactory
from tests.factories.person import PersonFactory
from tests.factories.scheme import core_framework

pytestmark = pytest.mark.django_db
HEADING = ["kind", "title", "organization", "first_on", "hours", "covers", "delivery"]
ROWS = [
    ["training", f"Day {day}", "A university", f"2026-03-{day:02}", "3", "attachment", "course"]
    for day in (2, 3)
]
SUPERVISION = [
    ["kind", "first_on", "hours", "format", "mode", "focus", "provider", "provider_email"],
    ["rsc_received", "2026-03-12", "1", "group", "online", "own_practice", "Ruth", "r@example.org"],
    [
        "rsc_received",
        "2026-03-13",
        "1",
        "group",
        "online",
        "own_practice",
        "R. A.",
        "r@example.org",
    ],
]


@pytest.fixture
def person() -> Person:
    core_framework()
    return PersonFactory()


def table() -> list[list[str]]:
    rows = [[*row] for row in ROWS]
    for row in rows:
        row[5] = "core:foundations.attachment"
    return [HEADING, *rows]


def run(person: Person, rows: list[list[str]], **kwargs: object) -> int:
    staged = entry_import.stage(person=person, name="hours.csv", table=rows, at=NOW)
    found = read(
        staged.table,
        person=person,
        today=read_day("2026-06-01"),
        known=staged_imports.there_already(person),
    )
    assert found.problems == []
    contents = [content for _number, content in found.contents]
    return entry_import.confirm(staged=staged, contents=contents, association=None, at=NOW)


def test_rows_become_drafts_of_origin_import(person: Person) -> None:
    assert run(person, table()) == 2
    rows = list(person.entries.order_by("first_on"))
    assert [(row.origin, row.permanent_at, row.detail.title) for row in rows] == [
        ("import", None, "Day 2"),
        ("import", None, "Day 3"),
    ]
    ledger.delete_entry(entry=rows[0])


def test_repeating_an_import_adds_nothing(person: Person) -> None:
    run(person, table())
    assert run(person, table()) == 0
    assert person.entries.count() == 2


def test_repeating_adds_nothing_however_a_provider_was_named(person: Person) -> None:
    assert run(person, SUPERVISION) == 2
    assert run(person, SUPERVISION) == 0


def test_an_entry_that_was_typed_is_there_already(person: Person) -> None:
    run(person, table()[:2])
    person.entries.update(source_key="own:typed")
    assert run(person, table()) == 1


def test_confirming_twice_adds_once_and_says_the_same(person: Person) -> None:
    staged = entry_import.stage(person=person, name="hours.csv", table=table(), at=NOW)
    found = read(staged.table, person=person, today=NOW.date(), known=set())
    contents = [content for _number, content in found.contents]
    counts = [
        entry_import.confirm(staged=staged, contents=contents, association=None, at=NOW)
        for _click in range(2)
    ]
    assert (counts, person.entries.count()) == ([2, 2], 2)
    staged.refresh_from_db()
    assert staged.table == []


def test_an_export_can_be_imported_again_and_adds_nothing(person: Person) -> None:
    EntryFactory(person=person, permanent=True, attributes={"delivery": "course"})
    old = EntryFactory(person=person, permanent=True)
    ledger.withdraw_entry(entry=old, at=NOW)
    RscFactory(person=person)
    exported = [["" if cell is None else str(cell) for cell in row] for row in export.rows(person)]
    assert run(person, exported) == 0


def test_somebody_elses_export_comes_in_whole(person: Person) -> None:
    EntryFactory(
        hours="2.50",
        topics={"dei": "1.00"},
        split={"core:foundations": "1.50"},
        attributes={"delivery": "course", "mode": "online"},
    )
    other = LedgerEntry.objects.get()
    exported = [
        ["" if cell is None else str(cell) for cell in row] for row in export.rows(other.person)
    ]
    assert run(person, exported) == 1
    mine = person.entries.get()
    for name in ("kind", "first_on", "hours", "covers", "split", "topics", "attributes"):
        assert getattr(mine, name) == getattr(other, name)


def test_unknown_providers_come_to_the_coordinators_list(person: Person) -> None:
    staged = entry_import.stage(person=person, name="a.csv", table=SUPERVISION, at=NOW)
    found = read(staged.table, person=person, today=NOW.date(), known=set())
    north = AssociationFactory()
    contents = [content for _number, content in found.contents]
    entry_import.confirm(staged=staged, contents=contents, association=north, at=NOW)
    assert north.provider_questions.count() == 1


def test_staging_again_replaces_what_was_not_confirmed(person: Person) -> None:
    for _upload in range(2):
        entry_import.stage(person=person, name="hours.csv", table=table(), at=NOW)
    assert StagedImport.objects.count() == 1


def test_the_sweep_deletes_what_has_expired(person: Person) -> None:
    entry_import.stage(person=person, name="hours.csv", table=table(), at=NOW)
    day = datetime.timedelta(days=1)
    assert entry_import.sweep(at=NOW + day - datetime.timedelta(seconds=1)) == 0
    assert entry_import.sweep(at=NOW + day) == 1


def test_erasing_takes_a_staged_table_away(person: Person) -> None:
    entry_import.stage(person=person, name="hours.csv", table=table(), at=NOW)
    erase(person=person, at=NOW)
    assert not StagedImport.objects.exists()

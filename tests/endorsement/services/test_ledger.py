"""Rows come in once, are refused when they cannot be true, and are corrected by further rows."""

import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from endorsement import signals
from endorsement.models import Confirmation, EntryDetail, EvidenceFile, LedgerEntry, Person
from endorsement.refusals import Refused
from endorsement.services import ledger
from endorsement.services.entry_content import EntryContent
from endorsement.services.person import erase
from tests.factories.association import AssociationFactory
from tests.factories.files import checked
from tests.factories.ledger import NOW, EntryFactory
from tests.factories.person import OutsiderFactory, PersonFactory

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 3, 2)


def content(**changes: Any) -> EntryContent:
    values = {"kind": "training", "first_on": DAY, "last_on": DAY, "hours": Decimal("3")}
    return EntryContent(**{**values, "title": "A workshop", **changes})


def record(person: Person, **changes: Any) -> LedgerEntry:
    values = {
        "source_key": "module:welcome:1",
        "title": "Welcome",
        "organization": "The platform",
        "first_on": DAY,
        "last_on": DAY,
        "hours": Decimal("1.50"),
        "framework": "core@1",
        "covers": ["core:thinking", "core:foundations.attachment"],
        "split": {"core:foundations": Decimal("1.2"), "core:thinking": Decimal("0.30")},
        "topics": {"iecmh": Decimal("1.5")},
        "attributes": {},
        "offer_code": "welcome",
        "offer_version": 1,
        "at": NOW,
    }
    return ledger.record_training(person=person, **{**values, **changes})


@pytest.fixture
def told() -> Any:
    """The entries that `training_recorded` announced."""
    heard: list[LedgerEntry] = []

    def listen(entry: LedgerEntry, **_kwargs: Any) -> None:
        heard.append(entry)

    signals.training_recorded.connect(listen)
    yield heard
    signals.training_recorded.disconnect(listen)


def test_record_training_lands_permanent_with_hours_as_text() -> None:
    entry = record(PersonFactory())
    entry.refresh_from_db()
    assert (entry.origin, entry.permanent_at, entry.hours) == ("system", NOW, Decimal("1.50"))
    assert entry.split == {"core:foundations": "1.20", "core:thinking": "0.30"}
    assert entry.covers == ["core:foundations.attachment", "core:thinking"]
    assert entry.detail.title == "Welcome"


def test_record_training_twice_records_and_announces_once(told: list[LedgerEntry]) -> None:
    person = PersonFactory()
    first, second = record(person), record(person, title="Another title")
    assert first == second
    assert told == [first]
    assert EntryDetail.objects.get().title == "Welcome"


def test_record_training_refuses_another_persons_key() -> None:
    record(PersonFactory())
    with pytest.raises(ValueError, match="belongs to another person"):
        record(PersonFactory())


def test_adding_a_draft_announces_nothing(told: list[LedgerEntry]) -> None:
    ledger.add_entry(person=PersonFactory(), content=content(), at=NOW)
    assert told == []


def test_sending_a_form_twice_adds_one_entry() -> None:
    person = PersonFactory()
    first = ledger.add_entry(person=person, content=content(), at=NOW, once="FORM")
    assert ledger.add_entry(person=person, content=content(), at=NOW, once="FORM") == first


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"hours": Decimal("0")}, "hours", "Hours must be more than zero."),
        ({"hours": Decimal("-1")}, "hours", "Hours must be more than zero."),
        ({"hours": None}, "hours", "Please enter the clock hours."),
        (
            {"hours": Decimal("1.255")},
            "hours",
            "Hours have at most two decimals; a quarter of an hour is 0.25.",
        ),
        ({"hours": Decimal("NaN")}, "hours", "This is not a number of hours."),
        ({"hours": Decimal("Infinity")}, "hours", "This is not a number of hours."),
        (
            {"hours": Decimal("24.01")},
            "hours",
            "24.01 hours do not fit into the days from March 2, 2026 through March 2, 2026. "
            "Please check the hours, or enter the first and last day of the whole course.",
        ),
        (
            {"first_on": datetime.date(2026, 6, 2), "last_on": datetime.date(2026, 6, 2)},
            "first_on",
            "This day is in the future. Please enter it once it has happened.",
        ),
        (
            {"last_on": datetime.date(2026, 6, 2)},
            "last_on",
            "This day is in the future. Please enter it once it has happened.",
        ),
        (
            {"last_on": datetime.date(2026, 3, 1)},
            "last_on",
            "The last day is before the first day. Please check both dates.",
        ),
        (
            {"split": {"core:thinking": Decimal("2"), "core:reflection": Decimal("1.01")}},
            "split",
            "The hours split over areas add up to more than the hours of the entry.",
        ),
        (
            {"topics": {"dei": Decimal("3.01")}},
            "topics",
            "The hours on a special topic are more than the hours of the entry.",
        ),
        ({"kind": "achievement"}, "", "Entries of this kind are recorded by the platform."),
    ],
)
def test_what_cannot_be_true_is_refused(changes: dict[str, Any], field: str, sentence: str) -> None:
    with pytest.raises(Refused) as refusal:
        ledger.add_entry(person=PersonFactory(), content=content(**changes), at=NOW)
    assert (refusal.value.field, str(refusal.value)) == (field, sentence)
    assert LedgerEntry.objects.count() == 0


@pytest.mark.parametrize(
    ("first", "last", "hours"),
    [
        (DAY, DAY, "24.00"),
        (DAY, datetime.date(2026, 3, 3), "48.00"),
        (datetime.date(2026, 1, 12), datetime.date(2026, 5, 8), "45.00"),
    ],
)
def test_honest_hours_are_taken(first: Any, last: Any, hours: str) -> None:
    entry = ledger.add_entry(
        person=PersonFactory(),
        content=content(first_on=first, last_on=last, hours=Decimal(hours)),
        at=NOW,
    )
    assert entry.hours == Decimal(hours)


def test_today_is_the_persons_own_day() -> None:
    """Late in the evening UTC it is still yesterday in Chicago and already tomorrow in Auckland."""
    late = datetime.datetime(2026, 6, 1, 23, 30, tzinfo=datetime.UTC)
    tomorrow = content(
        first_on=datetime.date(2026, 6, 2), last_on=datetime.date(2026, 6, 2), hours=Decimal("1")
    )
    early = PersonFactory(time_zone="Pacific/Auckland")
    assert ledger.add_entry(person=early, content=tomorrow, at=late).zone == "Pacific/Auckland"
    with pytest.raises(Refused):
        ledger.add_entry(person=PersonFactory(), content=tomorrow, at=late)


def test_a_draft_is_changed_freely_and_keeps_its_kind() -> None:
    entry = ledger.add_entry(person=PersonFactory(), content=content(), at=NOW)
    changed = ledger.change_entry(
        entry=entry, content=content(kind="work", hours=Decimal("4"), title="Better"), at=NOW
    )
    assert (changed.kind, changed.hours, changed.detail.title) == (
        "training",
        Decimal("4.00"),
        "Better",
    )


def test_a_permanent_entry_is_neither_changed_nor_deleted_by_the_services() -> None:
    entry = EntryFactory(permanent=True)
    with pytest.raises(Refused, match="Record a correction instead"):
        ledger.change_entry(entry=entry, content=content(), at=NOW)
    with pytest.raises(Refused, match="Record a correction instead"):
        ledger.delete_entry(entry=entry)


def test_deleting_a_draft_takes_its_words_along() -> None:
    ledger.delete_entry(entry=EntryFactory())
    assert (LedgerEntry.objects.count(), EntryDetail.objects.count()) == (0, 0)


def test_make_permanent_twice_keeps_the_first_time() -> None:
    entry = EntryFactory()
    later = NOW + datetime.timedelta(days=1)
    assert ledger.make_permanent(entries=[entry], at=NOW) == 1
    assert ledger.make_permanent(entries=[entry], at=later) == 0
    entry.refresh_from_db()
    assert entry.permanent_at == NOW


@pytest.mark.parametrize("verb", ["update", "delete"])
def test_the_database_refuses_changes_of_permanent_rows(verb: str) -> None:
    entry = EntryFactory(permanent=True)
    rows = LedgerEntry.objects.filter(pk=entry.pk)
    EntryDetail.objects.all().delete()
    with pytest.raises(IntegrityError, match="is never changed"), transaction.atomic():
        rows.update(hours=9) if verb == "update" else rows._raw_delete(rows.db)
    assert rows.get().hours == Decimal("3.00")


@pytest.mark.parametrize("verb", ["update", "delete"])
def test_the_database_lets_drafts_change(verb: str) -> None:
    entry = EntryFactory()
    rows = LedgerEntry.objects.filter(pk=entry.pk)
    EntryDetail.objects.all().delete()
    changed = rows.update(hours=9) if verb == "update" else rows.delete()[0]
    assert changed == 1


def test_a_correction_is_a_permanent_row_that_names_the_one_it_replaces() -> None:
    entry = EntryFactory(permanent=True, source_key="own:one:A")
    fixed = ledger.correct_entry(entry=entry, content=content(hours=Decimal("2.5")), at=NOW)
    assert (fixed.corrects, fixed.source_key, fixed.permanent_at) == (entry, "own:one:A~1", NOW)
    again = ledger.correct_entry(entry=fixed, content=content(hours=Decimal("2")), at=NOW)
    assert (again.corrects, again.source_key) == (fixed, "own:one:A~2")
    entry.refresh_from_db()
    assert entry.hours == Decimal("3.00")


def test_correcting_twice_at_once_is_refused_the_second_time() -> None:
    entry = EntryFactory(permanent=True)
    ledger.correct_entry(entry=entry, content=content(), at=NOW)
    with pytest.raises(Refused, match="changed in the meantime"):
        ledger.correct_entry(entry=entry, content=content(), at=NOW)


def test_a_draft_is_not_corrected() -> None:
    with pytest.raises(Refused, match="change or delete it instead"):
        ledger.correct_entry(entry=EntryFactory(), content=content(), at=NOW)


def test_what_the_platform_recorded_is_not_corrected_by_the_person() -> None:
    entry = EntryFactory(system=True)
    with pytest.raises(Refused, match="write to your association"):
        ledger.correct_entry(entry=entry, content=content(), at=NOW)
    with pytest.raises(Refused, match="write to your association"):
        ledger.withdraw_entry(entry=entry, at=NOW)


def test_withdrawing_keeps_the_numbers_and_writes_no_words() -> None:
    entry = EntryFactory(permanent=True)
    row = ledger.withdraw_entry(entry=entry, at=NOW)
    assert (row.withdrawn, row.corrects, row.hours, row.first_on) == (
        True,
        entry,
        entry.hours,
        entry.first_on,
    )
    assert row.detail.title == ""
    with pytest.raises(Refused, match="was withdrawn"):
        ledger.withdraw_entry(entry=row, at=NOW)


def test_confirming_makes_permanent_and_counts_once() -> None:
    entry, provider = EntryFactory(), OutsiderFactory()
    first = ledger.confirm_entry(entry=entry, by=provider, at=NOW)
    assert ledger.confirm_entry(entry=entry, by=provider, at=NOW) == first
    entry.refresh_from_db()
    assert entry.permanent_at == NOW


def test_nobody_confirms_their_own_hours_or_a_replaced_entry() -> None:
    entry = EntryFactory(permanent=True)
    with pytest.raises(Refused, match="Nobody confirms their own hours"):
        ledger.confirm_entry(entry=entry, by=entry.person, at=NOW)
    ledger.withdraw_entry(entry=entry, at=NOW)
    with pytest.raises(Refused, match="changed in the meantime"):
        ledger.confirm_entry(entry=entry, by=OutsiderFactory(), at=NOW)


def test_confirmations_are_append_only() -> None:
    ledger.confirm_entry(entry=EntryFactory(), by=OutsiderFactory(), at=NOW)
    with pytest.raises(IntegrityError, match="is never changed"), transaction.atomic():
        Confirmation.objects.update(at=NOW + datetime.timedelta(days=1))


def test_a_new_provider_becomes_a_person_without_account_and_a_question() -> None:
    association, person = AssociationFactory(), PersonFactory()
    said = content(
        kind="rsc_received",
        hours=Decimal("1"),
        provider_name="Ana Provider",
        provider_email="Ana@Example.org",
    )
    entry = ledger.add_entry(person=person, content=said, at=NOW, association=association)
    assert (entry.provider.name, entry.provider.email, entry.provider.user) == (
        "Ana Provider",
        "ana@example.org",
        None,
    )
    question = association.provider_questions.get()
    assert (question.person, question.asked_by) == (entry.provider, person)


def test_nobody_is_their_own_provider() -> None:
    person = PersonFactory()
    said = content(kind="rsc_received", provider_name="Me", provider_email=person.email)
    with pytest.raises(Refused, match="cannot be your own provider"):
        ledger.add_entry(person=person, content=said, at=NOW)
    assert LedgerEntry.objects.count() == 0


def test_an_entry_comes_with_its_file_once() -> None:
    person = PersonFactory()
    for _click in range(2):
        entry = ledger.add_entry(
            person=person, content=content(), at=NOW, once="FORM", evidence=checked()
        )
    assert [file.name for file in entry.files.all()] == ["certificate.pdf"]


def test_erasing_a_person_leaves_numbers_without_words() -> None:
    person = PersonFactory()
    entry = ledger.add_entry(
        person=person,
        content=content(title="MARKER title", notes="MARKER notes", organization="MARKER org"),
        at=NOW,
        evidence=checked("MARKER.pdf"),
    )
    ledger.make_permanent(entries=[entry], at=NOW)
    ledger.withdraw_entry(entry=LedgerEntry.objects.get(), at=NOW)
    erase(person=person, at=NOW)
    kept = [str(list(model.objects.values())) for model in (LedgerEntry, EntryDetail, Person)]
    assert "MARKER" not in "".join(kept)
    assert EvidenceFile.objects.count() == 0
    assert [row.hours for row in LedgerEntry.objects.all()] == [Decimal("3.00"), Decimal("3.00")]


def test_erasing_a_provider_empties_their_name_in_the_hours_they_gave() -> None:
    said = content(kind="rsc_received", provider_name="MARKER", provider_email="m@example.org")
    entry = ledger.add_entry(person=PersonFactory(), content=said, at=NOW)
    erase(person=entry.provider, at=NOW)
    kept = [str(list(model.objects.values())) for model in (EntryDetail, Person)]
    assert "MARKER" not in "".join(kept)

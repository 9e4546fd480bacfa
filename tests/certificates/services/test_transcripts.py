"""A transcript is owed once, lists what was there then, and goes with its person."""

import datetime
import json

import pytest

from certificates import files, selectors
from certificates.models import Certificate
from certificates.services import standing, transcripts
from certificates.sheet import html_of
from endorsement.models import Person
from endorsement.refusals import Refused
from endorsement.services import ledger
from endorsement.services.person import erase
from tests.factories.certificate import AT, as_issued
from tests.factories.ledger import EntryFactory, RscFactory
from tests.factories.person import OutsiderFactory, PersonFactory
from tests.factories.scheme import core_framework

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> Person:
    core_framework()
    return PersonFactory(name="Ana Pérez")


def asked(person: Person, once: str = "one", **days: datetime.date | None) -> Certificate:
    wanted = {"first": None, "through": None, **days}
    return transcripts.ask(person=person, language="en", once=once, at=AT, **wanted)


def said(certificate: Certificate) -> dict:
    return json.loads(certificate.payload)


def test_it_lists_entries_with_hours_areas_and_level(person: Person) -> None:
    own = EntryFactory(person=person, first_on=datetime.date(2026, 3, 1))
    confirmed = RscFactory(person=person, first_on=datetime.date(2026, 3, 2))
    ledger.confirm_entry(entry=confirmed, by=OutsiderFactory(), at=AT)
    EntryFactory(person=person, system=True, first_on=datetime.date(2026, 3, 3))
    document = said(asked(person))
    assert [one["verification"] for one in document["entries"]] == [
        "self_reported",
        "confirmed",
        "system",
    ]
    first = document["entries"][0]
    assert (first["title"], first["hours"]) == (own.detail.title, "3.00")
    assert first["areas"] == ["core:foundations"]
    assert document["totals"]["by_kind"] == {"training": "6.00", "rsc_received": "1.00"}
    assert document["totals"]["by_area"] == {"core:foundations": "6.00"}
    assert document["entry_count"] == 3


def test_it_lists_what_counts_net_of_corrections(person: Person) -> None:
    row = EntryFactory(person=person, permanent=True)
    EntryFactory(person=person)
    ledger.withdraw_entry(entry=row, at=AT)
    assert said(asked(person))["entry_count"] == 1


@pytest.mark.parametrize(
    ("first", "through", "count"),
    [
        (None, None, 2),
        (datetime.date(2026, 3, 2), None, 2),
        (datetime.date(2026, 3, 3), None, 1),
        (None, datetime.date(2026, 3, 1), 1),
        (datetime.date(2026, 3, 2), datetime.date(2026, 3, 2), 2),
    ],
)
def test_it_lists_what_touches_the_days(
    person: Person, first: datetime.date, through: datetime.date, count: int
) -> None:
    EntryFactory(person=person, first_on=datetime.date(2026, 3, 2))
    # Work that goes on touches every day since it began.
    EntryFactory(
        person=person, kind="work", hours=None, first_on=datetime.date(2024, 1, 1), last_on=None
    )
    assert said(asked(person, first=first, through=through))["entry_count"] == count


def test_asking_twice_with_one_form_owes_one(person: Person) -> None:
    EntryFactory(person=person)
    assert asked(person) == asked(person)
    assert asked(person, once="two") != asked(person)


def test_other_days_or_language_on_the_form_one_went_back_to_owe_another(person: Person) -> None:
    """Going back shows the form with its key: what is asked for then is not what was asked before."""
    EntryFactory(person=person)
    everything, some = asked(person), asked(person, first=datetime.date(2020, 1, 1))
    spanish = transcripts.ask(
        person=person, first=None, through=None, language="es", once="one", at=AT
    )
    assert len({everything.pk, some.pk, spanish.pk}) == 3
    assert (said(some)["from"], spanish.language) == ("2020-01-01", "es")


def test_the_language_asked_for_is_no_reason_to_issue_it_anew_and_outlives_a_new_name(
    person: Person,
) -> None:
    EntryFactory(person=person)
    transcripts.ask(person=person, first=None, through=None, language="es", once="x", at=AT)
    spanish = as_issued(Certificate.objects.get())
    assert not selectors.differs(spanish)
    Person.objects.update(name="Ana Nueva")
    new = standing.reissue_for_holder(certificate=Certificate.objects.get(), person=person, at=AT)
    assert (new.name_as_issued, new.language) == ("Ana Nueva", "es")


def test_what_it_says_does_not_change_any_more(person: Person) -> None:
    row = EntryFactory(person=person)
    certificate = asked(person)
    before = html_of(certificate)
    row.detail.title = "Another title"
    row.detail.save()
    assert html_of(Certificate.objects.get()) == before


def test_the_page_is_in_the_language_asked_for(person: Person) -> None:
    EntryFactory(person=person)
    certificate = transcripts.ask(
        person=person, first=None, through=None, language="es", once="x", at=AT
    )
    page = html_of(certificate)
    assert '<html lang="es">' in page
    assert "Fundamentos del desarrollo" in page


def test_what_cannot_be_printed_is_refused(person: Person) -> None:
    with pytest.raises(Refused, match="nothing in your portfolio"):
        asked(person)
    EntryFactory(person=person)
    with pytest.raises(Refused, match="before the first"):
        asked(person, first=datetime.date(2026, 3, 2), through=datetime.date(2026, 3, 1))
    person.name = " "
    with pytest.raises(Refused, match="Your name is missing"):
        asked(person)


def test_nobody_floods_the_worker(person: Person) -> None:
    EntryFactory(person=person)
    Certificate.objects.bulk_create(
        Certificate(
            kind="transcript",
            subject=f"transcript:{number}",
            person=person,
            payload="{}",
            valid_from_on=AT.date(),
            due_at=AT,
        )
        for number in range(transcripts.MOST_A_DAY)
    )
    with pytest.raises(Refused, match="come back tomorrow"):
        asked(person)


def test_erasing_takes_row_and_file(person: Person, django_capture_on_commit_callbacks) -> None:
    EntryFactory(person=person, detail__title="My private workshop")
    certificate = as_issued(asked(person))
    files.write(certificate.number, b"%PDF-")
    with django_capture_on_commit_callbacks(execute=True):
        erase(person=person, at=AT)
    assert not Certificate.objects.filter(pk=certificate.pk).exists()
    assert not files.exists(certificate.number)

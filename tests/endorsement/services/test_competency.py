"""Linking entries to competencies: once, kept by corrections, free for permanent entries."""

from decimal import Decimal

import pytest

from endorsement.models import CompetencyLink
from endorsement.refusals import Refused
from endorsement.selectors import competency_links, portfolio
from endorsement.services import competency, ledger
from endorsement.services.entry_content import EntryContent
from endorsement.services.person import erase
from tests.factories.ledger import NOW, EntryFactory
from tests.factories.scheme import core_framework

pytestmark = pytest.mark.django_db
PLANNING = "core:thinking.planning"


@pytest.fixture(autouse=True)
def framework() -> None:
    core_framework()


def link(entry, sentence: str = "Plans need the family's own words."):
    return competency.link_entry(entry=entry, competency=PLANNING, sentence=sentence, at=NOW)


def covered(person) -> list[frozenset[str]]:
    return [one.covers for one in portfolio.facts(person, None, NOW.date()).entries]


def test_a_linked_entry_covers_what_it_names_and_what_it_is_linked_to() -> None:
    entry = EntryFactory(permanent=True)
    link(entry)
    assert covered(entry.person) == [{"core:foundations.attachment", PLANNING}]


def test_linking_twice_changes_the_sentence_and_makes_no_second_link() -> None:
    entry = EntryFactory()
    link(entry)
    link(entry, "  Plans   are promises. ")
    assert [one.sentence for one in CompetencyLink.objects.all()] == ["Plans are promises."]


def test_a_correction_keeps_the_link_and_can_be_linked_as_one() -> None:
    entry = EntryFactory(permanent=True)
    made = link(entry)
    said = EntryContent(
        kind="training", first_on=entry.first_on, last_on=entry.first_on, hours=Decimal("2")
    )
    fixed = ledger.correct_entry(entry=entry, content=said, at=NOW)
    assert covered(entry.person) == [{PLANNING}]
    assert link(fixed) == made
    assert competency_links.current_row(entry.person, made) == fixed


def test_a_withdrawn_entry_neither_counts_nor_can_be_linked() -> None:
    entry = EntryFactory(permanent=True)
    made = link(entry)
    gone = ledger.withdraw_entry(entry=entry, at=NOW)
    assert covered(entry.person) == []
    assert competency_links.current_row(entry.person, made) is None
    with pytest.raises(Refused, match="withdrawn"):
        link(gone)


@pytest.mark.parametrize(
    ("reference", "sentence", "why"),
    [
        (PLANNING, "  ", "in one sentence"),
        (PLANNING, "x" * 301, "at most 300"),
        ("core:thinking", "Areas are not linked.", "framework"),
        ("core:thinking.telepathy", "Unknown.", "framework"),
    ],
)
def test_what_cannot_be_linked_is_refused(reference: str, sentence: str, why: str) -> None:
    with pytest.raises(Refused, match=why):
        competency.link_entry(entry=EntryFactory(), competency=reference, sentence=sentence, at=NOW)


def test_unlinking_twice_is_harmless() -> None:
    made = link(EntryFactory())
    competency.unlink_entry(link=made)
    competency.unlink_entry(link=made)
    assert not CompetencyLink.objects.exists()


def test_erasing_takes_sentences_of_permanent_entries_away() -> None:
    entry = EntryFactory(permanent=True)
    link(entry)
    erase(person=entry.person, at=NOW)
    assert not CompetencyLink.objects.exists()


def test_a_deleted_draft_takes_its_links_along() -> None:
    entry = EntryFactory()
    link(entry)
    ledger.delete_entry(entry=entry)
    assert not CompetencyLink.objects.exists()

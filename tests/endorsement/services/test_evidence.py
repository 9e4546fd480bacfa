"""A file is kept once, removed from drafts only, and closed when somebody flags it."""

import datetime

import pytest
from django.http import Http404

from endorsement.models import Application, EvidenceFile, Person, Review
from endorsement.refusals import Refused
from endorsement.selectors import evidence as seen
from endorsement.selectors import portfolio
from endorsement.services import evidence, ledger
from lms.backbone import canonical
from lms.backbone.files import path_of
from tests.factories.association import AssociationFactory, MembershipFactory
from tests.factories.files import checked
from tests.factories.ledger import NOW, EntryFactory
from tests.factories.person import PersonFactory
from tests.factories.scheme import association_with_scheme

pytestmark = pytest.mark.django_db
LATER = NOW + datetime.timedelta(days=1)


def test_the_same_file_twice_is_one() -> None:
    entry = EntryFactory()
    first = evidence.attach(entry=entry, checked=checked(), at=NOW)
    again = evidence.attach(entry=entry, checked=checked("other name.pdf"), at=LATER)
    assert (first, first.name, first.uploaded_at) == (again, "certificate.pdf", NOW)
    assert path_of("evidence", "", first.sha256).read_bytes() == checked().content


def test_an_entry_does_not_take_files_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evidence, "MOST_FILES", 1)
    entry = EntryFactory()
    evidence.attach(entry=entry, checked=checked(), at=NOW)
    with pytest.raises(Refused, match="Please remove one first"):
        evidence.attach(entry=entry, checked=checked(text="another"), at=NOW)


def test_a_replaced_entry_takes_no_files() -> None:
    entry = EntryFactory(permanent=True)
    ledger.withdraw_entry(entry=entry, at=NOW)
    with pytest.raises(Refused, match="changed in the meantime"):
        evidence.attach(entry=entry, checked=checked(), at=NOW)


def test_a_file_is_removed_from_a_draft_only() -> None:
    draft, permanent = EntryFactory(), EntryFactory(permanent=True)
    evidence.remove(file=evidence.attach(entry=draft, checked=checked(), at=NOW))
    kept = evidence.attach(entry=permanent, checked=checked(), at=NOW)
    with pytest.raises(Refused, match="so it stays"):
        evidence.remove(file=kept)
    assert list(EvidenceFile.objects.all()) == [kept]


def test_flagging_keeps_the_first_time() -> None:
    file = evidence.attach(entry=EntryFactory(), checked=checked(), at=NOW)
    evidence.flag(file=file, at=NOW)
    assert evidence.flag(file=file, at=LATER).flagged_at == NOW


def test_content_without_a_record_is_swept_a_day_later() -> None:
    entry = EntryFactory()
    kept = evidence.attach(entry=entry, checked=checked(text="kept"), at=NOW)
    gone = evidence.attach(entry=entry, checked=checked(text="gone"), at=NOW)
    evidence.remove(file=gone)
    paths = [path_of("evidence", "", file.sha256) for file in (kept, gone)]
    now = datetime.datetime.now(tz=datetime.UTC)
    evidence.sweep(at=now)
    assert [path.exists() for path in paths] == [True, True]
    evidence.sweep(at=now + datetime.timedelta(days=1, minutes=1))
    assert [path.exists() for path in paths] == [True, False]
    assert evidence.sweep(at=now + datetime.timedelta(days=2)) == 0


def test_files_follow_an_entry_through_its_corrections() -> None:
    entry = EntryFactory(permanent=True)
    file = evidence.attach(entry=entry, checked=checked(), at=NOW)
    row = ledger.withdraw_entry(entry=entry, at=LATER)
    assert list(seen.of_entry(row)) == [file]


@pytest.fixture
def submitted() -> Application:
    """A submitted application that shows one entry with one file."""
    association = association_with_scheme()
    entry = EntryFactory(permanent=True)
    evidence.attach(entry=entry, checked=checked(), at=NOW)
    document = portfolio.document(entry.person, association, NOW.date())
    return Application.objects.create(
        person=entry.person,
        association=association,
        edition=association.overlay.scheme.editions.get(),
        category="first_steps",
        state=Application.State.IN_REVIEW,
        snapshot=canonical.text(document),
        created_at=NOW,
        submitted_at=LATER,
    )


def may_see(person: Person) -> bool:
    try:
        seen.for_viewer(person, EvidenceFile.objects.get().public_id)
    except Http404:
        return False
    return True


def review(application: Application, **fields: str) -> Person:
    reviewer = MembershipFactory(association=application.association, role="reviewer").person
    Review.objects.create(
        application=application,
        association=application.association,
        reviewer=reviewer,
        assigned_at=NOW,
        due_on=NOW.date(),
        **fields,
    )
    return reviewer


def test_owner_assigned_reviewer_and_coordinator_may_see_a_file(submitted: Application) -> None:
    coordinator = MembershipFactory(association=submitted.association).person
    assert may_see(submitted.person)
    assert may_see(review(submitted))
    assert may_see(coordinator)


def test_everybody_else_may_not(submitted: Application) -> None:
    assert not may_see(PersonFactory())
    assert not may_see(MembershipFactory(association=AssociationFactory()).person)
    assert not may_see(MembershipFactory(association=submitted.association, role="reviewer").person)
    assert not may_see(review(submitted, state="recused"))


def test_a_file_added_after_submission_is_the_owners_alone(submitted: Application) -> None:
    EvidenceFile.objects.update(uploaded_at=LATER + datetime.timedelta(hours=1))
    assert may_see(submitted.person)
    assert not may_see(review(submitted))


def test_a_flagged_file_is_the_coordinators_alone(submitted: Application) -> None:
    evidence.flag(file=EvidenceFile.objects.get(), at=NOW)
    coordinator = MembershipFactory(association=submitted.association).person
    assert not may_see(submitted.person)
    assert not may_see(review(submitted))
    assert may_see(coordinator)

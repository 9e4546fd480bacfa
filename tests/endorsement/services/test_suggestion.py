"""What the association enters counts once the applicant has confirmed it, and is marked."""

import datetime
from decimal import Decimal

import pytest

from endorsement.models import EntrySuggestion, LedgerEntry
from endorsement.refusals import Refused
from endorsement.selectors import portfolio
from endorsement.services import evidence, suggestion
from endorsement.services.entry_content import EntryContent
from lms.backbone.files import Checked
from lms.backbone.models import Mail
from tests.factories import application as given
from tests.factories.application import AT, staff

pytestmark = pytest.mark.django_db

CONTENT = EntryContent(
    kind="training",
    first_on=datetime.date(2026, 3, 2),
    last_on=datetime.date(2026, 3, 3),
    hours=Decimal("6.50"),
    covers=["core:foundations.attachment"],
    topics={"dei": Decimal("1.00")},
    attributes={"delivery": "in_service"},
    title="Attachment in practice",
    organization="Prairie State",
)
PDF = Checked(
    content=b"%PDF-1.7 a transcript", name="transcript.pdf", content_type="application/pdf"
)


def suggest(application, **more):
    said = {"content": CONTENT, "once": "a-form", "at": AT, **more}
    coordinator = staff(application.association, "coordinator")
    return suggestion.suggest(application=application, coordinator=coordinator, **said)


def entries(application) -> int:
    facts = portfolio.facts(application.person, application.association, AT.date())
    return len(facts.entries)


def test_nothing_counts_before_it_is_confirmed():
    application = given.registered()
    before = entries(application)
    row = suggest(application)
    assert suggest(application) == row
    assert entries(application) == before
    assert Mail.objects.filter(template="entry_suggested").count() == 1
    confirm = {"suggestion": row, "person": application.person, "at": AT}
    entry = suggestion.confirm(**confirm)
    assert suggestion.confirm(**confirm) == entry
    assert entries(application) == before + 1
    assert (entry.origin, entry.permanent_at, str(entry.hours)) == ("staff", None, "6.50")
    assert entry.topics == {"dei": "1.00"}
    assert entry.detail.title == "Attachment in practice"


def test_transcript_comes_with_the_entry_and_the_sweep_leaves_it_alone():
    application = given.registered()
    row = suggest(application, evidence=PDF)
    later = AT + datetime.timedelta(days=40)
    assert evidence.sweep(at=later) == 0
    entry = suggestion.confirm(suggestion=row, person=application.person, at=AT)
    assert entry.files.get().name == "transcript.pdf"


def test_declined_never_counts_and_its_file_goes():
    application = given.registered()
    row = suggest(application, evidence=PDF)
    before = entries(application)
    row = suggestion.decline(suggestion=row, person=application.person, at=AT)
    assert (row.state, row.sha256) == ("declined", "")
    with pytest.raises(Refused, match="declined"):
        suggestion.confirm(suggestion=row, person=application.person, at=AT)
    assert entries(application) == before
    assert not LedgerEntry.objects.filter(origin="staff").exists()


def test_confirmed_is_not_declined_afterwards():
    application = given.registered()
    row = suggest(application)
    suggestion.confirm(suggestion=row, person=application.person, at=AT)
    with pytest.raises(Refused, match="confirmed"):
        suggestion.decline(suggestion=row, person=application.person, at=AT)


@pytest.mark.parametrize("kind", ["rsc_received", "rsc_given", "service", "achievement"])
def test_supervision_is_nobody_elses_to_type(kind):
    content = EntryContent(kind=kind, first_on=AT.date(), hours=Decimal("1.00"))
    with pytest.raises(Refused, match="Only the applicant"):
        suggest(given.registered(), content=content)


@pytest.mark.parametrize("build", ["registration_asked", "submitted"])
def test_help_is_for_the_time_of_preparing(build):
    with pytest.raises(Refused, match="being prepared"):
        suggest(getattr(given, build)())
    assert not EntrySuggestion.objects.exists()

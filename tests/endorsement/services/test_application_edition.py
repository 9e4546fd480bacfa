"""An application stays with its edition; while it is a draft its applicant may take today's."""

import datetime

import pytest

from endorsement.models import Application, Edition, Event
from endorsement.refusals import Refused
from endorsement.services import application_edition as services
from endorsement.services import publication
from tests.factories import application as given
from tests.factories.edition import AT, administrator, submitted

pytestmark = pytest.mark.django_db
LATER = datetime.datetime(2027, 1, 2, 18, tzinfo=datetime.UTC)


def newer() -> Edition:
    draft = submitted()
    return publication.approve(
        edition=draft,
        effective_from=draft.effective_from,
        seen=draft.revision,
        by=administrator(),
        at=AT,
    )


def test_a_draft_stays_with_its_edition_until_its_applicant_chooses() -> None:
    application = given.draft()
    edition = newer()
    application.refresh_from_db()
    assert application.edition.code == "2026"
    for _twice in range(2):
        services.take_current(application=application, person=application.person, at=LATER)
    assert application.edition == edition
    (told,) = Event.objects.filter(kind="edition_changed")
    assert '"from":"2026"' in told.payload


def test_before_its_first_day_the_newer_edition_cannot_be_taken() -> None:
    application = given.draft()
    newer()
    services.take_current(application=application, person=application.person, at=AT)
    assert application.edition.code == "2026"


def test_what_was_handed_in_stays_with_its_edition() -> None:
    application = given.submitted()
    newer()
    with pytest.raises(Refused, match="was handed in"):
        services.take_current(application=application, person=application.person, at=LATER)
    assert Application.objects.get().edition.code == "2026"


def test_without_criteria_in_force_it_stays_with_its_own() -> None:
    application = given.draft()
    before_the_first = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)
    with pytest.raises(Refused, match="No criteria are in force"):
        services.take_current(
            application=application, person=application.person, at=before_the_first
        )

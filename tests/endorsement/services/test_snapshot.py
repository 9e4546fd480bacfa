"""What was handed in, and what reviewers see of it, stays as it is whatever happens afterwards."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from endorsement.models import EvidenceFile
from endorsement.refusals import Refused
from endorsement.services import evidence, ledger, section, signature
from endorsement.services.entry_content import EntryContent
from endorsement.services.person import change_details
from lms.backbone import canonical
from lms.backbone.files import Checked
from tests.factories import application as given
from tests.factories.application import AT
from tests.factories.ledger import EntryFactory
from tests.factories.scheme import core_framework

pytestmark = pytest.mark.django_db

LATER = AT + timedelta(days=2)
PDF = Checked(content=b"%PDF-1.7 proof", name="proof.pdf", content_type="application/pdf")


def _correct(application):
    entry = application.person.entries.order_by("pk")[0]
    content = EntryContent(
        kind="training",
        first_on=entry.first_on,
        last_on=entry.last_on,
        hours=entry.hours,
        title="Corrected afterwards",
    )
    ledger.correct_entry(entry=entry, content=content, at=LATER)


def _withdraw(application):
    ledger.withdraw_entry(entry=application.person.entries.order_by("pk")[0], at=LATER)


def _add(application):
    EntryFactory(person=application.person, detail__title="Added afterwards")


def _refer(application):
    given.ReferenceFactory(
        completed=True,
        person=application.person,
        association=application.association,
        completed_at=LATER,
        completed_on=LATER.date(),
        comment="Rated afterwards",
    )


def _sign(application):
    signature.sign(
        person=application.person,
        association=application.association,
        document="code_of_ethics",
        edition=application.edition,
        at=LATER,
    )


def _upload(application):
    entry = application.person.entries.order_by("pk")[0]
    evidence.attach(
        entry=entry,
        checked=Checked(b"%PDF-1.7 later", "afterwards.pdf", "application/pdf"),
        at=LATER,
    )


def _remove_file(application):
    with pytest.raises(Refused, match="so it stays"):
        evidence.remove(file=EvidenceFile.objects.get(name="proof.pdf"))


def _write(application):
    with pytest.raises(Refused, match="handed in"):
        section.save_note(
            application=application, section="training", text="Written afterwards", seen=1, at=LATER
        )


def _rename(application):
    person = application.person
    change_details(
        person=person,
        name=person.name,
        language="es",
        time_zone=person.time_zone,
        county="Moved afterwards",
        employer="Hired afterwards",
        at=LATER,
    )


CHANGES = [_correct, _withdraw, _add, _refer, _sign, _upload, _remove_file, _write, _rename]


@pytest.mark.parametrize("change", CHANGES, ids=lambda one: one.__name__.strip("_"))
def test_snapshot_and_reviewers_page_stay_as_they_are(change):
    core_framework()
    draft = given.draft()
    evidence.attach(entry=draft.person.entries.get(), checked=PDF, at=AT - timedelta(days=1))
    section.save_note(application=draft, section="training", text="Written before", seen=0, at=AT)
    given.hand_in_application(draft)
    application = given.put_in_review(draft)
    review = application.reviews.order_by("pk")[0]
    client = Client()
    client.force_login(review.reviewer.user)
    url = reverse("endorsement:review", args=[review.public_id])
    with time_machine.travel(LATER, tick=False):
        before = _readable(client.get(url))
    frozen, digest = application.snapshot, application.sha256

    change(application)

    application.refresh_from_db()
    assert (application.snapshot, application.sha256) == (frozen, digest)
    assert canonical.digest(application.snapshot) == digest
    with time_machine.travel(LATER, tick=False):
        after = _readable(client.get(url))
    assert after == before
    assert "Written before" in after
    assert "proof.pdf" in after
    assert "fterwards" not in after


def _readable(response) -> str:
    """The main part of the page without what differs every time: the tokens of its forms."""
    page = response.content.decode()
    main = page[page.index("<main") : page.index("</main>")]
    kept = (line for line in main.splitlines() if "csrfmiddlewaretoken" not in line)
    return re.sub(r'name="once" value="[^"]*"', "", "\n".join(kept))

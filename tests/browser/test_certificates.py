"""Certificates as holders, coordinators and whoever checks a number see them, in each state."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core import signing
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from certificates.models import Certificate, Design
from certificates.models.design import PREVIEW_SALT
from certificates.names import initials
from certificates.services import batches, packing, previewing, standing
from endorsement.models import Association, Endorsement, Person
from lms.backbone.models import Job
from tests.browser.conftest import NewTab
from tests.browser.screens import faults
from tests.factories.application import staff
from tests.factories.certificate import (
    as_issued,
    content_of,
    drawn,
    owed_completion,
    owed_endorsement,
)

pytestmark = pytest.mark.browser


class Shown:
    """One certificate in each state, of the trainee, at the demonstration's association."""

    def __init__(self, trainee: Person) -> None:
        now = timezone.now()
        self.here = Association.objects.get(slug="pine-river")
        self.coordinator = staff(self.here, "coordinator")

        def award(category: str, state: str = "active") -> Certificate:
            owed = owed_endorsement(now, person=trainee, association=self.here, category=category)
            Endorsement.objects.filter(category=category).update(state=state)
            return as_issued(owed, now)

        self.valid = award("family_specialist")
        self.lapsed = award("mental_health_specialist", "lapsed")
        self.withdrawn = award("family_associate", "active")
        reason = Certificate.Reason.ISSUED_IN_ERROR
        standing.revoke(certificate=self.withdrawn, reason=reason, at=now)
        self.former = award("mental_health_mentor")
        trainee.name = "Ana María Pérez-Lightfoot"
        trainee.save()
        self.former.refresh_from_db()
        self.newer = standing.reissue(certificate=self.former, at=now)
        self.failed = owed_endorsement(now, association=self.here, category="mentor")
        Certificate.objects.filter(pk=self.failed.pk).update(
            state="dead", last_error="OSError(ENOSPC) at certificates/files.py:30"
        )
        self.own = as_issued(owed_completion(now), now)
        self.administrator = Person.objects.get(user__email="admin@example.org")
        self.trainee = trainee

    def desk(self, certificate: Certificate) -> str:
        return reverse("certificates:desk_certificate", args=[self.here.slug, certificate.number])

    def pages(self) -> list[tuple[Person | None, str, str]]:
        everybody = ("valid", "lapsed", "withdrawn", "former")
        slug = [self.here.slug]
        return [
            *((None, f"verify-{one}", f"/v/{getattr(self, one).number}") for one in everybody),
            (self.trainee, "mine", reverse("certificates:mine")),
            *(
                (self.trainee, f"detail-{one}", self.at_holder(getattr(self, one)))
                for one in (*everybody, "newer")
            ),
            (self.coordinator, "desk", reverse("certificates:desk", args=slug)),
            (self.coordinator, "prepare", reverse("certificates:prepare", args=slug)),
            (self.coordinator, "failed", reverse("certificates:failed")),
            *(
                (self.coordinator, f"desk-{one}", self.desk(getattr(self, one)))
                for one in ("valid", "withdrawn", "former", "failed")
            ),
            (self.administrator, "platform", reverse("certificates:platform")),
            (self.administrator, "platform-prepare", reverse("certificates:platform_prepare")),
            (
                self.administrator,
                "platform-own",
                reverse("certificates:platform_certificate", args=[self.own.number]),
            ),
        ]

    def at_holder(self, certificate: Certificate) -> str:
        return reverse("certificates:detail", args=[certificate.number])

    def prepared(self) -> None:
        """As if it had been done, and one had failed."""
        now = timezone.now()
        job = batches.ask(
            what=batches.OWED,
            association=self.here,
            kind="",
            owner_id=self.coordinator.user.pk,
            after="",
            language="en",
            at=now,
        )
        failures = [[self.failed.number, "OSError(ENOSPC) at certificates/files.py:30"]]
        facts = {"total": 12, "done": 11, "elsewhere": 0, "failed": 1, "failures": failures}
        Job.objects.filter(pk=job.pk).update(
            state="done", finished_at=now, expires_at=now + timedelta(days=7), result=facts
        )


@pytest.fixture
def shown(trainee: Person) -> Shown:
    found = Shown(trainee)
    found.prepared()
    packing.ask(person=trainee, after="", language="en", at=timezone.now())
    return found


def test_every_state_is_accessible(new_tab: NewTab, shown: Shown) -> None:
    found: list[str] = []
    for who in (None, shown.trainee, shown.coordinator, shown.administrator):
        tab = new_tab()
        if who:
            tab.sign_in(who)
        for whose, _name, address in shown.pages():
            if whose == who:
                tab.open(address)
                found += faults(tab)
    assert not found, "\n".join(found)


def test_designs_and_their_previews_are_accessible(new_tab: NewTab, demonstration: None) -> None:
    """Wagtail's editor is its makers' own; the page that it frames is ours."""
    administrator = Person.objects.get(user__email="admin@example.org")
    design = Design.objects.filter(kind=Certificate.Kind.COMPLETION)[0]
    tab = new_tab().sign_in(administrator)
    tab.open(reverse("wagtailsnippets_certificates_design:list"))
    found = faults(tab)
    signed = signing.dumps(design.document(), salt=PREVIEW_SALT)
    now = timezone.now()
    job = previewing.ask(
        signed=signed, mode="usual-en", owner_id=administrator.user.pk, language="en", at=now
    )
    at_fault = {"error": "DrawingFailed at certificates/pdf.py:99"}
    kept = now + timedelta(hours=1)
    tab.open(reverse("design_preview_look", args=[job.public_id]))
    found += faults(tab)
    Job.objects.filter(pk=job.pk).update(
        state="done", finished_at=now, expires_at=kept, result=at_fault
    )
    tab.open(reverse("design_preview_look", args=[job.public_id]))
    assert "This design cannot be drawn." in tab.text
    found += faults(tab)
    assert not found, "\n".join(found)


def test_everything_is_done_without_javascript(new_tab: NewTab, shown: Shown) -> None:
    visitor = new_tab(javascript=False)
    visitor.open("/v/").page.get_by_label("Certificate number").fill(shown.valid.number.lower())
    visitor.press("Check")
    assert "This certificate is valid." in visitor.text

    holder = new_tab(javascript=False).sign_in(shown.trainee)
    # The name has changed since: the public sees none until the certificate is issued anew.
    assert "so whoever has the number sees none" in holder.open(shown.at_holder(shown.valid)).text
    newer = as_issued(shown.newer, timezone.now())
    holder.open(shown.at_holder(newer)).page.get_by_label("my initials").check()
    holder.press("Save")
    assert f"sees your name there: {initials(newer.name_as_issued)}" in holder.text
    assert holder.page.get_by_label("Address that anyone can check").input_value()
    assert not holder.page.get_by_role("button", name="Copy the address").is_visible()
    holder.open(reverse("certificates:mine"))
    holder.press("Issue all of them anew in your present name")
    assert "waiting for its turn" in holder.text

    coordinator = new_tab(javascript=False).sign_in(shown.coordinator)
    coordinator.open(shown.desk(shown.valid)).page.get_by_label("It was issued in error.").check()
    coordinator.press("Withdraw the certificate")
    assert "Tick the box if you are sure." in coordinator.text
    assert coordinator.page.get_by_label("It was issued in error.").is_checked()
    coordinator.page.get_by_label("I am sure.", exact=False).check()
    coordinator.press("Withdraw the certificate")
    assert "This certificate is no longer valid." in coordinator.text


def test_button_copies_the_address(new_tab: NewTab, shown: Shown) -> None:
    holder = new_tab(permissions=["clipboard-read", "clipboard-write"]).sign_in(shown.trainee)
    holder.open(shown.at_holder(shown.valid))
    holder.page.get_by_role("button", name="Copy the address").click()
    holder.page.get_by_text("Copied.").wait_for()
    copied = holder.page.evaluate("navigator.clipboard.readText()")
    assert copied.endswith(f"/v/{shown.valid.number}")


DROP = """([bytes, name]) => {
  const carried = new DataTransfer();
  carried.items.add(new File([Uint8Array.from(bytes)], name, { type: "application/pdf" }));
  const form = document.querySelector("form[data-drop]");
  for (const kind of ["dragenter", "dragover", "drop"])
    form.dispatchEvent(new DragEvent(kind, { dataTransfer: carried, bubbles: true, cancelable: true }));
}"""


def elsewhere(certificate: Certificate) -> bytes:
    """The file, drawn in a thread of its own: Playwright's keeps a loop running, and signing starts one."""

    def draw() -> bytes:
        try:
            return content_of(drawn(certificate, timezone.now()))
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as threads:
        return threads.submit(draw).result()


@pytest.mark.pdf
def test_a_file_dropped_on_the_page_is_checked(new_tab: NewTab, trainee: Person) -> None:
    issued = elsewhere(owed_completion(timezone.now(), person=trainee))
    tab = new_tab()
    found = []
    for content, answer in (
        (issued, "This is the very file that we issued."),
        (issued + b"\n% more\n", "This is not the file that we issued"),
        (b"%PDF-1.7 of somebody else", "We did not issue this file"),
    ):
        tab.open("/v/")
        with tab.page.expect_navigation():
            tab.page.evaluate(DROP, [list(content), "mine.pdf"])
        assert answer in tab.text
        found += faults(tab)
    assert not found, "\n".join(found)

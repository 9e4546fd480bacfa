"""A reissue supersedes and never destroys; a revocation keeps its first reason."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from threading import Barrier

import pikepdf
import pytest
from django.db import connection
from pypdf import PdfReader

from certificates import files, selectors
from certificates.models import Certificate
from certificates.services import standing
from endorsement.models import Event
from endorsement.refusals import Refused
from endorsement.services import person as people
from endorsement.services.conflict import Conflicted
from endorsement.services.event import verify_chain
from lms.backbone.ids import is_certificate_number
from lms.backbone.mail import send_due_mail
from lms.backbone.models import Mail
from tests.factories.association import MembershipFactory
from tests.factories.certificate import (
    AT,
    as_issued,
    drawn,
    owed_completion,
    owed_endorsement,
)
from tests.factories.ledger import RscFactory

pytestmark = pytest.mark.django_db


def test_reissue_makes_a_new_certificate_and_keeps_the_old() -> None:
    old = as_issued(owed_completion(person__name="Former Name"))
    old.person.name = "Present Name"
    old.person.save()

    new = standing.reissue(certificate=old, at=AT + timedelta(days=1))

    old.refresh_from_db()
    assert old.superseded_by == new
    assert (old.name_as_issued, new.name_as_issued) == ("Former Name", "Present Name")
    assert (new.subject, new.kind, new.issue_no) == (old.subject, old.kind, 2)
    assert new.payload == old.payload
    assert is_certificate_number(new.number)
    assert new.number != old.number
    assert new.state == Certificate.State.OWED


def test_only_the_newest_issue_is_reissued() -> None:
    old = as_issued(owed_completion())
    standing.reissue(certificate=old, at=AT)

    with pytest.raises(standing.AlreadySuperseded):
        standing.reissue(certificate=old, at=AT)
    assert Certificate.objects.count() == 2


def test_revoking_twice_keeps_the_first_reason() -> None:
    certificate = as_issued(owed_endorsement(person__email="ana@example.org"))
    coordinator = MembershipFactory(association=certificate.association).person
    reasons = Certificate.Reason.ISSUED_IN_ERROR, Certificate.Reason.HOLDER_REQUEST

    assert [
        standing.revoke(certificate=certificate, reason=r, coordinator=coordinator, at=AT)
        for r in reasons
    ] == [True, False]

    certificate.refresh_from_db()
    assert (certificate.revoked_at, certificate.revoked_reason) == (AT, "issued_in_error")
    event = Event.objects.get(stream=f"certificate:{certificate.number}")
    assert (event.kind, event.actor_ref) == ("certificate.revoked", coordinator.ref)
    assert event.chain_no is not None
    assert json.loads(event.payload) == {
        "certificate_kind": "endorsement",
        "issue_no": 1,
        "person": str(certificate.person.ref),
        "reason": "issued_in_error",
    }
    assert verify_chain(certificate.association) is None
    mail = Mail.objects.get()
    assert (mail.template, mail.to_address) == ("certificate_revoked", "ana@example.org")
    assert mail.context["reason"] == "It was issued in error."


def test_mail_of_a_withdrawal_can_be_sent(mailoutbox: list) -> None:
    certificate = as_issued(owed_completion(person__name="Ana", person__email="a@example.org"))
    standing.revoke(certificate=certificate, reason=Certificate.Reason.ISSUED_IN_ERROR, at=AT)
    assert send_due_mail(at=AT) == 1
    assert "It was issued in error." in mailoutbox[0].body


def test_what_the_platform_certifies_itself_is_in_no_associations_record() -> None:
    certificate = as_issued(owed_completion())
    assert certificate.association is None
    standing.revoke(certificate=certificate, reason=Certificate.Reason.HOLDER_REQUEST, at=AT)
    standing.reissue(certificate=certificate, at=AT)
    assert not Event.objects.exists()


@pytest.mark.parametrize("who", ["holder", "tied"])
@pytest.mark.parametrize("act", ["revoke", "reissue"])
def test_nobody_decides_about_their_own_or_about_somebody_close(act: str, who: str) -> None:
    """Issuing anew counts as deciding: what was withdrawn stands again by it."""
    certificate = as_issued(owed_endorsement())
    coordinator = certificate.person
    if who == "tied":
        coordinator = MembershipFactory(association=certificate.association).person
        RscFactory(person=certificate.person, provider=coordinator)
    acts = {
        "revoke": partial(standing.revoke, reason=Certificate.Reason.ISSUED_IN_ERROR),
        "reissue": standing.reissue,
    }
    with pytest.raises(Conflicted):
        acts[act](certificate=certificate, coordinator=coordinator, at=AT)
    assert Certificate.objects.filter(revoked_at=None, superseded_by=None).count() == 1


@pytest.mark.parametrize("what", ["owed", "replaced"])
def test_only_the_newest_that_was_issued_is_withdrawn(what: str) -> None:
    certificate = owed_completion()
    if what == "replaced":
        standing.reissue(certificate=as_issued(certificate), at=AT)
        certificate.refresh_from_db()
    with pytest.raises(Refused):
        standing.revoke(certificate=certificate, reason=Certificate.Reason.ISSUED_IN_ERROR, at=AT)


def test_a_withdrawn_one_stays_so_and_a_new_issue_stands() -> None:
    old = as_issued(owed_endorsement())
    standing.revoke(certificate=old, reason=Certificate.Reason.ISSUED_IN_ERROR, at=AT)
    coordinator = MembershipFactory(association=old.association).person
    new = as_issued(standing.reissue(certificate=old, coordinator=coordinator, at=AT))
    found = [selectors.checked(one.number, at=AT) for one in (old, new)]
    assert [one.verdict.standing for one in found if one] == ["superseded", "valid"]
    reissued = Event.objects.get(kind="certificate.reissued")
    assert reissued.actor_ref == coordinator.ref
    assert json.loads(reissued.payload)["new_number"] == new.number


@pytest.mark.parametrize(
    ("name", "language", "refused"),
    [
        ("New Name", "en", False),
        ("Old Name", "es", False),
        ("Old Name", "en", True),
        ("", "en", True),
    ],
)
def test_holder_has_it_issued_anew_when_it_would_say_something_else(
    name: str, language: str, refused: bool
) -> None:
    old = as_issued(owed_completion(person__name="Old Name", person__language="en"))
    person = old.person
    person.name, person.language = name, language
    person.save()
    if refused:
        with pytest.raises(Refused):
            standing.reissue_for_holder(certificate=old, person=person, at=AT)
    else:
        new = standing.reissue_for_holder(certificate=old, person=person, at=AT)
        assert (new.name_as_issued, new.language) == (name, language)


def test_holder_cannot_undo_a_withdrawal() -> None:
    old = as_issued(owed_completion(person__name="Old Name"))
    standing.revoke(certificate=old, reason=Certificate.Reason.ISSUED_IN_ERROR, at=AT)
    old.refresh_from_db()
    old.person.name = "New Name"
    old.person.save()
    with pytest.raises(Refused):
        standing.reissue_for_holder(certificate=old, person=old.person, at=AT)


def test_holder_cannot_undo_a_withdrawal_that_came_while_they_looked() -> None:
    seen = as_issued(owed_completion(person__name="Old Name"))
    seen.person.name = "New Name"
    seen.person.save()
    standing.revoke(
        certificate=Certificate.objects.get(), reason=Certificate.Reason.ISSUED_IN_ERROR, at=AT
    )
    with pytest.raises(Refused):
        standing.reissue_for_holder(certificate=seen, person=seen.person, at=AT)


def test_withdrawing_what_was_replaced_while_one_looked_is_refused_aloud() -> None:
    """Or a coordinator would believe that it is withdrawn, while the new one stands."""
    seen = as_issued(owed_completion())
    standing.reissue(certificate=Certificate.objects.get(), at=AT)
    with pytest.raises(Refused, match="replaced by a newer one"):
        standing.revoke(certificate=seen, reason=Certificate.Reason.ISSUED_IN_ERROR, at=AT)


def test_reissuing_at_the_same_moment_issues_once(committed_db: None) -> None:
    old = as_issued(owed_completion(person__name="Old Name"))
    start = Barrier(4)

    def reissue(_n: int) -> bool:
        try:
            start.wait()
            standing.reissue(certificate=old, at=AT)
        except standing.AlreadySuperseded:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(reissue, range(4))) == [False, False, False, True]
    assert Certificate.objects.count() == 2


def test_erasing_a_person_leaves_a_certificate_without_name_or_file(
    django_capture_on_commit_callbacks,
) -> None:
    certificate = as_issued(owed_completion(person__name="Ana Pérez"))
    payload = certificate.payload
    files.write(certificate.number, b"Ana")

    with django_capture_on_commit_callbacks(execute=True):
        people.erase(person=certificate.person, at=AT)

    certificate.refresh_from_db()
    assert (certificate.name_as_issued, certificate.payload) == ("", payload)
    assert not files.exists(certificate.number)
    checked = selectors.checked(certificate.number, at=AT)
    assert checked is not None
    assert (checked.stands, checked.holder) == (True, "")


@pytest.mark.pdf
def test_file_of_the_new_issue_holds_no_former_name() -> None:
    old = drawn(owed_completion(person__name="Former Name"))
    old.person.name = "Present Name"
    old.person.save()
    new = drawn(standing.reissue(certificate=old, at=AT))
    with pikepdf.open(files.path_of(new.number)) as pdf:
        said = str(pdf.open_metadata()) + repr(pdf.docinfo) + repr(pdf.Root.get("/Lang"))
        streams = b"".join(
            one.read_bytes() for one in pdf.objects if isinstance(one, pikepdf.Stream)
        )
        text = "".join(page.extract_text() for page in PdfReader(files.path_of(new.number)).pages)
    assert "Present Name" in text
    for secret in ("Former", old.number):
        assert secret not in said + text
        assert secret.encode() not in streams + files.path_of(new.number).read_bytes()

"""A reissue supersedes and never destroys; a revocation keeps its first reason."""

from datetime import timedelta

import pytest

from certificates import files, selectors
from certificates.models import Certificate
from certificates.services import standing
from endorsement.services import person as people
from lms.backbone.ids import is_certificate_number
from tests.factories.certificate import AT, as_issued, owed_completion

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
    certificate = as_issued(owed_completion())
    reasons = Certificate.Reason.ISSUED_IN_ERROR, Certificate.Reason.HOLDER_REQUEST

    assert [standing.revoke(certificate=certificate, reason=r, at=AT) for r in reasons] == [
        True,
        False,
    ]

    certificate.refresh_from_db()
    assert (certificate.revoked_at, certificate.revoked_reason) == (AT, "issued_in_error")


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

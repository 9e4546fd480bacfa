"""Link and code: made anew by sending again, hashed, and a code of its own for paper."""

import re
from datetime import timedelta

import pytest
from django.http import Http404

from endorsement.models import Event, Reference
from endorsement.refusals import Refused
from endorsement.selectors import references as selectors
from endorsement.services import reference as references
from endorsement.services import reference_link
from lms.backbone import ids
from lms.backbone.models import Mail
from tests.factories import application as given
from tests.factories.application import AT, ReferenceFactory, staff

pytestmark = pytest.mark.django_db


def asked() -> tuple[Reference, str]:
    """A reference and the code that was mailed."""
    application = given.submitted()
    reference = references.request(
        person=application.person,
        association=application.association,
        rater_name="Rosa Lind",
        rater_email="rosa@example.org",
        role="supervisor",
        waived=True,
        at=AT,
    )
    return reference, mailed_code()


def mailed_code() -> str:
    mail = Mail.objects.filter(template="reference_request").order_by("-pk").first()
    return ids.normalize(mail.context["code"])


def letter(reference: Reference, **more) -> str:
    application = reference.person.applications.get()
    coordinator = more.pop("coordinator", None) or staff(application.association, "coordinator")
    return reference_link.code_for_letter(
        reference=reference, application=application, coordinator=coordinator, at=AT, **more
    )


def test_the_code_is_short_clear_and_kept_as_a_digest_only() -> None:
    reference, code = asked()
    assert re.fullmatch(f"[{ids.ALPHABET}]{{8}}", code)
    assert code not in str(list(Reference.objects.values()))
    assert selectors.by_code(code, AT) == reference
    with pytest.raises(Http404):
        selectors.by_code(code, AT + timedelta(days=60))


def test_typing_the_code_again_and_again_opens_the_form_again() -> None:
    reference, code = asked()
    for _time in range(3):
        found = selectors.by_code(code, AT)
        assert selectors.by_proof(found.public_id, found.proof, AT) == reference


def test_sending_again_makes_both_anew_and_keeps_what_was_saved() -> None:
    reference, old = asked()
    proof = reference.proof
    Reference.objects.update(draft={"comment": "half"})
    reference_link.resend(reference=reference, at=AT + timedelta(days=70))
    later = AT + timedelta(days=100)
    assert selectors.by_code(mailed_code(), later).draft == {"comment": "half"}
    with pytest.raises(Http404):
        selectors.by_code(old, AT)
    with pytest.raises(Http404):
        selectors.by_proof(reference.public_id, proof, AT)


def test_two_windows_send_once() -> None:
    reference, _code = asked()
    second = Reference.objects.get(pk=reference.pk)
    at = AT + timedelta(hours=1)
    reference_link.resend(reference=reference, at=at)
    with pytest.raises(Refused):
        reference_link.resend(reference=second, at=at)
    assert Mail.objects.filter(template="reference_request").count() == 2


def test_a_letter_has_a_code_of_its_own_and_leaves_the_mailed_link_alone() -> None:
    reference, mailed = asked()
    token = Mail.objects.get(template="reference_request").context["link"].split("/")[-2]
    code = letter(reference)
    assert selectors.by_code(code, AT) == selectors.by_token(token, AT) == reference
    with pytest.raises(Http404):
        selectors.by_code(mailed, AT)
    event = Event.objects.get(kind="reference.letter_printed")
    assert code not in event.payload


def test_no_letter_without_standing() -> None:
    reference, _code = asked()
    application = reference.person.applications.get()
    with pytest.raises(Refused):
        letter(reference, coordinator=reference.rater)
    with pytest.raises(Refused):
        letter(reference, coordinator=application.person)
    references.cancel(reference=reference)
    with pytest.raises(Refused, match="no longer open"):
        letter(reference)
    with pytest.raises(Refused, match="not asked for this application"):
        reference_link.check_desk(
            reference=ReferenceFactory(),
            application=application,
            coordinator=staff(application.association, "coordinator"),
        )

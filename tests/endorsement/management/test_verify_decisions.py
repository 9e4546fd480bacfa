"""The command names the first broken link of each association's chain, and an erased person breaks none."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from endorsement.models import Event
from endorsement.services import appeal, award, erasure
from lms.backbone.append_only import install_guards, lift_guards
from tests.factories import application as given
from tests.factories.application import AT, staff
from tests.factories.exam import DAY
from tests.factories.outcomes import LETTER

pytestmark = pytest.mark.django_db


def verified() -> str:
    out = StringIO()
    call_command("verify_decisions", stdout=out)
    return out.getvalue()


def _decided() -> None:
    """A publication, an approval with its award and its revocation, a decline and its appeal."""
    approved = given.approved()
    association = approved.association
    coordinator = staff(association, "coordinator")
    award.revoke(endorsement=approved.endorsement, coordinator=coordinator, reason="ethics", at=AT)
    declined = given.decide(given.awaiting_decision(association), "decline", LETTER)
    appeal.file(application=declined, person=declined.person, reasons="Again.", at=AT + DAY)
    declined.refresh_from_db()
    appeal.hear(application=declined, coordinator=coordinator, at=AT + 2 * DAY)


def test_every_decision_is_a_link() -> None:
    _decided()
    kinds = Event.objects.filter(chain_no__isnull=False).order_by("chain_no")
    assert list(kinds.values_list("kind", flat=True))[-5:] == [
        "application.approved",
        "endorsement.granted",
        "endorsement.revoked",
        "application.declined",
        "application.complete",
    ]
    assert ": whole," in verified()


@pytest.mark.parametrize(
    ("sql", "reason"),
    [
        ("UPDATE endorsement_event SET payload = '{}' WHERE id = %s", "changed"),
        ("UPDATE endorsement_event SET actor_ref = NULL WHERE id = %s", "changed"),
        ("DELETE FROM endorsement_event WHERE id = %s", "missing"),
    ],
)
def test_first_broken_link_is_named(sql: str, reason: str) -> None:
    _decided()
    link = Event.objects.get(kind="endorsement.revoked")
    lift_guards()
    with connection.cursor() as cursor:
        cursor.execute(sql, [link.pk])
    install_guards()
    out = StringIO()
    with pytest.raises(CommandError, match="is broken"):
        call_command("verify_decisions", stdout=out)
    assert f"link {link.chain_no} {reason}" in out.getvalue()


def test_erasing_everybody_breaks_nothing() -> None:
    _decided()
    for application in given.Application.objects.select_related("person"):
        erasure.erase(person=application.person, at=AT + 3 * DAY)
    assert ": whole," in verified()

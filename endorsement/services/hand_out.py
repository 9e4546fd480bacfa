"""Owing a hand-out: whoever publishes the words asks, whoever draws PDFs draws."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from endorsement.models import HandOut
from lms.backbone import canonical
from lms.backbone.hints import hint

DRAW_TASK = "certificates.draw_hand_out"


@transaction.atomic
def owe(*, document: Mapping[str, Any], at: datetime) -> HandOut:
    """Owe the PDF of a sheet; owing the same words again changes nothing.

    Effects, in order: the row in the caller's transaction, due at `at`; after commit a hint.
    """
    text = canonical.text(document)
    hand_out: HandOut
    hand_out, made = HandOut.objects.get_or_create(
        digest=canonical.digest(text), defaults={"document": text, "due_at": at}
    )
    if made:
        hint(DRAW_TASK, hand_out.pk)
    return hand_out


def owe_again(*, hand_out: HandOut, at: datetime) -> bool:
    """Owe one again that was drawn or given up and whose file is not there; whether it was."""
    done = (HandOut.State.DONE, HandOut.State.DEAD)
    owed = HandOut.objects.filter(pk=hand_out.pk, state__in=done).update(
        state=HandOut.State.OWED, attempts=0, due_at=at
    )
    if owed:
        hint(DRAW_TASK, hand_out.pk)
    return bool(owed)

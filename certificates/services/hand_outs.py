"""Drawing the hand-outs of lessons: claim, draw, write, finish. Safe twice, at any point of failure."""

import logging
from datetime import datetime

from endorsement.models import HandOut
from endorsement.selectors.hand_out import file_of
from lms.backbone import failures
from lms.backbone.files import write_once

logger = logging.getLogger(__name__)


def draw(*, pk: int, at: datetime) -> bool:
    """Draw an owed hand-out if nobody else does; whether it was drawn now.

    Effects, in order: the row is claimed; the PDF is drawn from it and written under its digest; the row
    is finished. Killed anywhere, the next claim writes the same bytes to the same place. A failure gives
    the row back for a later attempt and after the last one leaves it dead. Never raises for one that
    cannot be drawn.
    """
    # Inside the worker only: the web process loads no PDF engine.
    from certificates.pdf import draw_hand_out

    attempt = HandOut.objects.claim(pk, at=at)
    if attempt is None:
        return False
    hand_out = HandOut.objects.get(pk=pk)
    try:
        write_once(file_of(hand_out), draw_hand_out(hand_out), mode=0o600)
    except Exception as error:  # noqa: BLE001  the row keeps the reason and the schedule
        reason = failures.reason(error)
        logger.warning("hand-out %s attempt %d failed: %s", pk, attempt, reason)
        HandOut.objects.fail(pk, attempt=attempt, at=at, error=reason)
        return False
    return bool(HandOut.objects.finish(pk, attempt=attempt, at=at))


def owed_ids(at: datetime, limit: int = 100) -> list[int]:
    """The hand-outs due by `at`, oldest first, in one query."""
    return list(HandOut.objects.owed(at).values_list("pk", flat=True)[:limit])

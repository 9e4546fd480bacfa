"""One run over everything that people are reminded of."""

import logging
from datetime import datetime

from endorsement.services.notices.gathering import gather
from endorsement.services.notices.kinds import every_kind

logger = logging.getLogger(__name__)


def sweep(*, at: datetime) -> int:
    """Owe what is due by now of every kind, then gather it; how many messages that made or filled.

    A kind that fails is logged and left for the next run; it holds up no other.
    """
    for kind in every_kind():
        try:
            kind.owe(at)
        except Exception:
            logger.exception("Reminders of the kind %s.", kind.name)
    return gather(at=at)

"""One run over everything that people are reminded of."""

from datetime import datetime

from endorsement.services.notices.gathering import gather
from endorsement.services.notices.kinds import every_kind
from lms.backbone import sweeps


def sweep(*, at: datetime) -> int:
    """Owe what is due by now of every kind, then gather it; how many messages that made or filled.

    A kind that fails is logged and left for the next run; it holds up no other.
    """
    for kind in every_kind():
        with sweeps.apart("Reminders of the kind", kind.name):
            kind.owe(at)
    return gather(at=at)

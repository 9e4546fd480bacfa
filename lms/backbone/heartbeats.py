"""Signs of life as rows, so that any web process can tell whether work gets done."""

from datetime import datetime

from lms.backbone.models import Heartbeat

WORKER = "worker"
SCHEDULER = "scheduler"


def beat(name: str, *, at: datetime) -> None:
    """Remember that the process was alive at `at`; an older sign never replaces a newer one."""
    _, made = Heartbeat.objects.get_or_create(name=name, defaults={"beat_at": at})
    if not made:
        Heartbeat.objects.filter(name=name, beat_at__lt=at).update(beat_at=at)


def last_beats() -> dict[str, datetime]:
    """When each process was last alive."""
    return dict(Heartbeat.objects.values_list("name", "beat_at"))

"""Results are not kept longer than was said, and nothing lies on the disk that no row names."""

from datetime import datetime

from lms.backbone.jobs import results
from lms.backbone.models import Job

BATCH = 500


def sweep(*, at: datetime) -> int:
    """Remove expired results, rows nobody asks about any more, and folders without a row.

    Effects, in order: rows whose result expired name no file and hold nothing any more; their folders
    go; rows that were over a month before go; folders without a row go. Returns how many results
    expired.
    """
    expired = _expire(at)
    _forget_old(at)
    _remove_orphans()
    return expired


def _expire(at: datetime) -> int:
    due = Job.objects.filter(state=Job.State.DONE, expires_at__lte=at)
    rows = list(
        due.exclude(result_file="", result={}, params={}).values_list("pk", "public_id")[:BATCH]
    )
    for pk, public_id in rows:
        # Only if nobody has asked for it anew meanwhile.
        mine = Job.objects.filter(pk=pk, state=Job.State.DONE, expires_at__lte=at)
        if mine.update(result_file="", result_name="", result_size=0, result={}, params={}):
            results.remove(public_id)
    return len(rows)


def _forget_old(at: datetime) -> None:
    before = at - results.REMEMBERED
    Job.objects.filter(state=Job.State.DONE, expires_at__lte=before).delete()
    Job.objects.filter(state=Job.State.DEAD, due_at__lte=before).delete()


def _remove_orphans() -> None:
    found = list(results.folders())
    for start in range(0, len(found), BATCH):
        batch = found[start : start + BATCH]
        known = set(Job.objects.filter(public_id__in=batch).values_list("public_id", flat=True))
        for public_id in batch:
            if public_id not in known:
                results.remove(public_id)

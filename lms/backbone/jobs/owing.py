"""Asking for a job, calling it off, trying it again, and forgetting it."""

from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Q

from lms.backbone.hints import hint
from lms.backbone.jobs import results
from lms.backbone.jobs.kinds import kind_of
from lms.backbone.jobs.selectors import latest
from lms.backbone.models import Job, JobPart

RUN_TASK = "backbone.run_job"


@transaction.atomic
def owe(
    *,
    kind: str,
    key: str,
    owner_id: int,
    params: dict[str, Any],
    language: str,
    at: datetime,
) -> Job:
    """Ask for a job; asking again under the same `key` finds the one there is.

    Effects, in order: the row, in the caller's transaction; one that was called off or whose result
    expired begins anew; after commit, a hint to the worker. `params` are ids and codes.

    :raises LookupError: for a kind that no app has named.
    """
    kind_of(kind)
    job, made = Job.objects.get_or_create(
        key=key,
        defaults={
            "kind": kind,
            "owner_id": owner_id,
            "params": params,
            "language": language,
            "due_at": at,
        },
    )
    if made or _begin_anew(job, params=params, at=at):
        job.refresh_from_db()
        hint(RUN_TASK, job.pk)
    return job


@transaction.atomic
def owe_after(
    *,
    kind: str,
    subject: str,
    owner: Any,
    after: str,
    params: dict[str, Any],
    language: str,
    at: datetime,
) -> Job:
    """Ask for a newer result about the subject than the one that was seen.

    `after` is the job that the account saw when asking, empty for none: a second click, or one in
    another tab, finds the job that the first one asked for. Effects, in order: the job; the former
    result expires.

    :raises LookupError: for a kind that no app has named.
    """
    former = latest(owner, kind)
    if former is not None and (former.under_way or former.public_id != after):
        return former
    job = owe(
        kind=kind,
        key=f"{kind}:{subject}:{former.public_id if former else ''}",
        owner_id=owner.pk,
        params=params,
        language=language,
        at=at,
    )
    if former is not None:
        expire(job=former, at=at)
    return job


@transaction.atomic
def cancel(*, job: Job, at: datetime) -> bool:
    """Call a job off; False when it is over already.

    Effects, in order: the row is closed and its parts go, so that whoever works on them stops at the
    next step; after commit, its folder goes.
    """
    canceled = Job.objects.filter(pk=job.pk, state__in=[Job.State.OWED, Job.State.CLAIMED]).update(
        state=Job.State.DONE,
        finished_at=at,
        canceled_at=at,
        lease_until=None,
        checkpoint={},
        expires_at=at + results.REMEMBERED,
    )
    if canceled:
        JobPart.objects.filter(job=job).delete()
        transaction.on_commit(partial(results.remove, job.public_id))
    return bool(canceled)


@transaction.atomic
def expire(*, job: Job, at: datetime) -> bool:
    """End the keeping of a result before its time; False when there is none.

    Effects, in order: the row says that it expired; after commit, its folder goes.
    """
    kept = Job.objects.filter(pk=job.pk, state=Job.State.DONE).exclude(result_file="")
    expired = kept.update(result_file="", result_name="", result_size=0, expires_at=at)
    if expired:
        transaction.on_commit(partial(results.remove, job.public_id))
    return bool(expired)


@transaction.atomic
def retry(*, job: Job, at: datetime) -> bool:
    """Owe a dead job again, from its checkpoint; False when it is not dead (any more)."""
    owed = Job.objects.retry(job.pk, at=at)
    if owed:
        JobPart.objects.filter(job=job).retry_all(at=at)
        hint(RUN_TASK, job.pk)
    return bool(owed)


@transaction.atomic
def forget(*, owner_id: int) -> None:
    """Before an account goes: its jobs go, those that run stop, and after commit their folders go."""
    for job in Job.objects.filter(owner_id=owner_id).only("pk", "public_id"):
        transaction.on_commit(partial(results.remove, job.public_id))
    Job.objects.filter(owner_id=owner_id).delete()


def _begin_anew(job: Job, *, params: dict[str, Any], at: datetime) -> bool:
    over = Q(canceled_at__isnull=False) | Q(expires_at__lte=at)
    anew = bool(
        Job.objects.filter(over, pk=job.pk, state=Job.State.DONE).update(
            state=Job.State.OWED,
            params=params,
            due_at=at,
            attempts=0,
            done=0,
            total=0,
            checkpoint={},
            result={},
            result_file="",
            finished_at=None,
            expires_at=None,
            canceled_at=None,
        )
    )
    if anew:
        JobPart.objects.filter(job=job).delete()
    return anew

"""Jobs for the account that asked for them, for the worker, and for administrators."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import Http404

from lms.backbone.models import Job


def mine(user: Any, public_id: str) -> Job:
    """A job of this account.

    :raises Http404: for everybody else's, administrators included.
    """
    job = Job.objects.filter(owner_id=user.pk, public_id=public_id).first()
    if job is None:
        raise Http404
    return job


def latest(user: Any, kind: str) -> Job | None:
    """The newest job of a kind that this account asked for."""
    rows = Job.objects.filter(owner_id=user.pk, kind=kind)
    return rows.order_by("-created_at", "-pk").first()


def owed_ids(at: datetime, limit: int = 100) -> list[int]:
    """The jobs due by `at`, oldest first, in one query."""
    return list(Job.objects.owed(at).values_list("pk", flat=True)[:limit])


def dead() -> "QuerySet[Job]":
    """What was given up, newest first, without what it is about."""
    rows = Job.objects.filter(state=Job.State.DEAD)
    return rows.defer("params", "checkpoint", "result").order_by("-due_at", "-pk")

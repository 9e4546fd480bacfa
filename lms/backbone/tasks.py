"""What the worker does for the backbone. Each task reads the clock and makes one service call."""

from datetime import UTC, datetime
from typing import Any

from celery import shared_task
from django.utils import timezone

from lms.backbone import heartbeats, jobs, mail
from lms.backbone.hints import wake
from lms.backbone.jobs.owing import RUN_TASK
from lms.backbone.jobs.parts import HELP_TASK

#: Seconds: a message that waited longer is dropped, for the next sweep sends a new one.
SWEEP_EXPIRES = 55


@shared_task(name="backbone.send_mail")
def send_mail(pk: int) -> None:
    """Send one owed message."""
    mail.send_owed_mail(pk, timezone.now())


@shared_task(name=mail.BATCH_TASK)
def send_mails(pks: list[int]) -> None:
    """Send these messages through one connection."""
    mail.send_batch(pks, clock=timezone.now)


@shared_task(name="backbone.sweep_mail")
def sweep_mail() -> int:
    """Wake the worker for what is due, some at a time: hints get lost, mail servers recover."""
    owed = mail.owed_mail_ids(timezone.now())
    some = [owed[at : at + mail.BATCH] for at in range(0, len(owed), mail.BATCH)]
    return wake(mail.BATCH_TASK, some, expires=SWEEP_EXPIRES)


@shared_task(name="backbone.forget_addresses")
def forget_addresses() -> int:
    """Keep to the retention that the inventory of personal data promises."""
    return mail.forget_addresses(at=timezone.now())


@shared_task(name=RUN_TASK)
def run_job(pk: int) -> None:
    """Run one owed job, for a minute or to its end."""
    jobs.run_owed(pk, clock=timezone.now)


@shared_task(name=HELP_TASK)
def help_job(pk: int) -> None:
    """Do one part of a job that several processes share."""
    jobs.help_owed(pk, clock=timezone.now)


@shared_task(name="backbone.sweep_jobs")
def sweep_jobs() -> int:
    """Wake the worker for each job that is due, and for those whose worker was killed."""
    return wake(RUN_TASK, jobs.owed_ids(timezone.now()), expires=SWEEP_EXPIRES)


@shared_task(name="backbone.expire_jobs")
def expire_jobs() -> int:
    """Remove results that are not kept any longer."""
    return jobs.sweep(at=timezone.now())


@shared_task(name="backbone.worker_heartbeat")
def worker_heartbeat() -> None:
    """The worker took a message from the broker and could write to the database."""
    heartbeats.beat(heartbeats.WORKER, at=timezone.now())


@shared_task(name="backbone.scheduler_heartbeat", bind=True)
def scheduler_heartbeat(self: Any) -> None:
    """A message of the scheduler reached the worker: both are alive, and the broker between them.

    The scheduler's sign carries the time it was sent, so a full queue does not make it look younger.
    """
    now = timezone.now()
    heartbeats.beat(heartbeats.WORKER, at=now)
    sent_at = (self.request.headers or {}).get("sent_at")
    heartbeats.beat(
        heartbeats.SCHEDULER,
        at=datetime.fromtimestamp(float(sent_at), UTC) if sent_at else now,
    )

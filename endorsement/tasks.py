"""What the worker does for endorsement; every task is safe to run twice."""

from celery import shared_task
from django.utils import timezone

from endorsement.services import application as applications
from endorsement.services import (
    award,
    chain_heads,
    confirmation,
    cycle_sweep,
    entry_import,
    evidence,
    reminder,
    review_reminder,
)


@shared_task(name="endorsement.sweep_reminders")
def sweep_reminders() -> None:
    """Bring about what the days bring, owe what is due by now, then send what is owed."""
    cycle_sweep.sweep(at=timezone.now())
    reminder.sweep(at=timezone.now())
    reminder.send_owed_notices(at=timezone.now())


@shared_task(name="endorsement.send_notices")
def send_notices() -> None:
    """Send what a sweep has just owed."""
    reminder.send_owed_notices(at=timezone.now())


@shared_task(name="endorsement.sweep_confirmations")
def sweep_confirmations() -> None:
    """Remind whoever has not answered for two weeks, once."""
    confirmation.remind(at=timezone.now())


@shared_task(name="endorsement.sweep_reviews")
def sweep_reviews() -> None:
    """Remind of reviews, as each association's ladder has it."""
    review_reminder.sweep(at=timezone.now())


@shared_task(name="endorsement.sweep_outcomes")
def sweep_outcomes() -> None:
    """End holds and emerging awards whose last day is over."""
    applications.end_holds(at=timezone.now())
    award.end_emerging(at=timezone.now())


@shared_task(name="endorsement.sweep_evidence")
def sweep_evidence() -> None:
    """Delete evidence that no record names any more."""
    evidence.sweep(at=timezone.now())


@shared_task(name="endorsement.sweep_imports")
def sweep_imports() -> None:
    """Delete uploaded tables that nobody confirmed in time."""
    entry_import.sweep(at=timezone.now())


@shared_task(name="endorsement.export_chain_heads")
def export_chain_heads() -> None:
    """Keep today's heads of the decision chains outside the database."""
    chain_heads.export(at=timezone.now())

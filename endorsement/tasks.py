"""What the worker does for endorsement; every task is safe to run twice."""

from celery import shared_task
from django.utils import timezone

from endorsement.services import application as applications
from endorsement.services import (
    award,
    chain_heads,
    cycle_sweep,
    entry_import,
    evidence,
    people_import,
)
from endorsement.services.notices import sweeping


@shared_task(name="endorsement.sweep_reminders")
def sweep_reminders() -> None:
    """Bring about what the days bring, owe what is due by now, of every kind, then gather it."""
    cycle_sweep.sweep(at=timezone.now())
    sweeping.sweep(at=timezone.now())


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
    people_import.sweep(at=timezone.now())


@shared_task(name="endorsement.export_chain_heads")
def export_chain_heads() -> None:
    """Keep today's heads of the decision chains outside the database."""
    chain_heads.export(at=timezone.now())

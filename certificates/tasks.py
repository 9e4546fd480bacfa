"""The worker's side: each task makes one service call and is safe twice."""

from celery import shared_task
from django.utils import timezone

from certificates.services import designs, hand_outs, issuing, repairing, status, sweeping
from lms.backbone.hints import wake

#: A message no worker took by then is dropped, for the next sweep sends a new one.
SWEEP_SECONDS = 55


@shared_task(name="certificates.issue")
def issue(pk: int) -> None:
    issuing.issue(pk=pk, at=timezone.now())


@shared_task(name="certificates.sweep")
def sweep() -> None:
    """Wake a worker for every certificate that is owed and that no hint reached.

    Published designs are proved first, so that what is issued by this sweep is printed in them.
    """
    designs.prove_owed(at=timezone.now())
    wake("certificates.issue", issuing.owed_ids(timezone.now()), expires=SWEEP_SECONDS)


@shared_task(name="certificates.publish_status")
def publish_status() -> None:
    """Sign the status lists anew in which something changed."""
    status.publish(at=timezone.now())


@shared_task(name="certificates.prove_design")
def prove_design(pk: int) -> None:
    designs.prove(pk=pk, at=timezone.now())


@shared_task(name="certificates.draw_hand_out")
def draw_hand_out(pk: int) -> None:
    hand_outs.draw(pk=pk, at=timezone.now())


@shared_task(name="certificates.sweep_hand_outs")
def sweep_hand_outs() -> None:
    """Wake a worker for every hand-out that is owed and that no hint reached."""
    wake("certificates.draw_hand_out", hand_outs.owed_ids(timezone.now()), expires=SWEEP_SECONDS)


@shared_task(name="certificates.repair")
def repair() -> None:
    """Owe certificates for what the ledger and the awards say and no row testifies to."""
    repairing.repair(at=timezone.now())


@shared_task(name="certificates.sweep_files")
def sweep_files() -> None:
    """Remove files that no certificate needs."""
    sweeping.remove_orphans()


@shared_task(name="certificates.sweep_pictures")
def sweep_pictures() -> None:
    """Remove pictures that no version of a design names any more."""
    sweeping.remove_pictures(at=timezone.now())

"""Publishing designs: frozen at once, proved by the worker, used only when they can be drawn."""

import logging
from datetime import datetime

from django.db import transaction

from certificates import pictures
from certificates.models import Design, PublishedDesign
from certificates.payload import organization_of
from certificates.services import design_news
from lms.backbone import canonical, failures
from lms.backbone.hints import hint

logger = logging.getLogger(__name__)
PROVE_TASK = "certificates.prove_design"


@transaction.atomic
def freeze(*, design: Design, at: datetime) -> PublishedDesign:
    """A design was published: keep what it says now, owed its proof; the same content is one row.

    Effects, in order: the frozen row, made or put in front again; rows of the same design that were of
    another kind or association are withdrawn; after commit, a hint to the worker.
    """
    text = canonical.text(design.document())
    row, made = PublishedDesign.objects.get_or_create(
        sha256=canonical.digest(text),
        defaults={
            "design": design,
            "association": design.association,
            "kind": design.kind,
            "document": text,
            "published_at": at,
            "due_at": at,
        },
    )
    if not made:
        PublishedDesign.objects.filter(pk=row.pk).update(
            design=design, published_at=at, withdrawn_at=None
        )
        PublishedDesign.objects.retry(row.pk, at=at)
    PublishedDesign.objects.filter(design=design).exclude(
        kind=design.kind, association=design.association
    ).update(withdrawn_at=at)
    hint(PROVE_TASK, row.pk)
    return row


def withdraw(*, design: Design, at: datetime) -> int:
    """The design was taken off: it is used for nothing new. What was issued with it stays as it is."""
    return PublishedDesign.objects.filter(design=design, withdrawn_at__isnull=True).update(
        withdrawn_at=at
    )


def prove(*, pk: int, at: datetime) -> bool:
    """Draw samples in a published design; whether it may be used from now on.

    Effects, in order: the row is claimed; samples are drawn; the row is finished, or closed with what
    went wrong and coordinators and authors are owed a mail. A disk that does not answer is tried again
    later. Never raises for a design that cannot be drawn.
    """
    attempt = PublishedDesign.objects.claim(pk, at=at)
    if attempt is None:
        return False
    row = PublishedDesign.objects.select_related("association").get(pk=pk)
    try:
        _draw_samples(row)
    except Exception as error:  # noqa: BLE001  whatever a design does, it stops nothing
        if pictures.is_the_disk_s(error):
            logger.warning("design %s waits: %s", row, failures.trail(error))
            PublishedDesign.objects.fail(pk, attempt=attempt, at=at, error=failures.reason(error))
        else:
            blame(design=row, error=error, at=at)
        return False
    return PublishedDesign.objects.finish(pk, attempt=attempt, at=at)


def prove_owed(*, at: datetime, limit: int = 20) -> int:
    """Prove what is due in this process, oldest first; how many may be used now."""
    due = list(PublishedDesign.objects.owed(at).values_list("pk", flat=True)[:limit])
    return sum(prove(pk=pk, at=at) for pk in due)


@transaction.atomic
def blame(*, design: PublishedDesign, error: Exception, at: datetime) -> None:
    """Use a design no longer, because it cannot be drawn, and tell whose it is, once.

    Effects, in order: the row is closed with the reason; a mail is owed to each of them.
    """
    reason = failures.reason(error)[:500]
    logger.warning("design %s cannot be drawn: %s (%s)", design, reason, failures.trail(error))
    closed = (
        PublishedDesign.objects.filter(pk=design.pk)
        .exclude(state=PublishedDesign.State.DEAD)
        .update(
            state=PublishedDesign.State.DEAD,
            lease_until=None,
            last_error=reason,
        )
    )
    if closed:
        design_news.tell_cannot_be_drawn(design=design, error=reason, at=at)


def _draw_samples(row: PublishedDesign) -> None:
    # Inside the worker only: the web process never loads the PDF engine.
    from certificates import drafts
    from certificates.pdf import draw

    document = row.says
    for digest in pictures.named_by(document):
        pictures.content_of(digest)
    for mode in drafts.PROOFS:
        draw(drafts.certificate(document, mode, organization_of(row.association)))

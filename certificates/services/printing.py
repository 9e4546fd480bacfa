"""Printing: a certificate in the newest design that can draw it. No design can stop it."""

from datetime import datetime

from django.db.models import F, Q

from certificates import pictures
from certificates.models import Certificate, PublishedDesign
from certificates.services.designs import blame

#: How many earlier states of a design are tried when the newest fails.
MOST_TRIED = 3


def printed(certificate: Certificate, *, at: datetime, restyle: bool = False) -> bytes:
    """The PDF; `certificate.design` then says what it is printed in. Nothing but a bad design is saved.

    What was issued keeps its design, unless it is to be restyled. Anything else gets the newest published
    one of its association and kind, or else the platform's, or else the one that ships. A design that
    fails where the one that ships does not is closed and told, and the one before it is tried; for one
    that was issued, last of all the one it had.

    :raises Exception: whatever drawing raises when even the design that ships fails: then it is the
        certificate's own fault.
    """
    # Inside the worker only: the web process loads no PDF engine and never signs.
    from certificates.assembling import assembled

    plain: bytes | None = None
    for design in _candidates(certificate, restyle):
        certificate.design = design
        try:
            return assembled(certificate)
        except Exception as error:
            if pictures.is_the_disk_s(error):
                raise
            certificate.design = None
            plain = plain or assembled(certificate)
            blame(design=design, error=error, at=at)
    certificate.design = None
    return plain or assembled(certificate)


def _candidates(certificate: Certificate, restyle: bool) -> list[PublishedDesign]:
    had = [certificate.design] if certificate.issued_at and certificate.design else []
    if certificate.issued_at is not None and not restyle:
        return had
    newest = in_use(certificate.kind, certificate.association_id)[:MOST_TRIED]
    # Without any, the one that ships is the newest.
    return [*newest, *(one for one in had if one not in newest)] if newest else []


def in_use(kind: str, association_id: int | None) -> list[PublishedDesign]:
    """What a certificate of this kind is printed in: the association's before the platform's, the
    newest first; only what was proved and not taken off."""
    return list(
        PublishedDesign.objects.filter(
            Q(association=association_id) | Q(association__isnull=True),
            kind=kind,
            state=PublishedDesign.State.DONE,
            withdrawn_at__isnull=True,
        )
        .select_related("association")
        .order_by(F("association").asc(nulls_last=True), "-published_at", "-pk")[: 2 * MOST_TRIED]
    )

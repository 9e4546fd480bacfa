"""Certificates, owed through the real service."""

import datetime
from typing import Any

from certificates.models import Certificate
from certificates.services import owing
from endorsement.models import Endorsement, LedgerEntry
from tests.factories.award import CycleFactory, EndorsementFactory
from tests.factories.ledger import EntryFactory

AT = datetime.datetime(2026, 6, 1, 15, tzinfo=datetime.UTC)


def owed_completion(at: datetime.datetime = AT, **entry: Any) -> Certificate:
    """An owed certificate of completion of a fresh training."""
    row: LedgerEntry = EntryFactory(system=True, **entry)
    certificate = owing.owe_for_entry(entry=row, at=at)
    assert certificate is not None
    return certificate


def owed_endorsement(at: datetime.datetime = AT, **endorsement: Any) -> Certificate:
    """An owed certificate of a fresh endorsement with its first cycle."""
    row: Endorsement = EndorsementFactory(**endorsement)
    CycleFactory(endorsement=row)
    return owing.owe_for_endorsement(endorsement=row, at=at)


def as_issued(certificate: Certificate, at: datetime.datetime = AT) -> Certificate:
    """The row as if its PDF had been drawn, for tests that look at everything but the PDF."""
    Certificate.objects.filter(pk=certificate.pk).update(
        state=Certificate.State.DONE, issued_at=at, finished_at=at, pdf_sha256="0" * 64
    )
    certificate.refresh_from_db()
    return certificate


def drawn(certificate: Certificate, at: datetime.datetime = AT) -> Certificate:
    """The row after the worker's turn, PDF and all."""
    from certificates.services import issuing

    assert issuing.issue(pk=certificate.pk, at=at)
    certificate.refresh_from_db()
    return certificate


def content_of(certificate: Certificate) -> bytes:
    """The drawn file."""
    from certificates import files

    return files.path_of(certificate.number).read_bytes()

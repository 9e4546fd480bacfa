"""The second sweep: whatever should have a certificate and has none is owed one."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat

from certificates.models import Certificate
from certificates.services import owing
from endorsement.models import Endorsement, LedgerEntry, RenewalCycle
from lms.backbone import sweeps

BATCH = 500


def repair(*, at: datetime, batch: int = BATCH) -> int:
    """Owe what the receivers missed, at most `batch` of each kind; how many were owed.

    The comparison costs one query a kind, however long the ledger is; only a gap costs more. What cannot
    be owed holds up nothing else.
    """
    found: list[tuple[Iterable[Any], Callable[[Any], object]]] = [
        (trainings(), lambda entry: owing.owe_for_entry(entry=entry, at=at)),
        (achievements(), lambda entry: owing.owe_for_achievement(entry=entry, at=at)),
        (awards(), lambda award: owing.owe_for_endorsement(endorsement=award, at=at)),
        (renewals(), lambda cycle: owing.owe_for_cycle(cycle=cycle, at=at)),
    ]
    owed = 0
    for rows, owe in found:
        for row in list(rows[:batch]):  # type: ignore[index]
            with sweeps.apart(f"Certificate owed for {row._meta.verbose_name}", row.pk):
                owe(row)
                owed += 1
    return owed


def trainings() -> QuerySet[LedgerEntry]:
    """Trainings recorded by the platform itself that have no certificate, and were not taken back since."""
    return (
        LedgerEntry.objects.filter(
            kind=LedgerEntry.Kind.TRAINING,
            origin=LedgerEntry.Origin.SYSTEM,
            corrects__isnull=True,
            corrected_by__isnull=True,
            permanent_at__isnull=False,
        )
        .annotate(subject=_subject("entry:", "public_id"))
        .filter(~_certified(Certificate.Kind.COMPLETION))
        .select_related("person", "detail")
        .order_by("pk")
    )


def achievements() -> QuerySet[LedgerEntry]:
    """Learning paths with a certificate of their own, and attendance, that have none."""
    return (
        LedgerEntry.objects.filter(
            kind=LedgerEntry.Kind.ACHIEVEMENT,
            origin=LedgerEntry.Origin.SYSTEM,
            corrects__isnull=True,
            corrected_by__isnull=True,
            permanent_at__isnull=False,
            attributes__certified=True,
        )
        .annotate(subject=_subject("entry:", "public_id"))
        .filter(~_certified(Certificate.Kind.PATH, Certificate.Kind.ATTENDANCE))
        .select_related("person", "detail")
        .order_by("pk")
    )


def awards() -> QuerySet[Endorsement]:
    """Endorsements that have no certificate; one that is only emerging has none to come, nor has one
    of before that nobody asked to have certified here."""
    return (
        Endorsement.objects.filter(
            Q(imported_at__isnull=True) | Q(certify_at__isnull=False), emerging=False
        )
        .annotate(subject=_subject("endorsement:", "public_id"))
        .filter(~_certified(Certificate.Kind.ENDORSEMENT))
        .select_related("person", "association", "edition__scheme")
        .order_by("pk")
    )


def renewals() -> QuerySet[RenewalCycle]:
    """Cycles that a renewal began, which follow another one, and have no certificate."""
    former = RenewalCycle.objects.filter(
        endorsement=OuterRef("endorsement"), number=OuterRef("number") - 1
    )
    return (
        RenewalCycle.objects.filter(Exists(former), number__gt=1)
        .annotate(
            subject=Concat(
                Value("cycle:"),
                "endorsement__public_id",
                Value(":"),
                Cast("number", CharField()),
                output_field=CharField(),
            )
        )
        .filter(~_certified(Certificate.Kind.RENEWAL))
        .select_related(
            "endorsement__person", "endorsement__association", "endorsement__edition__scheme"
        )
        .order_by("pk")
    )


def _subject(prefix: str, field: str) -> Concat:
    return Concat(Value(prefix), field, output_field=CharField())


def _certified(*kinds: str) -> Exists:
    return Exists(Certificate.objects.filter(kind__in=kinds, subject=OuterRef("subject")))

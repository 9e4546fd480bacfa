"""How certificates stand at a moment, and what of the holder the public may see."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Prefetch

from certificates.models import Certificate
from certificates.names import initials
from certificates.selectors.holder import document_of
from certificates.verification import Facts, Standing, Verdict, judge
from endorsement.models import Endorsement, LedgerEntry, RenewalCycle
from lms.backbone.ids import is_certificate_number, normalize

OF_ENDORSEMENTS = (Certificate.Kind.ENDORSEMENT, Certificate.Kind.RENEWAL)


@dataclass(frozen=True)
class Checked:
    """A certificate as the public sees it, at one moment."""

    certificate: Certificate
    document: dict[str, Any]
    verdict: Verdict
    #: Last day it is good for, empty where there is none.
    valid_through: date | None
    #: For the certificate of one period: the endorsement itself is good through this later day.
    renewed_through: date | None
    holder: str

    @property
    def stands(self) -> bool:
        return self.verdict.standing == Standing.VALID


def checked(typed: str, *, at: datetime) -> Checked | None:
    """What stands behind a number as typed from paper, or None when there is no such certificate."""
    number = normalize(typed)
    if not is_certificate_number(number):
        return None
    certificate = (
        Certificate.objects.select_related("association")
        .filter(number=number, issued_at__isnull=False)
        .first()
    )
    return standing_of(certificate, at=at) if certificate else None


def standing_of(certificate: Certificate, *, at: datetime) -> Checked:
    """The certificate's standing on the day it is in its association's time zone."""
    return standings_of([certificate], at=at)[0]


def standings_of(certificates: Sequence[Certificate], *, at: datetime) -> list[Checked]:
    """The same of several, in their order, in three queries at most."""
    behind = _endorsements_behind(certificates)
    corrected = _corrected_among(certificates)
    return [
        _checked(one, behind.get(about(one)), corrected=about(one) in corrected, at=at)
        for one in certificates
    ]


def about(certificate: Certificate) -> str:
    """The public id of the entry or endorsement that a certificate testifies to."""
    return certificate.subject.split(":")[1]


def day_of(certificate: Certificate, at: datetime) -> date:
    """The calendar day where its association is, or where its holder was."""
    association = certificate.association
    zone = association.time_zone if association else document_of(certificate)["zone"]
    return at.astimezone(ZoneInfo(zone)).date()


def _checked(
    certificate: Certificate, endorsement: Endorsement | None, *, corrected: bool, at: datetime
) -> Checked:
    document = document_of(certificate)
    current = endorsement.cycles.all()[0] if endorsement and endorsement.cycles.all() else None
    valid_through, renewed_through = certificate.valid_through_on, None
    if current and certificate.kind == Certificate.Kind.ENDORSEMENT:
        valid_through = current.due_on
    elif current and valid_through and current.due_on > valid_through:
        renewed_through = current.due_on
    verdict = judge(
        Facts(
            today=day_of(certificate, at),
            superseded=certificate.superseded_by_id is not None,
            revoked_reason=certificate.revoked_reason,
            record_corrected=corrected,
            endorsement_state=endorsement.state if endorsement else "",
            valid_through=valid_through,
        )
    )
    return Checked(
        certificate=certificate,
        document=document,
        verdict=verdict,
        valid_through=valid_through,
        renewed_through=renewed_through,
        holder="" if verdict.standing == Standing.SUPERSEDED else holder_shown(certificate),
    )


def holder_shown(certificate: Certificate) -> str:
    """The holder's name as far as the holder lets the public see it; empty when it is hidden."""
    if certificate.name_shown == Certificate.NameShown.FULL:
        return certificate.name_as_issued
    if certificate.name_shown == Certificate.NameShown.INITIALS:
        return initials(certificate.name_as_issued)
    return ""


def _endorsements_behind(certificates: Iterable[Certificate]) -> dict[str, Endorsement]:
    """By public id, each with its cycles, the newest first."""
    ids = {about(one) for one in certificates if one.kind in OF_ENDORSEMENTS}
    if not ids:
        return {}
    newest_first = Prefetch("cycles", RenewalCycle.objects.order_by("-number"))
    found = Endorsement.objects.filter(public_id__in=ids).prefetch_related(newest_first)
    return {one.public_id: one for one in found}


def _corrected_among(certificates: Iterable[Certificate]) -> set[str]:
    """The public ids of the entries behind them that were corrected since."""
    entries = {about(one) for one in certificates if one.subject.startswith("entry:")}
    if not entries:
        return set()
    corrections = LedgerEntry.objects.filter(corrects__public_id__in=entries)
    return set(corrections.values_list("corrects__public_id", flat=True))

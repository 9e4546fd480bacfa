"""How certificates stand at a moment, and what of the holder the public may see."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Prefetch

from certificates.models import Certificate
from certificates.names import initials
from certificates.selectors.holder import document_of, says_present_name
from certificates.verification import Facts, Standing, Verdict, judge
from endorsement.models import Endorsement, LedgerEntry, Renewal, RenewalCycle
from lms.backbone.ids import is_certificate_number, normalize

OF_ENDORSEMENTS = (Certificate.Kind.ENDORSEMENT, Certificate.Kind.RENEWAL)
#: Of these nothing more is told: neither a name nor how the endorsement behind them is.
OVER = (Standing.SUPERSEDED, Standing.NOT_VALID)


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
    #: Whether the endorsement itself is in force today; empty where there is none, or nothing to tell.
    endorsement_holds: bool | None
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
        Certificate.objects.select_related("association", "person")
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
    today = day_of(certificate, at)
    newest = newest_of(endorsement) if endorsement else None
    period = _period_of(certificate, endorsement) if endorsement else None
    valid_through = period.due_on if period else certificate.valid_through_on
    verdict = judge(
        Facts(
            today=today,
            superseded=certificate.superseded_by_id is not None,
            revoked_reason=certificate.revoked_reason,
            record_corrected=corrected,
            endorsement_state=endorsement.state if endorsement else "",
            valid_through=valid_through,
        )
    )
    holds = holds_on(endorsement, today) if endorsement else None
    goes_on = holds and newest is not None and period is not None and newest.number > period.number
    return Checked(
        certificate=certificate,
        document=document_of(certificate),
        verdict=verdict,
        valid_through=valid_through,
        renewed_through=newest.due_on if goes_on and newest and newest.due_on >= today else None,
        endorsement_holds=None if verdict.standing in OVER else holds,
        holder="" if verdict.standing == Standing.SUPERSEDED else holder_shown(certificate),
    )


def newest_of(endorsement: Endorsement) -> RenewalCycle | None:
    """Its newest period; `cycles` are prefetched with the newest first."""
    return next(iter(endorsement.cycles.all()), None)


def holds_on(endorsement: Endorsement, today: date) -> bool:
    """Whether it is in force: on its days of grace too, as the registry says, and while a renewal that
    was handed in waits for its decision. The `cycles` are prefetched with their renewals."""
    if endorsement.state != Endorsement.State.ACTIVE:
        return False
    newest = newest_of(endorsement)
    if newest is None or today <= newest.grace_through or today < newest.removed_on:
        return True
    renewal = getattr(newest, "renewal", None)
    return renewal is not None and renewal.state == Renewal.State.HANDED_IN


def cycles_of() -> Prefetch:
    """The periods of endorsements, the newest first, each with its renewal."""
    newest_first = RenewalCycle.objects.select_related("renewal").order_by("-number")
    return Prefetch("cycles", newest_first)


def _period_of(certificate: Certificate, endorsement: Endorsement) -> RenewalCycle | None:
    """The one that it is good for: an award's is the newest; a renewal's has its number, and may have
    been made longer since."""
    if certificate.kind == Certificate.Kind.ENDORSEMENT:
        return newest_of(endorsement)
    number = certificate.subject.rpartition(":")[2]
    return next((one for one in endorsement.cycles.all() if str(one.number) == number), None)


def holder_shown(certificate: Certificate) -> str:
    """The holder's name as far as the holder lets the public see it; empty when it is hidden.

    Empty, too, unless the name as issued is the one that the holder's details say now: a former name is
    no longer the public's, from the moment on in which it is a former one.
    """
    if not says_present_name(certificate):
        return ""
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
    found = Endorsement.objects.filter(public_id__in=ids).prefetch_related(cycles_of())
    return {one.public_id: one for one in found}


def _corrected_among(certificates: Iterable[Certificate]) -> set[str]:
    """The public ids of the entries behind them that were corrected since."""
    entries = {about(one) for one in certificates if one.subject.startswith("entry:")}
    if not entries:
        return set()
    corrections = LedgerEntry.objects.filter(corrects__public_id__in=entries)
    return set(corrections.values_list("corrects__public_id", flat=True))

"""A renewal that was handed in, with everything a decision needs; whether it is clean, and if not, why."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.utils.translation import gettext_lazy as _

from endorsement.models import Association, Belonging, Overlay, Person, Renewal, RenewalDocument
from endorsement.selectors import belongings, renewal_fees, renewals
from endorsement.selectors.overlays import overlay_of
from endorsement.selectors.renewal_fees import Owed
from endorsement.selectors.renewals import Judged

_SENTENCES = {
    "missing": _("Something that is asked for is missing."),
    "open": _("A question is open that the association has to answer first."),
    "owed": _("The fee is not recorded yet."),
    "membership": _("No membership that is good on this day is on record."),
    "sanction": _("The holder did not attest that no licensing board has acted against them."),
    "reinstated": _("The holder was reinstated before, so this renewal is always audited."),
}


@dataclass(frozen=True)
class Membership:
    """Whether the association asks for membership, and the proof that holds on the day, if any."""

    rule: str
    proof: Belonging | None

    @property
    def asked(self) -> bool:
        return self.rule != Overlay.MembershipRule.NONE

    @property
    def required(self) -> bool:
        return self.rule == Overlay.MembershipRule.REQUIRED

    @property
    def lacking(self) -> bool:
        return self.required and self.proof is None


def membership(person: Person, association: Association, on: date) -> Membership:
    """The person's membership on the day, as the association asks for it."""
    overlay = overlay_of(association)
    rule = overlay.membership_rule if overlay else Overlay.MembershipRule.NONE
    if rule == Overlay.MembershipRule.NONE:
        return Membership(rule, None)
    return Membership(rule, next(iter(belongings.proofs(person, association, on)), None))


@dataclass(frozen=True)
class Look:
    """What was handed in, as it is to be decided on a day."""

    renewal: Renewal
    document: RenewalDocument
    found: Judged
    owed: Owed
    member: Membership

    @cached_property
    def stains(self) -> list[str]:
        """Codes of what keeps it from being approved by rule; none where it is clean."""
        standing, evidence = self.found.standing, self.found.evidence
        present = {
            "missing": bool(standing.missing),
            "open": bool(standing.open),
            "owed": self.owed.terms.payment_first and not self.owed.settled,
            "membership": self.member.lacking,
            "sanction": self.found.asks_sanctions and not self.document.no_sanction,
            "reinstated": self.found.cycle.reinstated and evidence.audit_reinstated,
        }
        return [code for code, there in present.items() if there]

    @property
    def by_rule(self) -> bool:
        """Whether the association lets it be approved by rule."""
        return self.owed.terms.approve_clean and not self.stains


def look(renewal: Renewal, on: date) -> Look | None:
    """None while nothing is handed in, also where it was taken back, or once it was erased."""
    document = renewals.document_of(renewal)
    if document is None or not document.snapshot:
        return None
    cycle = renewal.cycle
    return Look(
        renewal=renewal,
        document=document,
        found=renewals.judged_document(cycle, renewal, document),
        owed=renewal_fees.owed(cycle, on),
        member=membership(renewal.person, renewal.association, on),
    )


def sentence(code: str) -> Any:
    return _SENTENCES[code]

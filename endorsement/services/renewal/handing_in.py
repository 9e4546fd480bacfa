"""What the holder does: attest, and hand in what the ledger already says."""

import json
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from endorsement import wording
from endorsement.models import Endorsement, Person, Renewal, RenewalCycle, RenewalDocument
from endorsement.refusals import Refused
from endorsement.rules import reopening
from endorsement.rules.renewing import Action, Role
from endorsement.selectors import editions, renewals
from endorsement.selectors.renewals import Judged, Timing
from endorsement.services.renewal import days
from endorsement.services.renewal.freezing import freeze
from endorsement.services.renewal.moving import begun, move
from endorsement.services.renewal.renewed import approve_if_clean, note_stains
from endorsement.services.renewal.telling import tell_holder
from lms.backbone import canonical

State = Renewal.State


@dataclass(frozen=True, kw_only=True)
class Attestation:
    """What the holder signs: that what is handed in is true; and, where the edition asks for it, that no
    licensing board has acted against them."""

    true: bool = False
    no_sanction: bool = False


@transaction.atomic
def hand_in(
    *, endorsement: Endorsement, person: Person, number: int, attested: Attestation, at: datetime
) -> Renewal:
    """Freeze the portfolio and hand in the renewal of the cycle with this number, the one on the page.

    Handing in twice (a double click, a second tab) hands in once. After a question about some
    requirements only these are open: everything else stays as it was handed in before.

    Effects, in order: the cycle is locked; the person's own entries that counted become permanent; the
    document and its digest are kept; the state moves, which is a link of the chain; the days of the
    cycle stand still until the association has decided; where the association says so a clean renewal
    is approved by rule; the holder is owed one mail, about whichever it came to.

    :raises Refused: for anybody but the holder, outside the window and its days of grace (where the
        association is), for an endorsement that is not active, without the attestation, and while
        something is missing.
    """
    if endorsement.person_id != person.pk:
        raise Refused(_("Only the person who holds an endorsement can renew it."))
    cycle = renewals.of_holder(person).filter(endorsement=endorsement, number=number).first()
    if cycle is None or editions.parsed(cycle.governing_edition).renewal is None:
        raise Refused(_("There is nothing to renew here. Open the renewal from your endorsements."))
    renewal = begun(cycle)
    if renewal.state in (State.HANDED_IN, State.APPROVED):
        return renewal
    today = renewal.association.day_of(at)
    found = renewals.judged(renewal.cycle, today)
    _refuse_unless_possible(found)
    if renewal.state == State.DECLINED:
        raise Refused(
            _("This renewal was declined. Questions? Write to %(contact)s.")
            % {"contact": renewal.association.contact_email}
        )
    _refuse_what_is_missing(found, attested)
    document = _freeze(renewal, found, attested, at)
    renewal = move(
        renewal,
        action=Action.HAND_IN,
        role=Role.HOLDER,
        actor=person,
        at=at,
        payload={
            "number": document.number,
            "sha256": document.sha256,
            "attested": document.attested,
            "on": today,
        },
        # What was handed in on time and returned is still on time.
        handed_in_on=renewal.handed_in_on or today,
    )
    days.stand_still(renewal.cycle)
    note_stains(renewal, today)
    if approved := approve_if_clean(renewal, at=at):
        return approved
    tell_holder(renewal, "renewal_handed_in", at=at)
    return renewal


def _freeze(
    renewal: Renewal, found: Judged, attested: Attestation, at: datetime
) -> RenewalDocument:
    """Keep what is handed in, with what it counted; what it rests on is corrected from now on."""
    former = renewals.document_of(renewal)
    snapshot = canonical.text(_open_part(renewal, found, former, freeze(found, at=at)))
    document = RenewalDocument(
        renewal=renewal,
        number=renewal.documents.count() + 1,
        snapshot=snapshot,
        sha256=canonical.digest(snapshot),
        as_of_on=found.on,
        attested=found.evidence.attested,
        no_sanction=attested.no_sanction,
        reopened=renewal.reopened,
        handed_in_at=at,
    )
    judged = renewals.judged_document(renewal.cycle, renewal, document)
    keys = {entry.key for entry in judged.portfolio.entries}
    document.counted = sorted(judged.counted & keys)
    document.save(force_insert=True)
    return document


def _open_part(
    renewal: Renewal,
    found: Judged,
    former: RenewalDocument | None,
    now: dict[str, object],
) -> dict[str, object]:
    if former is None or not renewal.reopened or not former.snapshot:
        return now
    parts = reopening.parts_of(found.requirement, renewal.reopened)
    return reopening.reopened(json.loads(former.snapshot), now, parts)


def _refuse_what_is_missing(found: Judged, attested: Attestation) -> None:
    missing = found.standing.missing
    if missing:
        names = found.names()
        titles = [wording.title(one, names) for one in missing]
        raise Refused(
            _("Not everything is there yet. Still open: %(missing)s.")
            % {"missing": "; ".join(titles)}
        )
    if not attested.true:
        raise Refused(_("Please attest that what you hand in is true."), field="true")


def _refuse_unless_possible(found: Judged) -> None:
    endorsement = found.cycle.endorsement
    association = endorsement.association
    if found.cycle.state == RenewalCycle.State.LAPSED or found.timing is Timing.LATE:
        raise Refused(_too_late(found))
    if endorsement.state == Endorsement.State.REVOKED:
        raise Refused(
            _(
                "This endorsement is no longer valid and cannot be renewed. Questions? Write to "
                "%(contact)s."
            )
            % {"contact": association.contact_email}
        )
    if endorsement.state != Endorsement.State.ACTIVE:
        raise Refused(
            _(
                "This endorsement is “%(state)s”, so there is nothing to renew now. %(association)s "
                "will tell you how to take it up again; write to %(contact)s."
            )
            % {
                "state": endorsement.get_state_display(),
                "association": association.name,
                "contact": association.contact_email,
            }
        )
    if found.timing is Timing.EARLY:
        raise Refused(
            _("It is too early: this endorsement can be renewed from %(day)s on.")
            % {"day": date_format(found.cycle.opens_on)}
        )


def _too_late(found: Judged) -> str:
    association = found.cycle.endorsement.association
    return _(
        "It is too late to renew here: it was possible through %(day)s. %(association)s will tell you "
        "how to take your endorsement up again; write to %(contact)s."
    ) % {
        "day": date_format(found.cycle.grace_through),
        "association": association.name,
        "contact": association.contact_email,
    }

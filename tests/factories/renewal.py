"""Endorsements in their cycles, and what their renewals ask for."""

import datetime
from copy import deepcopy
from typing import Any

from endorsement.models import (
    Association,
    Edition,
    Endorsement,
    Renewal,
    RenewalCycle,
    RenewalTerms,
)
from endorsement.rules.files import SCHEMES, load_edition_document
from endorsement.selectors import editions
from endorsement.services import cycle as cycles
from endorsement.services import renewal as renewals
from endorsement.services import signature
from endorsement.services.scheme import import_scheme
from tests.factories.award import EndorsementFactory
from tests.factories.ledger import EntryFactory
from tests.factories.scheme import PUBLISHED, association_with_scheme, sample_edition


def held(edition: Edition | None = None, **more: Any) -> Endorsement:
    """An endorsement of the sample scheme in its first cycle.

    Awarded in May 2026, it is renewed from October 2, 2027, due on December 31 and lapses after
    January 30.
    """
    endorsement: Endorsement = EndorsementFactory(
        **{
            "association": association_with_scheme(),
            "edition": edition or sample_edition(),
            "category": "first_steps",
            **more,
        }
    )
    rule = editions.parsed(endorsement.edition).renewal
    assert rule is not None
    cycles.begin_cycle(endorsement=endorsement, rule=rule)
    return endorsement


def changed_edition(
    code: str,
    *,
    renewal: dict[str, Any] | None = None,
    without_tree: tuple[str, ...] = (),
    begins: datetime.date | None = None,
    reinstatement: dict[str, Any] | None = None,
    **more: Any,
) -> Edition:
    """The sample scheme's edition with other renewal data, or without a category's renewal tree.

    Empty renewal data mean that nothing is ever renewed. One that begins on another day ends its
    predecessor; `reinstatement` is what the first category asks of a return.
    """
    document = deepcopy(load_edition_document(SCHEMES / "sample.yaml")[0])
    document["edition"]["code"] = code
    if begins:
        document["edition"]["effective_from"] = begins.isoformat()
    if reinstatement:
        document["categories"]["first_steps"]["reinstatement"] = reinstatement
    document.update(more)
    if renewal == {}:
        del document["renewal"]
        without_tree = tuple(document["categories"])
    else:
        document["renewal"].update(renewal or {})
    for category in without_tree:
        del document["categories"][category]["renewal"]
    return import_scheme(document=document, at=PUBLISHED)


def noon(day: datetime.date) -> datetime.datetime:
    """Noon in Chicago or an hour beside it."""
    return datetime.datetime.combine(day, datetime.time(18), datetime.UTC)


def train(cycle: RenewalCycle) -> None:
    """The hours that the first category's renewal asks for, on the cycle's first day."""
    EntryFactory(
        person=cycle.endorsement.person,
        first_on=cycle.starts_on,
        hours="6.00",
        topics={"dei": "1.00"},
    )


def sign(cycle: RenewalCycle, on: datetime.date | None = None) -> None:
    """The code of ethics, signed on the cycle's first day or another."""
    endorsement = cycle.endorsement
    signature.sign(
        person=endorsement.person,
        association=endorsement.association,
        document="code_of_ethics",
        edition=endorsement.edition,
        at=noon(on or cycle.starts_on),
    )


def ready(endorsement: Endorsement) -> RenewalCycle:
    """The latest cycle, with everything its renewal asks for."""
    cycle = endorsement.cycles.order_by("-number").get(state=RenewalCycle.State.OPEN)
    train(cycle)
    sign(cycle)
    return cycle


def by_rule(association: Association, **terms: Any) -> RenewalTerms:
    """The association lets clean renewals be approved by rule."""
    found, _created = RenewalTerms.objects.update_or_create(
        association=association, defaults={"approve_clean": True, **terms}
    )
    return found


ATTESTED = renewals.Attestation(true=True, no_sanction=True)


def hand_in(cycle: RenewalCycle, at: datetime.datetime, **more: Any) -> Renewal:
    """The holder hands in the cycle."""
    endorsement = Endorsement.objects.get(pk=cycle.endorsement_id)
    arguments = {
        "endorsement": endorsement,
        "person": endorsement.person,
        "number": cycle.number,
        "attested": ATTESTED,
        **more,
    }
    return renewals.hand_in(at=at, **arguments)


def renew(cycle: RenewalCycle, at: datetime.datetime) -> RenewalCycle:
    """Handed in and approved by rule; the next cycle."""
    by_rule(cycle.endorsement.association)
    hand_in(cycle, at)
    return RenewalCycle.objects.get(endorsement=cycle.endorsement_id, number=cycle.number + 1)

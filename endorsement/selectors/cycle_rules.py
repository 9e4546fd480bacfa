"""By which rule the cycles of an endorsement go: its edition's, with what the association sets itself."""

import json
import logging
from datetime import date
from functools import lru_cache

from endorsement.models import Association, Edition, Endorsement, RenewalCycle
from endorsement.rules.reading import DocumentError, Node
from endorsement.rules.renewal import RenewalRule, RenewsUnder
from endorsement.rules.scheme.cycle import overlaid, read_renewal
from endorsement.selectors import editions
from endorsement.selectors.overlays import overlay_of
from lms.backbone import canonical

logger = logging.getLogger(__name__)


def rule_for(edition: Edition, association: Association) -> RenewalRule | None:
    """How an edition renews in an association; None where it never does.

    What an association set itself and what no longer fits a later edition is left out.
    """
    own = overlay_of(association)
    if own is None or not own.renewal:
        return editions.parsed(edition).renewal
    return _with_own(edition.sha256, edition.document, canonical.text(own.renewal))


@lru_cache(maxsize=64)
def _with_own(_sha256: str, document: str, own: str) -> RenewalRule | None:
    said = json.loads(document).get("renewal")
    if not said:
        return None
    try:
        return read_renewal(Node(overlaid(said, json.loads(own)), "renewal"))
    except DocumentError:
        logger.exception(
            "An association's own days do not fit an edition: those of the edition hold."
        )
        return read_renewal(Node(said, "renewal"))


def rule_of(cycle: RenewalCycle) -> RenewalRule | None:
    """The rule of the edition that the cycle goes by."""
    return rule_for(cycle.governing_edition, cycle.endorsement.association)


def edition_of_next(endorsement: Endorsement, governing: Edition, on: date) -> Edition:
    """The edition that a cycle beginning on the day goes by, after one that went by `governing`.

    That edition says whether it goes on: either its own, or the one in force on the day. One that knows
    the category no more, or no renewal, takes nobody over.
    """
    rule = rule_for(governing, endorsement.association)
    if rule is None or rule.renews_under is RenewsUnder.AWARD:
        return governing
    try:
        found = editions.current(endorsement.association, on)
    except Edition.DoesNotExist:
        return governing
    said = editions.parsed(found)
    return found if said.renewal and endorsement.category in said.categories else governing

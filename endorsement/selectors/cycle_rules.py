"""By which rule the cycles of an endorsement go: its edition's, with what the association sets itself."""

import json
import logging
from datetime import date
from functools import lru_cache

from endorsement.models import Association, Edition, Endorsement, RenewalCycle
from endorsement.rules.reading import DocumentError
from endorsement.rules.renewal import RenewalRule, RenewsUnder
from endorsement.rules.scheme.checks import exemptable
from endorsement.rules.scheme.own_days import Fitted, fitted
from endorsement.selectors import editions
from endorsement.selectors.overlays import overlay_of
from lms.backbone import canonical

logger = logging.getLogger(__name__)


def rule_for(edition: Edition, association: Association) -> RenewalRule | None:
    """How an edition renews in an association; None where it never does.

    What an association set itself and what does not fit a later edition is left out; see `misfits`.
    """
    found = _fitted(edition, association)
    return found.rule if found else None


def misfits(edition: Edition, association: Association) -> tuple[DocumentError, ...]:
    """What of an association's own days contradicts the edition, whose own word then holds."""
    found = _fitted(edition, association)
    return found.misfits if found else ()


def not_fitting(
    association: Association, on: date
) -> list[tuple[Edition, tuple[DocumentError, ...]]]:
    """The edition in force on the day and those that are coming, which contradict the association's own
    days; the next one first."""
    try:
        current = editions.current(association, on)
    except Edition.DoesNotExist:
        return []
    found = [(one, misfits(one, association)) for one in (current, *editions.coming(current, on))]
    return [(edition, errors) for edition, errors in found if errors]


def _fitted(edition: Edition, association: Association) -> Fitted | None:
    own = overlay_of(association)
    said = own.renewal if own else {}
    return _with_own(edition.sha256, edition.document, canonical.text(said) if said else "")


@lru_cache(maxsize=64)
def _with_own(sha256: str, document: str, own: str) -> Fitted | None:
    edition = editions.parsed_text(sha256, document)
    if edition.renewal is None or not own:
        return Fitted(edition.renewal) if edition.renewal else None
    said = json.loads(document)["renewal"]
    found = fitted(said, json.loads(own), exemptable(edition))
    for misfit in found.misfits:
        logger.warning("An association's own days do not fit edition %s: %s", edition.code, misfit)
    return found


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

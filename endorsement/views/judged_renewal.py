"""A renewal's requirements with the evidence beside each, for those who decide or audit."""

import json
from datetime import date, datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from endorsement import wording
from endorsement.models import Renewal, RenewalCycle
from endorsement.rules.difference import differences
from endorsement.selectors import evidence, papers, proofs, renewals
from endorsement.selectors.clean_renewals import Look
from endorsement.selectors.renewals import Judged
from endorsement.views import history as histories
from endorsement.views import judged, judged_files

KINDS: dict[str, Promise] = {
    "granted": gettext_lazy("Endorsed"),
    "window_opened": gettext_lazy("The renewal opened"),
    "renewal_late": gettext_lazy("The renewal is late"),
    "renewal_handed_in": gettext_lazy("Handed in"),
    "renewal_returned": gettext_lazy("Returned with a question"),
    "renewal_declined": gettext_lazy("Declined"),
    "renewed": gettext_lazy("Renewed"),
    "renewal_opinion_asked": gettext_lazy("A reviewer was asked"),
    "renewal_opinion_given": gettext_lazy("A reviewer gave an opinion"),
    "renewal_fee_recorded": gettext_lazy("A payment was recorded"),
    "renewal_fee_taken_back": gettext_lazy("A payment was taken back"),
    "audit_asked": gettext_lazy("A reviewer was asked to audit"),
    "audit_shown": gettext_lazy("The evidence was shown for the audit"),
    "audit_returned": gettext_lazy("The audit was sent back with a question"),
    "audit_given_time": gettext_lazy("More time was given for the audit"),
    "audit_passed": gettext_lazy("The audit was passed"),
    "audit_failed": gettext_lazy("The audit was not passed"),
    "lapsed": gettext_lazy("Lapsed"),
    "removed_from_registry": gettext_lazy("Removed from the registry"),
    "reinstated": gettext_lazy("Reinstated"),
    "revoked": gettext_lazy("Revoked"),
    "set_inactive": gettext_lazy("Set inactive"),
    "came_back": gettext_lazy("Active again"),
    "suspended": gettext_lazy("Suspended"),
    "suspension_lifted": gettext_lazy("The suspension was lifted"),
    "retired": gettext_lazy("Retired"),
    "archived": gettext_lazy("Archived"),
}


def context(look: Look) -> dict[str, Any]:
    """What was handed in, as the template draws it."""
    found, renewal, document = look.found, look.renewal, look.document
    names = found.names()
    return {
        "handed_in": document,
        "verdict": found.verdict,
        "label": wording.state(found.verdict),
        "requirements": of_renewal(renewal, found, document.handed_in_at),
        "vouched": [wording.title(one, names) for one in found.standing.attested],
        "asks_sanctions": found.asks_sanctions,
        "member": look.member,
        "changes": _changes(renewal),
    }


def of_renewal(renewal: Renewal, found: Judged, at: datetime) -> list[judged.Requirement]:
    """Every measured requirement with the evidence that was there at the time."""
    names = found.names()
    keys = [entry.key for entry in found.portfolio.entries]
    return judged.with_evidence(
        found,
        names,
        files=evidence.shown_by(renewal.person_id, keys, at),
        ratings={},
        beside=judged_files.beside_tree(
            found.requirement,
            names,
            papers=papers.shown_by(renewal.person, renewal.association, at),
            proofs=proofs.shown_by(renewal.person, at),
        ),
    )


def awaited(cycle: RenewalCycle, today: date) -> dict[str, Any]:
    """Before anything is handed in nothing of the portfolio is the coordinator's to see."""
    return {"handed_in": None, "timing": renewals.timing(cycle, today).value}


def _changes(renewal: Renewal) -> int:
    """How many things differ from what was handed in before it was returned."""
    rounds = list(renewal.documents.order_by("-number")[:2])
    if len(rounds) < 2 or not all(one.snapshot for one in rounds):
        return 0
    return len(differences(json.loads(rounds[1].snapshot), json.loads(rounds[0].snapshot)))


def history(cycle: RenewalCycle) -> list[histories.Happened]:
    """Everything that happened to the endorsement, oldest first, in three queries."""
    stream = f"endorsement:{cycle.endorsement.public_id}"
    return histories.of_stream(stream, KINDS, "endorsement.")

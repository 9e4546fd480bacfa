"""A renewal's requirements with the evidence beside each, for those who decide or audit."""

from datetime import date, datetime
from typing import Any

from endorsement import wording
from endorsement.models import Renewal, RenewalCycle
from endorsement.selectors import evidence, papers, proofs, renewals
from endorsement.selectors.clean_renewals import Look
from endorsement.selectors.renewals import Judged
from endorsement.views import changes, judged, judged_files
from endorsement.views import history as histories


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
        "times": len(renewals.rounds(renewal)),
        "changes": changes.of_renewal(renewal, found),
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


def history(cycle: RenewalCycle) -> list[histories.Happened]:
    """Everything that happened to the endorsement, oldest first, in three queries."""
    return histories.of_endorsement(cycle.endorsement)

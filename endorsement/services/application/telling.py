"""How an applicant hears of an outcome. One function, so that letters have one place to go out from."""

from datetime import datetime

from endorsement.models import Decision
from endorsement.services.application.moving import tell_applicant

_TEMPLATES = {
    Decision.Outcome.APPROVE: "application_approved",
    Decision.Outcome.DECLINE: "application_declined",
    Decision.Outcome.MORE_INFO: "application_more_information",
}


def tell_outcome(decision: Decision, *, at: datetime) -> None:
    """Owe the applicant the message about a decision, with the letter that the coordinator wrote."""
    template = _TEMPLATES.get(Decision.Outcome(decision.outcome), "application_outcome")
    tell_applicant(decision.application, template, at=at)

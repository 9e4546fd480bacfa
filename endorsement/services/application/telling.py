"""How an applicant hears of an outcome: by the association's letter, or by a message of ours."""

from datetime import datetime

from endorsement.models import Decision
from endorsement.rules.letters import LetterKind
from endorsement.services import letter
from endorsement.services.application.moving import tell_applicant

Outcome = Decision.Outcome
#: Outcomes that a letter tells; a coordinator has read and perhaps changed it.
LETTERS = {
    Outcome.APPROVE_FOR_EXAM: LetterKind.APPROVAL_FOR_EXAM,
    Outcome.EMERGING: LetterKind.EMERGING,
    Outcome.HOLD: LetterKind.HOLD,
    Outcome.DEFER: LetterKind.DEFERRAL,
    Outcome.DECLINE: LetterKind.DECLINE,
    Outcome.UPHOLD: LetterKind.DECLINE,
}
_TEMPLATES = {
    Outcome.APPROVE: "application_approved",
    Outcome.MORE_INFO: "application_more_information",
}


def tell_outcome(decision: Decision, *, at: datetime) -> None:
    """Owe the applicant the message about a decision.

    A letter is kept exactly as it is sent. An approval or a question goes out in the association's own
    words where it has published them.
    """
    application, outcome = decision.application, Outcome(decision.outcome)
    kind = LETTERS.get(outcome)
    if kind and decision.letter:
        text = letter.written(
            application=application,
            kind=kind,
            body=decision.letter,
            re_review_on=decision.until_on,
            appeal_by=decision.appeal_through,
            at=at,
        )
        letter.send(
            application=application,
            letter=text,
            once=f"decision:{decision.pk}",
            sender=decision.decided_by,
            at=at,
        )
        return
    template = _TEMPLATES.get(outcome, "application_outcome")
    tell_applicant(application, template, by=decision.decided_by, at=at)

"""What a coordinator finds before a review: complete, or something is missing."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from endorsement.models import Application, Person
from endorsement.refusals import Refused
from endorsement.services.application.moving import move, tell_applicant
from endorsement.services.conflict import refuse_conflict


@transaction.atomic
def confirm_complete(*, application: Application, coordinator: Person, at: datetime) -> Application:
    """The coordinator has looked: everything needed for a review is there."""
    refuse_conflict(coordinator, application, at=at)
    return move(
        application, action="confirm_complete", role="coordinator", actor=coordinator, at=at
    )


@transaction.atomic
def ask_more(
    *, application: Application, coordinator: Person, question: str, at: datetime
) -> Application:
    """Give the application back with a question; the applicant is owed a mail with it.

    :raises Refused: without a question, or when it cannot be asked in this state.
    """
    refuse_conflict(coordinator, application, at=at)
    if not question.strip():
        raise Refused(
            _("Write what is missing, so that the applicant knows what to do."), field="question"
        )
    moved = move(
        application,
        action="ask_more",
        role="coordinator",
        actor=coordinator,
        at=at,
        texts={"question": question.strip()},
        question=question.strip(),
    )
    tell_applicant(moved, "application_more_information", by=coordinator, at=at)
    return moved

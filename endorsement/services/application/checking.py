"""What a coordinator finds: complete, or something is missing."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from endorsement.models import Application, Decision, Person
from endorsement.refusals import Refused
from endorsement.rules.scheme import Outcome
from endorsement.services.application.moving import move
from endorsement.services.application.outcomes import (
    Point,
    keep,
    refuse_unknown_requirements,
    refuse_unlisted,
)
from endorsement.services.application.telling import tell_outcome
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
    *,
    application: Application,
    coordinator: Person,
    question: str,
    requirements: Sequence[str] = (),
    at: datetime,
) -> Application:
    """Give the application back with a question; the applicant is owed a mail with it.

    `requirements`: what reopens; everything else stays as it was handed in. None: all of it reopens.

    :raises Refused: for a conflict of interest, without a question, about a requirement that the
        category does not have, or when it cannot be asked in this state.
    """
    refuse_conflict(coordinator, application, at=at)
    if not question.strip():
        raise Refused(
            _("Write what is missing, so that the applicant knows what to do."), field="question"
        )
    refuse_unlisted(application, Outcome.MORE_INFO)
    refuse_unknown_requirements(application, requirements)
    moved = move(
        application,
        action="ask_more",
        role="coordinator",
        actor=coordinator,
        at=at,
        payload={"reopened": sorted(requirements)} if requirements else None,
        texts={"question": question.strip()},
        question=question.strip(),
    )
    decision = keep(
        moved,
        Decision.Outcome.MORE_INFO,
        letter=question.strip(),
        points=[Point(one) for one in dict.fromkeys(requirements)],
        coordinator=coordinator,
        at=at,
    )
    tell_outcome(decision, at=at)
    return moved

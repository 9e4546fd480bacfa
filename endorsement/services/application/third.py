"""Reviewers could not agree: the coordinator asks one more, who reads neither of them."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from endorsement.models import Application, Person, Review
from endorsement.refusals import Refused
from endorsement.selectors import opinions
from endorsement.services.application.assigning import ask, refuse_reviewer
from endorsement.services.application.moving import locked, move
from endorsement.services.conflict import refuse_conflict


@transaction.atomic
def ask_third(
    *, application: Application, reviewer: Person, coordinator: Person, at: datetime
) -> Review:
    """Ask one more reviewer after a disagreement.

    Effects, in order: the move back to "in review"; the review; its event; a mail to the reviewer.

    :raises Refused: for a conflict of interest, when the reviewers agree or a third was asked, or for
        one who has reviewed this application already.
    """
    refuse_conflict(coordinator, application, at=at)
    application = locked(application)
    refuse_reviewer(reviewer, application, application.association.day_of(at))
    of_round = application.reviews.filter(round=application.submissions)
    if of_round.filter(third=True).exclude(state=Review.State.RECUSED).exists():
        raise Refused(_("A third reviewer has already been asked."))
    on_findings = application.association.overlay.agree_on_findings
    if opinions.judged_alike(opinions.for_coordinator(application), on_findings=on_findings):
        raise Refused(_("The reviewers agree, so nobody else needs to be asked."))
    move(application, action="ask_third", role="coordinator", actor=coordinator, at=at)
    return ask(
        application=application, reviewer=reviewer, coordinator=coordinator, third=True, at=at
    )

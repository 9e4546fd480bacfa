"""An application follows the results of its exam."""

from datetime import datetime

from django.db import transaction

from endorsement.models import Application
from endorsement.selectors import exams
from endorsement.services.application.moving import locked, move

State = Application.State


@transaction.atomic
def follow_exam(*, application: Application, at: datetime) -> Application:
    """Go on to the decision once every part is passed, and back when a result was taken back.

    Called after whatever changes results; without a change nothing moves.
    """
    # Results come in from several hands at once: each looks at the state the one before left.
    application = locked(application)
    if application.state not in (State.APPROVED_FOR_EXAM, State.EXAM_PASSED):
        return application
    passed = exams.passed(application, application.association.day_of(at))
    if passed == (application.state == State.EXAM_PASSED):
        return application
    action = "exam_passed" if passed else "exam_reopened"
    return move(application, action=action, role="system", actor=None, at=at)

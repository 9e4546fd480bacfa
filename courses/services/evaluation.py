"""The learner's evaluation of a module."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from courses.models import Enrollment, EvaluationResponse, ModulePage
from courses.selectors.evaluation import questions
from courses.selectors.live_attendance import credit_of
from courses.selectors.module import has_test
from courses.services.completion import complete, locked
from endorsement.refusals import Refused


@transaction.atomic
def hand_in_evaluation(
    *, enrollment: Enrollment, module: ModulePage, answers: Mapping[str, Any], at: datetime
) -> EvaluationResponse:
    """Hand in the evaluation once, also after the module is completed; the first answers stay.

    Effects, in order: the response with the questions as they were asked; completion of the module when
    this was the last thing missing.

    :raises Refused: before the post-test is passed, and of a live module before attendance is settled.
    """
    enrollment = locked(enrollment)
    if has_test(module) and not enrollment.attempts.filter(passed=True).exists():
        raise Refused(_("The evaluation opens when the post-test is passed."))
    if module.meets_live and credit_of(enrollment.person, module.code, module.version) is None:
        raise Refused(_("The evaluation opens when you were at a live session of this module."))
    response, _created = EvaluationResponse.objects.get_or_create(
        enrollment=enrollment,
        defaults={
            "answers": dict(answers),
            "asked": [question.plain() for question in questions(module)],
            "handed_in_at": at,
        },
    )
    complete(enrollment=enrollment, module=module, at=at)
    return response

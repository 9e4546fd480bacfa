"""The owner sits an exam, and the author scores it without knowing whose it is."""

import datetime
from dataclasses import dataclass

from endorsement.models import (
    Application,
    Association,
    Candidate,
    Person,
    Scoring,
    Sitting,
    Vignette,
    WrittenAnswer,
)
from endorsement.services import membership
from tests.access.marks import mark

DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class Examined:
    sitting: Sitting
    candidate: Candidate
    scoring: Scoring


def examine(
    application: Application, scorer: Person, association: Association, *, at: datetime.datetime
) -> Examined:
    """Rows as they are once a scorer was asked; the sample scheme itself has no exam."""
    membership.begin(
        person=scorer, association=association, role="exam_scorer", from_on=at.date() - 30 * DAY
    )
    sitting = Sitting.objects.create(
        association=association,
        edition=application.edition,
        held_on=at.date() + 30 * DAY,
        place="The library",
        seats=10,
        register_through=at.date() + 20 * DAY,
        accommodation_through=at.date() + 10 * DAY,
        choice_part="choice",
        form_code="A",
        written_part="vignettes",
    )
    task = Vignette.objects.create(
        sitting=sitting,
        category=application.category,
        title="A family",
        text="They come to you.",
        rubric=[{"points": 4, "text": "Sees the baby"}],
    )
    candidate = Candidate.objects.create(
        sitting=sitting,
        application=application,
        parts=["choice", "vignettes"],
        registered_at=at,
        accommodation=Candidate.Accommodation.ASKED,
        accommodation_text=mark("accommodation"),
    )
    WrittenAnswer.objects.create(candidate=candidate, vignette=task, text=mark("exam-answer"))
    scoring = Scoring.objects.create(candidate=candidate, scorer=scorer, number=1, assigned_at=at)
    return Examined(sitting, candidate, scoring)

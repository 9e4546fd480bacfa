"""Sittings and candidates, brought to where a test needs them by the real services."""

import datetime
from typing import Any

from endorsement.models import Application, Association, Candidate, Person, Scoring, Sitting
from endorsement.services import application as applications
from endorsement.services import exam, scoring
from endorsement.services import sitting as sittings
from tests.factories.application import AT, staff
from tests.factories.outcomes import EXAM_CATEGORY, awaiting, river

DAY = datetime.timedelta(days=1)
HELD_ON = AT.date() + 30 * DAY
AFTER = AT + 40 * DAY
RUBRIC = "10 | Sees the baby\n10 | Sees the caregiver"


def sitting(association: Association | None = None, **more: Any) -> Sitting:
    """In thirty days, both parts, two of three vignettes; a gap above 15 percent calls a third."""
    north = association or river()
    held_on = more.pop("held_on", HELD_ON)
    facts = {
        "held_on": held_on,
        "place": "The library",
        "seats": 20,
        "register_through": held_on - 7 * DAY,
        "accommodation_through": held_on - 14 * DAY,
        "choice_part": "choice",
        "form_code": "A-26",
        "written_part": "vignettes",
        **more,
    }
    planned = sittings.announce(
        association=north,
        facts=sittings.SittingFacts(**facts),
        coordinator=staff(north, "coordinator"),
        at=more.get("at", AT),
    )
    for number in range(3):
        scoring.add_vignette(
            sitting=planned,
            category=EXAM_CATEGORY,
            title=f"Vignette {number + 1}",
            text="A family comes to you.",
            rubric=RUBRIC,
        )
    return planned


def approved_for_exam(**more: Any) -> Application:
    application = awaiting(**more)
    return applications.approve_for_exam(
        application=application, coordinator=staff(application.association, "coordinator"), at=AT
    )


def candidate(
    one: Sitting | None = None, application: Application | None = None, **more: Any
) -> Candidate:
    chosen, applying = one or sitting(), application or approved_for_exam()
    return exam.register(
        sitting=chosen, application=applying, person=applying.person, at=more.get("at", AT)
    )


def written(sits: Candidate, at: datetime.datetime = AFTER) -> Candidate:
    """With answers to the first two vignettes."""
    tasks = list(sits.sitting.vignettes.order_by("pk"))[:2]
    scoring.enter_answers(
        candidate=sits,
        texts={one.public_id: f"What I see in {one.title}" for one in tasks},
        coordinator=staff(sits.sitting.association, "coordinator"),
        at=at,
    )
    return sits


def ask(sits: Candidate, scorer: Person | None = None) -> Scoring:
    association = sits.sitting.association
    return scoring.assign(
        candidate=sits,
        scorer=scorer or staff(association, "exam_scorer"),
        coordinator=staff(association, "coordinator"),
        at=AFTER,
    )


def give(asked: Scoring, points: int) -> Scoring:
    """The same points for each of the four items."""
    answers = asked.candidate.answers.select_related("vignette")
    said = {one.vignette.public_id: {"0": points, "1": points} for one in answers}
    return scoring.save_and_hand_in(scoring=asked, points=said, at=AFTER)

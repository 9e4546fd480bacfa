"""A third association, whose demanding scheme has every outcome: one application is deferred, one
person has a seat at an exam."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from endorsement.demonstration.accounts import Account, sign_up
from endorsement.demonstration.cases import entries_of_a_beginner
from endorsement.models import Application, Association, Overlay, Person, Review, Sitting
from endorsement.rules.files import SCHEMES, load_editions
from endorsement.services import application as applications
from endorsement.services import exam, ledger, membership, review, scoring
from endorsement.services import sitting as sittings
from endorsement.services.scheme import import_editions

SLUG = "willow-bend"
ASSOCIATION: dict[str, Any] = {
    "name": "Willow Bend Association for Infant Mental Health",
    "short_name": "Willow Bend AIMH",
    "region": "Wisconsin",
    "time_zone": "America/Chicago",
    "contact_email": "office@willow-bend.example.org",
    "accent_color": "#4a5f2a",
}
ACCOUNTS = (
    Account(
        "willow.coordinator@example.org",
        "Amara Lindqvist",
        "coordinates Willow Bend AIMH, where exams are sat",
        SLUG,
        "coordinator",
    ),
    Account(
        "willow.reviewer@example.org",
        "Joan Tallchief",
        "reviews and scores for Willow Bend AIMH",
        SLUG,
        "reviewer",
    ),
    Account(
        "willow.scorer@example.org",
        "Peter Nakai",
        "scores exams for Willow Bend AIMH",
        SLUG,
        "exam_scorer",
    ),
    Account("candidate@example.org", "Tomas Ruiz", "may sit the exam of Willow Bend AIMH"),
    Account("deferred@example.org", "Priya Raman", "whose application was deferred"),
)
EXAM_CATEGORY, PLAIN_CATEGORY = "infant_mental_health_specialist", "infant_family_specialist"
VIGNETTES = (
    (
        "A baby who does not settle",
        "Parents of a four-month-old have not slept for weeks. What do you watch, and what do you ask?",
    ),
    (
        "A first week in care",
        "A toddler turns from a parent at pick-up time. What might the child be saying?",
    ),
    (
        "A visit with a grandmother",
        "Three generations sit in the room, and nobody speaks. How do you begin?",
    ),
)
RUBRIC = (
    "4 | Describes what the baby shows\n4 | Holds the caregiver in mind\n2 | Names their own part"
)


@transaction.atomic
def load(*, at: datetime) -> None:
    """Bring both applications to where they stand; whoever has applied already is left alone."""
    association = _association(at)
    people = {one.email: sign_up(one, at) for one in ACCOUNTS}
    coordinator = people["willow.coordinator@example.org"]
    reviewer = people["willow.reviewer@example.org"]
    membership.begin(
        person=reviewer, association=association, role="exam_scorer", from_on=date(2026, 1, 1)
    )
    deferred, candidate = people["deferred@example.org"], people["candidate@example.org"]
    if not deferred.applications.exists():
        _defer(_reviewed(deferred, association, PLAIN_CATEGORY, coordinator, reviewer, at), at)
    if not candidate.applications.exists():
        applying = _reviewed(candidate, association, EXAM_CATEGORY, coordinator, reviewer, at)
        applications.approve_for_exam(
            application=applying,
            coordinator=coordinator,
            letter="We look forward to meeting you at the exam.",
            at=at - timedelta(days=3),
        )
        sitting = _sitting(association, coordinator, at)
        exam.register(sitting=sitting, application=applying, person=candidate, at=at)


def _association(at: datetime) -> Association:
    documents = [document for document, _edition in load_editions(SCHEMES / "riverbend.yaml")]
    scheme = import_editions(documents=documents, at=at)[-1].scheme
    association, _created = Association.objects.get_or_create(slug=SLUG, defaults=ASSOCIATION)
    Overlay.objects.get_or_create(
        association=association, defaults={"scheme": scheme, "reviewers_required": 1}
    )
    return association


def _reviewed(
    person: Person,
    association: Association,
    category: str,
    coordinator: Person,
    reviewer: Person,
    at: datetime,
) -> Application:
    """Handed in three weeks ago, and reviewed since."""
    first = at - timedelta(days=21)
    contents = entries_of_a_beginner(association.day_of(first))
    for number, content in enumerate(contents):
        ledger.add_entry(person=person, content=content, at=first, once=f"demonstration-{number}")
    begun = applications.start(person=person, association=association, category=category, at=first)
    application = applications.submit(
        application=begun, person=person, wishes=applications.Wishes(), at=first
    )
    by: dict[str, Any] = {"application": application, "coordinator": coordinator}
    applications.confirm_complete(at=first + timedelta(days=1), **by)
    assigned = applications.assign_reviewer(reviewer=reviewer, at=first + timedelta(days=2), **by)
    review.save(
        review=assigned,
        findings={},
        recommendation=Review.Recommendation.APPROVE,
        comment="Thoughtful work, and a clear wish to go on learning.",
    )
    review.hand_in(review=assigned, at=first + timedelta(days=9))
    application.refresh_from_db()
    return application


def _defer(application: Application, at: datetime) -> None:
    applications.defer(
        application=application,
        coordinator=Person.objects.get(email="willow.coordinator@example.org"),
        conditions=[
            applications.Point(
                "training",
                "Take trainings about infancy, with time for reflection.",
                "9 clock hours",
            ),
            applications.Point(
                "supervision", "Meet regularly with a qualified provider.", "12 clock hours"
            ),
        ],
        until_on=application.association.day_of(at) + timedelta(days=120),
        letter=(
            "Dear Priya,\n\nyour work with families speaks for itself, and your references are warm. "
            "Two things are still missing, and both can be done in the coming months. Call Amara at "
            "the office whenever you want to talk about it."
        ),
        at=at - timedelta(days=4),
    )


def _sitting(association: Association, coordinator: Person, at: datetime) -> Sitting:
    day = association.day_of(at) + timedelta(days=45)
    sitting = sittings.announce(
        association=association,
        facts=sittings.SittingFacts(
            held_on=day,
            place="Willow Bend public library, room 2",
            seats=12,
            register_through=day - timedelta(days=14),
            accommodation_through=day - timedelta(days=14),
            choice_part="choice",
            form_code="WB-7",
            written_part="vignettes",
        ),
        coordinator=coordinator,
        at=at,
    )
    for title, text in VIGNETTES:
        scoring.add_vignette(
            sitting=sitting, category=EXAM_CATEGORY, title=title, text=text, rubric=RUBRIC
        )
    return sitting

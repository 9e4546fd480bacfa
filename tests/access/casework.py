"""An application in review: what reviewers wrote, what raters wrote, what was asked in between."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from endorsement.models import (
    Application,
    Association,
    Endorsement,
    FeePayment,
    Person,
    Reference,
    RenewalCycle,
    RenewalExtension,
    Review,
    ReviewComment,
    StatusRequest,
)
from endorsement.services import application as applications
from endorsement.services import reference as references
from endorsement.services import review as reviews
from endorsement.services import review_comment, suggestion
from endorsement.services import section as sections
from endorsement.services.application import Wishes
from endorsement.services.entry_content import EntryContent
from lms.backbone.models import Mail
from tests.access.marks import mark
from tests.factories.application import ReferenceFactory
from tests.factories.award import CycleFactory, EndorsementFactory
from tests.factories.files import checked
from tests.factories.person import OutsiderFactory, PersonFactory

CATEGORY, HELD = "family_associate", "first_steps"
RATED = ("waived-reference", "readable-reference")


@dataclass(frozen=True)
class Case:
    """`reviews` in the order of the reviewers: the first is handed in, the others are open.

    `token` is that of a reference that is still asked for.
    """

    application: Application
    reviews: list[Review]
    references: list[Reference]
    token: str
    endorsement: Endorsement
    cycle: RenewalCycle


def hold(person: Person, application: Application) -> RenewalCycle:
    """The endorsement the person holds already, in another category."""
    endorsement: Endorsement = EndorsementFactory(
        person=person,
        association=application.association,
        edition=application.edition,
        category=HELD,
    )
    cycle: RenewalCycle = CycleFactory(endorsement=endorsement)
    if mark("owner-name") == person.name:
        StatusRequest.objects.create(
            endorsement=endorsement,
            move="set_inactive",
            because="family_leave",
            text=mark("status-text"),
            asked_at=timezone.now(),
        )
        RenewalExtension.objects.create(
            cycle=cycle,
            due_on=cycle.due_on,
            grace_through=cycle.grace_through,
            reason=mark("extension-reason"),
            granted_by=PersonFactory(),
            granted_at=timezone.now(),
        )
    return cycle


def apply(
    person: Person, association: Association, coordinator: Person, *, at: datetime.datetime
) -> Application:
    """Handed in, given back with a question, handed in again and found complete."""
    application = applications.start(
        person=person, association=association, category=CATEGORY, at=at
    )
    steps = (at, at + datetime.timedelta(minutes=1))
    own = mark("owner-name") == person.name
    if own:
        write_beside(application, coordinator, at=at)
    applications.submit(application=application, person=person, wishes=Wishes(), at=steps[0])
    applications.ask_more(
        application=application, coordinator=coordinator, question=mark("question"), at=steps[0]
    )
    applications.submit(application=application, person=person, wishes=Wishes(), at=steps[1])
    return applications.confirm_complete(
        application=application, coordinator=coordinator, at=steps[1]
    )


def write_beside(application: Application, coordinator: Person, *, at: datetime.datetime) -> None:
    """A note, a line that coordinators keep for themselves, what they typed, and a payment."""
    sections.save_note(
        application=application, section="training", text=mark("section-note"), seen=0, at=at
    )
    sections.comment(
        application=application,
        section="training",
        by=coordinator,
        voice="coordinator",
        text=mark("desk-comment"),
        once="a-form",
        at=at,
        release=False,
    )
    suggestion.suggest(
        application=application,
        content=EntryContent(kind="work", first_on=at.date(), title=mark("suggested-title")),
        once="a-form",
        evidence=checked("suggested.pdf"),
        coordinator=coordinator,
        at=at,
    )
    Application.objects.filter(pk=application.pk).update(
        registration_note=mark("registration-note"), registration_asked_at=at
    )
    FeePayment.objects.create(
        application=application,
        association=application.association,
        purpose="application",
        amount="100.00",
        currency="USD",
        method="check",
        reference=mark("payment-reference"),
        paid_on=at.date(),
        once="a-form",
        recorded_by=coordinator,
        recorded_at=at,
    )


def open_case(
    application: Application,
    coordinator: Person,
    reviewers: Sequence[Person],
    *,
    marks: Sequence[str],
    asked: list[Reference],
    at: datetime.datetime,
) -> Case:
    """Every reviewer has written something, and the first has handed it in."""
    assigned = [
        applications.assign_reviewer(
            application=application, reviewer=reviewer, coordinator=coordinator, at=at
        )
        for reviewer in reviewers
    ]
    for review, what in zip(assigned, marks, strict=True):
        reviews.save(
            review=review,
            findings={"training": ("reject", mark(f"{what}-finding"))},
            recommendation=Review.Recommendation.APPROVE,
            comment=mark(f"{what}-comment"),
        )
        for audience in ReviewComment.Audience.values:
            review_comment.write(
                review=review,
                audience=audience,
                text=mark(f"{what}-comment"),
                requirement="",
                once=audience,
                at=at,
            )
    reviews.hand_in(review=assigned[0], at=at)
    cycle = hold(application.person, application)
    mail = Mail.objects.filter(key__startswith=f"reference:{asked[-1].public_id}").get()
    token = mail.context["link"].rstrip("/").rpartition("/")[2]
    application.refresh_from_db()
    return Case(application, assigned, asked, token, cycle.endorsement, cycle)


def ask_for_references(
    person: Person,
    association: Association,
    *,
    rated: Sequence[str] = (),
    at: datetime.datetime,
) -> list[Reference]:
    """References with these comments, and one that is still asked for."""
    given = [
        ReferenceFactory(
            completed=True,
            person=person,
            association=association,
            rater=OutsiderFactory(name=mark("rater-name")),
            waived=what == "waived-reference",
            comment=mark(what),
        )
        for what in rated
    ]
    asked = references.request(
        person=person,
        association=association,
        rater_name="A rater",
        rater_email=f"rater-of-{person.pk}@example.org",
        role="colleague",
        waived=True,
        at=at,
    )
    return [*given, asked]

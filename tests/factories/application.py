"""Applications, reviews and references, brought to where a test needs them by the real services."""

import datetime
from typing import Any

import factory
from factory.django import DjangoModelFactory

from endorsement.models import Application, Association, Overlay, Person, Reference, Review
from endorsement.services import application as applications
from endorsement.services import review as reviews
from endorsement.services.application import Wishes
from tests.factories.association import MembershipFactory
from tests.factories.ledger import EntryFactory
from tests.factories.person import OutsiderFactory, PersonFactory
from tests.factories.scheme import association_with_scheme

AT = datetime.datetime(2026, 6, 1, 15, tzinfo=datetime.UTC)
TOKEN = "a-token-that-nobody-guesses"


class ReferenceFactory(DjangoModelFactory):
    """Asked for, with a link that is good for sixty days; its token is `TOKEN` with a number."""

    class Meta:
        model = Reference

    class Params:
        completed = factory.Trait(
            state=Reference.State.COMPLETED,
            completed_at=AT,
            completed_on=AT.date(),
            answers={"knowledge": "5"},
            recommendation="recommend",
            not_enough_information=0,
        )
        token = factory.Sequence(lambda n: f"{TOKEN}-{n}")

    person = factory.SubFactory(PersonFactory)
    association = factory.LazyFunction(association_with_scheme)
    rater = factory.SubFactory(OutsiderFactory)
    rater_name = "Somebody who knows the work"
    role = "supervisor"
    waived = True
    token_sha256 = factory.LazyAttribute(lambda reference: Reference.digest(reference.token))
    token_expires_at = AT + datetime.timedelta(days=60)
    requested_at = AT


def staff(association: Association, role: str, **person: Any) -> Person:
    """Somebody with a role in the association."""
    found: Person = MembershipFactory(
        association=association, role=role, person=PersonFactory(**person)
    ).person
    return found


def begun(
    association: Association | None = None,
    *,
    person: Person | None = None,
    category: str = "first_steps",
) -> Application:
    """An application of somebody with one training in the portfolio, just begun."""
    applicant = person or PersonFactory()
    if not applicant.entries.exists():
        EntryFactory(person=applicant)
    return applications.start(
        person=applicant,
        association=association or association_with_scheme(),
        category=category,
        at=AT,
    )


def draft(association: Association | None = None, **more: Any) -> Application:
    """An application that is being prepared; where one registers first, that is done."""
    application = begun(association, **more)
    return _accepted(_asked(application)) if application.state == "draft" else application


def _asked(application: Application, *, wants_advisor: bool = False) -> Application:
    return applications.register(
        application=application,
        person=application.person,
        note="",
        wants_advisor=wants_advisor,
        at=AT,
    )


def _accepted(application: Application) -> Application:
    coordinator = staff(application.association, "coordinator")
    return applications.accept_registration(application=application, coordinator=coordinator, at=AT)


def registering(slug: str = "north") -> Association:
    """An association that follows the sample scheme and registers applicants first."""
    association = association_with_scheme(slug)
    Overlay.objects.filter(association=association).update(registration=True)
    association.overlay.refresh_from_db()
    return association


def unregistered(association: Association | None = None, **more: Any) -> Application:
    """Begun where one registers first, and not asked for yet."""
    return begun(association or registering(), **more)


def registration_asked(
    association: Association | None = None, *, wants_advisor: bool = False, **more: Any
) -> Application:
    return _asked(unregistered(association, **more), wants_advisor=wants_advisor)


def registered(association: Association | None = None, **more: Any) -> Application:
    """Accepted by the association, and being prepared."""
    return _accepted(registration_asked(association, **more))


def submitted(association: Association | None = None, **more: Any) -> Application:
    application = draft(association, **more)
    return applications.submit(
        application=application, person=application.person, wishes=Wishes(), at=AT
    )


def hand_in_application(application: Application) -> Application:
    return applications.submit(
        application=application, person=application.person, wishes=Wishes(), at=AT
    )


def complete(association: Association | None = None, **more: Any) -> Application:
    application = submitted(association, **more)
    coordinator = staff(application.association, "coordinator")
    return applications.confirm_complete(application=application, coordinator=coordinator, at=AT)


def in_review(association: Association | None = None, **more: Any) -> Application:
    """With as many reviewers as the association asks for."""
    return put_in_review(submitted(association, **more))


def put_in_review(application: Application) -> Application:
    """From the check on: complete, and with as many reviewers as it takes."""
    coordinator = staff(application.association, "coordinator")
    applications.confirm_complete(application=application, coordinator=coordinator, at=AT)
    for _number in range(application.association.overlay.reviewers_required):
        assign(application)
    application.refresh_from_db()
    return application


def assign(application: Application, reviewer: Person | None = None) -> Review:
    return applications.assign_reviewer(
        application=application,
        reviewer=reviewer or staff(application.association, "reviewer"),
        coordinator=staff(application.association, "coordinator"),
        at=AT,
    )


def hand_in(review: Review, *, recommendation: str = "approve", comment: str = "") -> Review:
    reviews.save(review=review, findings={}, recommendation=recommendation, comment=comment)
    return reviews.hand_in(review=review, at=AT)


def awaiting_decision(association: Association | None = None, **more: Any) -> Application:
    application = in_review(association, **more)
    for review in application.reviews.order_by("pk"):
        hand_in(review)
    application.refresh_from_db()
    return application


def approved(association: Association | None = None, **more: Any) -> Application:
    return decide(awaiting_decision(association, **more), "approve")


def decide(application: Application, decision: str, reason: str = "") -> Application:
    return applications.decide(
        application=application,
        coordinator=staff(application.association, "coordinator"),
        decision=decision,
        reason=reason,
        at=AT,
    )

"""Registration: the applicant asks, a coordinator accepts or asks back, and preparing begins."""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from endorsement.models import Application, Association, Edition, Endorsement, Person
from endorsement.refusals import Refused
from endorsement.selectors import belongings, editions
from endorsement.services.application.moving import (
    locked,
    move,
    record,
    tell_applicant,
    tell_coordinators,
)
from endorsement.services.conflict import refuse_conflict

State = Application.State


def edition_with(association: Association, category: str, today: date) -> Edition:
    """The edition in force. :raises Refused: when there is none, or it has no such category."""
    try:
        edition = editions.current(association, today)
    except Edition.DoesNotExist:
        edition = None
    if edition is None or category not in editions.parsed(edition).categories:
        raise Refused(
            _("This association does not offer that category today. Choose one from its list.")
        )
    return edition


def refuse_what_is_held(person: Person, association: Association, category: str) -> None:
    """:raises Refused: for an endorsement that the person has: that one is renewed."""
    held = person.endorsements.filter(association=association, category=category)
    if held.filter(state__in=Endorsement.HELD).exists():
        raise Refused(_("You already hold this endorsement. When it is due, renew it instead."))


@transaction.atomic
def choose_category(
    *, application: Application, person: Person, category: str, at: datetime
) -> Application:
    """Before registering, apply for another category of the same association.

    Effects, in order: the category and today's edition; an event. The same category changes nothing.

    :raises Refused: once registration was asked for, for a category that is not offered or held, or
        for one that another open application of the person is about.
    """
    application = locked(application)
    if application.category == category:
        return application
    if application.state != State.DRAFT:
        raise Refused(_("The category is settled now. Withdraw this application to begin another."))
    association = application.association
    edition = edition_with(association, category, association.day_of(at))
    refuse_what_is_held(person, association, category)
    before = application.category
    application.category, application.edition = category, edition
    try:
        with transaction.atomic():
            application.save(update_fields=["category", "edition"])
    except IntegrityError:
        application.refresh_from_db()
        raise Refused(
            _("You already have an open application for that category. Go on with that one.")
        ) from None
    payload = {"from": before, "to": category, "edition": edition.code}
    record(application, "category_changed", actor=person, at=at, payload=payload)
    return application


@transaction.atomic
def register(
    *, application: Application, person: Person, note: str, wants_advisor: bool, at: datetime
) -> Application:
    """Ask the association to be registered.

    Effects, in order: the edition in force today is pinned; the state moves; the coordinators are owed
    a mail. Asking twice (a double click) asks once.

    :raises Refused: when it is not the person's to ask now, their name is missing, the association
        requires a membership that the person has not entered, or the category is offered no more.
    """
    application = locked(application)
    if application.state == State.REGISTRATION_ASKED:
        return application
    association = application.association
    today = association.day_of(at)
    if not person.name.strip():
        raise Refused(
            _("Your name is missing. Add it under “My details”; certificates will print it.")
        )
    if belongings.is_required(association) and not belongings.proofs(person, association, today):
        raise Refused(
            _("%(association)s asks for a membership. Add it under “Memberships”, then come back.")
            % {"association": association.short_name}
        )
    edition = edition_with(association, application.category, today)
    note = note.strip()
    moved = move(
        application,
        action="register",
        role="applicant",
        actor=person,
        at=at,
        payload={"edition": edition.code, "sha256": edition.sha256},
        texts={"note": note} if note else None,
        edition=edition,
        registration_note=note,
        registration_asked_at=at,
        wants_advisor=wants_advisor,
        question="",
    )
    tell_coordinators(moved, "registration_asked", at=at)
    return moved


@transaction.atomic
def accept_registration(
    *, application: Application, coordinator: Person, at: datetime
) -> Application:
    """The applicant is registered and may prepare the application; they are owed a mail.

    :raises Refused: for a conflict of interest, or when registration was not asked for.
    """
    refuse_conflict(coordinator, application)
    moved = move(
        application,
        action="accept_registration",
        role="coordinator",
        actor=coordinator,
        at=at,
        registered_at=at,
    )
    tell_applicant(moved, "registration_accepted", at=at)
    return moved


@transaction.atomic
def ask_registration(
    *, application: Application, coordinator: Person, question: str, at: datetime
) -> Application:
    """Give a registration back with a question; the applicant is owed a mail with it.

    :raises Refused: without a question, for a conflict of interest, or in another state.
    """
    refuse_conflict(coordinator, application)
    question = question.strip()
    if not question:
        raise Refused(
            _("Write what is missing, so that the applicant knows what to do."), field="question"
        )
    moved = move(
        application,
        action="ask_registration",
        role="coordinator",
        actor=coordinator,
        at=at,
        texts={"question": question},
        question=question,
    )
    tell_applicant(moved, "registration_question", at=at)
    return moved

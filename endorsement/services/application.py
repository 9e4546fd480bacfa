"""An application's way from a draft to a decision. Moves are data; `_move` is the one that moves."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from endorsement.models import (
    Application,
    Association,
    Edition,
    Endorsement,
    Membership,
    Person,
    Review,
)
from endorsement.refusals import Refused
from endorsement.rules.workflow import MoveRefused, next_state
from endorsement.selectors import conflicts, editions, memberships, portfolio
from endorsement.selectors.hosts import public_url
from endorsement.selectors.results import asks_self_assessment
from endorsement.services import award, event, ledger, listing
from lms.backbone import canonical
from lms.backbone.mail import owe_mail

State = Application.State
Role = Membership.Role


@dataclass(frozen=True, kw_only=True)
class Wishes:
    """What the registry may show, should the endorsement be granted."""

    show_name: bool = False
    show_county: bool = False
    show_language: bool = False


@transaction.atomic
def start(*, person: Person, association: Association, category: str, at: datetime) -> Application:
    """Open an application under the edition in force today; an open one is found again.

    :raises Refused: when the association's current edition has no such category, or it is held.
    """
    edition = _edition_with(association, category, association.day_of(at))
    held = person.endorsements.filter(association=association, category=category)
    if held.filter(state=Endorsement.State.ACTIVE).exists():
        raise Refused(_("You already hold this endorsement. When it is due, renew it instead."))
    application, created = Application.objects.exclude(state__in=Application.CLOSED).get_or_create(
        person=person,
        association=association,
        category=category,
        defaults={"edition": edition, "created_at": at},
    )
    if created:
        _record(application, "started", actor=person, at=at)
    return application


@transaction.atomic
def submit(
    *, application: Application, person: Person, wishes: Wishes, at: datetime
) -> Application:
    """Freeze the portfolio and hand the application to the association.

    Effects, in order: the person's own drafts become permanent; the snapshot and its digest are
    taken; the state moves; reviews that are still open go on with the new snapshot; the registry
    wishes are kept; the coordinators are owed a mail. Submitting twice (a double click) submits once.

    :raises Refused: when the application is not the person's to submit now, their name is missing,
        or the portfolio is empty.
    """
    application = _locked(application)
    if application.state == State.SUBMITTED:
        return application
    if not person.name.strip():
        raise Refused(
            _("Your name is missing. Add it under “My details”; certificates will print it.")
        )
    entries = list(person.entries.all())
    if not entries:
        raise Refused(_("Your portfolio is empty. Add what you have done before you hand it in."))
    ledger.make_permanent(entries=entries, at=at)
    today = application.association.day_of(at)
    snapshot = canonical.text(
        portfolio.snapshot(
            person, application.association, today, ratings=asks_self_assessment(application)
        )
    )
    moved = _move(
        application,
        action="submit",
        role="applicant",
        actor=person,
        at=at,
        payload={"sha256": canonical.digest(snapshot)},
        snapshot=snapshot,
        sha256=canonical.digest(snapshot),
        submitted_at=at,
        submissions=F("submissions") + 1,
    )
    moved.reviews.filter(state=Review.State.ASSIGNED).update(round=moved.submissions)
    listing.change(
        person=person,
        association=moved.association,
        show_name=wishes.show_name,
        show_county=wishes.show_county,
        show_language=wishes.show_language,
        at=at,
    )
    for membership in memberships.in_role(application.association, Role.COORDINATOR, today):
        owe_mail(
            key=f"application-submitted:{moved.public_id}:{at.isoformat()}:{membership.pk}",
            to=membership.person.email,
            template="application_submitted",
            language=membership.person.language,
            context={
                "public_url": public_url(application.association),
                "association": application.association.name,
                "slug": application.association.slug,
                "public_id": application.public_id,
            },
            at=at,
        )
    return moved


@transaction.atomic
def withdraw(*, application: Application, person: Person, at: datetime) -> Application:
    """Take the application back; everything in the portfolio stays."""
    return _move(application, action="withdraw", role="applicant", actor=person, at=at)


@transaction.atomic
def confirm_complete(*, application: Application, coordinator: Person, at: datetime) -> Application:
    """The coordinator has looked: everything needed for a review is there."""
    _refuse_conflict(coordinator, application)
    return _move(
        application, action="confirm_complete", role="coordinator", actor=coordinator, at=at
    )


@transaction.atomic
def ask_more(
    *, application: Application, coordinator: Person, question: str, at: datetime
) -> Application:
    """Give the application back with a question; the applicant is owed a mail with it.

    :raises Refused: without a question, or when it cannot be asked in this state.
    """
    _refuse_conflict(coordinator, application)
    if not question.strip():
        raise Refused(
            _("Write what is missing, so that the applicant knows what to do."), field="question"
        )
    moved = _move(
        application,
        action="ask_more",
        role="coordinator",
        actor=coordinator,
        at=at,
        texts={"question": question.strip()},
        question=question.strip(),
    )
    _tell_applicant(moved, "application_more_information", at=at)
    return moved


@transaction.atomic
def assign_reviewer(
    *, application: Application, reviewer: Person, coordinator: Person, at: datetime
) -> Review:
    """Ask a reviewer of the association; the last one needed starts the review.

    Effects, in order: the review; its event; the move to "in review" when enough reviewers are
    assigned; a mail to the reviewer.

    :raises Refused: for a conflict of interest, a person who is no reviewer here today, one too many,
        or an application that is not waiting for reviewers.
    """
    association = application.association
    _refuse_conflict(coordinator, application)
    today = association.day_of(at)
    # The row lock makes two coordinators take turns; the count below is then true for both.
    application = _locked(application)
    if application.state != State.COMPLETE:
        raise Refused(_("Reviewers are assigned once the application is found complete."))
    reason = conflicts.of_reviewer(reviewer, application, today)
    if reason:
        raise Refused(conflicts.sentence(reason), field="reviewer")
    assigned = application.reviews.filter(round=application.submissions).exclude(
        state=Review.State.RECUSED
    )
    review, created = Review.objects.get_or_create(
        application=application,
        reviewer=reviewer,
        round=application.submissions,
        defaults={
            "association": association,
            "assigned_at": at,
            "due_on": _due_on(association, today),
        },
    )
    if not created:
        raise Refused(_("This reviewer has already been asked."), field="reviewer")
    _record(
        application,
        "reviewer_assigned",
        actor=coordinator,
        at=at,
        payload={"review": review.public_id, "reviewer": str(reviewer.ref)},
    )
    owe_mail(
        key=f"review-assigned:{review.public_id}",
        to=reviewer.email,
        template="review_assigned",
        language=reviewer.language,
        context={
            "name": reviewer.name,
            "public_url": public_url(association),
            "association": association.name,
            "public_id": review.public_id,
            "due_on": review.due_on.isoformat(),
        },
        at=at,
    )
    if assigned.count() >= association.overlay.reviewers_required:
        _move(application, action="start_review", role="coordinator", actor=coordinator, at=at)
    return review


@transaction.atomic
def decide(
    *,
    application: Application,
    coordinator: Person,
    decision: str,
    reason: str,
    at: datetime,
) -> Application:
    """Approve or decline after every review is in. The decision becomes a link of the chain.

    Effects, in order: the state moves; approving grants the endorsement (which its certificate
    follows); the applicant is owed a mail.

    :raises Refused: for a conflict of interest, a decline without a reason, or the wrong state.
    """
    _refuse_conflict(coordinator, application)
    if decision not in {"approve", "decline"}:
        raise Refused(_("Choose whether to approve or to decline."), field="decision")
    if decision == "decline" and not reason.strip():
        raise Refused(
            _("Write the reason: the applicant will read what was missing."), field="reason"
        )
    moved = _move(
        application,
        action=decision,
        role="coordinator",
        actor=coordinator,
        at=at,
        payload={"category": application.category, "edition": application.edition.code},
        texts={"reason": reason.strip()} if reason.strip() else None,
        chained=True,
        decided_at=at,
        question=reason.strip() if decision == "decline" else "",
    )
    if decision == "approve":
        award.grant(application=moved, actor=coordinator, at=at)
    _tell_applicant(moved, f"application_{moved.state}", at=at)
    return moved


def all_handed_in(*, application: Application, at: datetime) -> Application:
    """Every reviewer has handed in: the coordinator may now see and decide. Called by the review."""
    return _move(application, action="all_handed_in", role="system", actor=None, at=at)


def reopen_for_reviewers(*, application: Application, at: datetime) -> Application:
    """A reviewer stepped back during the review: wait for another. Called by the review."""
    if application.state != State.IN_REVIEW:
        return application
    return _move(application, action="reviewer_recused", role="system", actor=None, at=at)


def _move(
    application: Application,
    *,
    action: str,
    role: str,
    actor: Person | None,
    at: datetime,
    payload: dict[str, Any] | None = None,
    texts: dict[str, str] | None = None,
    chained: bool = False,
    **fields: Any,
) -> Application:
    """Apply one legal move as a conditional UPDATE and write its event."""
    try:
        new = next_state(application.state, action, role)
    except MoveRefused as refused:
        raise Refused(
            _("This application is “%(state)s” now, so that is not possible. Reload the page.")
            % {"state": application.get_state_display()}
        ) from refused
    moved = Application.objects.filter(pk=application.pk, state=application.state).update(
        state=new, **fields
    )
    if not moved:
        raise Refused(_("Somebody else has just moved this application. Reload the page."))
    application.refresh_from_db()
    _record(application, new, actor=actor, at=at, payload=payload, texts=texts, chained=chained)
    return application


def _record(
    application: Application,
    kind: str,
    *,
    actor: Person | None,
    at: datetime,
    payload: dict[str, Any] | None = None,
    texts: dict[str, str] | None = None,
    chained: bool = False,
) -> None:
    event.record(
        association=application.association,
        stream=f"application:{application.public_id}",
        kind=f"application.{kind}",
        actor=actor,
        payload={"applicant": str(application.person.ref), **(payload or {})},
        texts=texts,
        at=at,
        chained=chained,
    )


def _refuse_conflict(person: Person, application: Application) -> None:
    reason = conflicts.of_anyone(person, application)
    if reason:
        raise Refused(conflicts.sentence(reason))


def _tell_applicant(application: Application, template: str, *, at: datetime) -> None:
    person = application.person
    owe_mail(
        key=f"{template}:{application.public_id}:{at.isoformat()}",
        to=person.email,
        template=template,
        language=person.language,
        context={
            "name": person.name,
            "public_url": public_url(application.association),
            "association": application.association.name,
            "contact": application.association.contact_email,
            "public_id": application.public_id,
            "question": application.question,
        },
        at=at,
    )


def _locked(application: Application) -> Application:
    """The row as it is now; whoever else wants to move it waits for this transaction."""
    application.refresh_from_db(from_queryset=Application.objects.select_for_update())
    return application


def _edition_with(association: Association, category: str, today: date) -> Edition:
    try:
        edition = editions.current(association, today)
    except Edition.DoesNotExist:
        edition = None
    if edition is None or category not in editions.parsed(edition).categories:
        raise Refused(
            _("This association does not offer that category today. Choose one from its list.")
        )
    return edition


def _due_on(association: Association, today: date) -> date:
    return today + timedelta(days=association.overlay.review_days)

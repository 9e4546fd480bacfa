"""An appeal is a second look by others; the first round stays as it was."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from endorsement.models import Appeal, Application, Decision, Event, Person
from endorsement.refusals import Refused
from endorsement.rules.scheme import Outcome
from endorsement.services.application.moving import locked, move, tell_coordinators
from endorsement.services.application.outcomes import keep, refuse_without_letter
from endorsement.services.application.telling import tell_outcome
from endorsement.services.conflict import refuse_conflict


@transaction.atomic
def file(*, application: Application, person: Person, reasons: str, at: datetime) -> Appeal:
    """Appeal a decline, once.

    Effects, in order: the state moves; the appeal; the coordinators are owed a mail. What was handed
    in, reviewed and decided stays as it was.

    :raises Refused: without reasons, after the last day, a second time, when it was not declined, or
        while another application for the category is open.
    """
    if not reasons.strip():
        raise Refused(_("Say why the decision should be looked at again."), field="reasons")
    application = locked(application)
    if Appeal.objects.filter(application=application).exists():
        raise Refused(_("This decision has been appealed once, and that is as far as it goes."))
    declined = application.decisions.filter(outcome=Decision.Outcome.DECLINE).last()
    if declined is None:
        # Declined before decisions were kept as rows: the event of that day is the record.
        declined = _keep_old_decline(application)
    last = declined.appeal_through
    if last and application.association.day_of(at) > last:
        raise Refused(
            _("The last day for an appeal was %(day)s. You can apply again instead.")
            % {"day": date_format(last)}
        )
    try:
        with transaction.atomic():
            moved = move(
                application,
                action="appeal",
                role="applicant",
                actor=person,
                at=at,
                texts={"reasons": reasons.strip()},
            )
    except IntegrityError as error:
        raise Refused(
            _("You have applied for this category again. Withdraw that application first.")
        ) from error
    appeal = Appeal.objects.create(
        application=moved, decision=declined, reasons=reasons.strip(), filed_at=at
    )
    tell_coordinators(moved, "application_submitted", at=at)
    return appeal


@transaction.atomic
def hear(*, application: Application, coordinator: Person, at: datetime) -> Application:
    """Let the application be reviewed anew, in a round of its own and by others.

    Effects, in order: the state moves, as a link of the chain, and a round begins; who heard it is
    kept. Nobody who took part in the first decision reviews or decides again.

    :raises Refused: for a conflict of interest, for who took part, or without an appeal.
    """
    refuse_conflict(coordinator, application)
    moved = move(
        application,
        action="hear",
        role="coordinator",
        actor=coordinator,
        at=at,
        chained=True,
        submissions=F("submissions") + 1,
        decided_at=None,
        question="",
    )
    _heard(moved, coordinator, at)
    return moved


@transaction.atomic
def uphold(
    *, application: Application, coordinator: Person, letter: str, at: datetime
) -> Application:
    """The first decision stands.

    Effects, in order: the state moves, as a link of the chain; the decision is kept; who heard the
    appeal is kept; the applicant is owed the letter.

    :raises Refused: for a conflict of interest, for who took part, without a letter or an appeal.
    """
    refuse_conflict(coordinator, application)
    refuse_without_letter(Outcome.DECLINE, letter)
    moved = move(
        application,
        action="uphold",
        role="coordinator",
        actor=coordinator,
        at=at,
        payload={"appeal": "not granted"},
        texts={"letter": letter.strip()},
        chained=True,
        question=letter.strip(),
    )
    decision = keep(
        moved, Decision.Outcome.UPHOLD, letter=letter.strip(), coordinator=coordinator, at=at
    )
    _heard(moved, coordinator, at)
    tell_outcome(decision, at=at)
    return moved


def _keep_old_decline(application: Application) -> Decision:
    """The row of a decline that was recorded by its event alone."""
    if application.state != Application.State.DECLINED or application.decided_at is None:
        raise Refused(_("Only a decision against you can be appealed."))
    return Decision.objects.create(
        application=application,
        outcome=Decision.Outcome.DECLINE,
        round=application.submissions,
        letter=application.question,
        decided_by=_decider(application),
        decided_at=application.decided_at,
    )


def _decider(application: Application) -> Person:
    event = Event.objects.filter(stream=application.stream, kind="application.declined").latest(
        "seq"
    )
    return Person.objects.get(ref=str(event.actor_ref))


def _heard(application: Application, coordinator: Person, at: datetime) -> None:
    Appeal.objects.filter(application=application).update(heard_by=coordinator, heard_at=at)

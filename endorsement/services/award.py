"""An endorsement is granted once, with its first renewal cycle; or first as emerging; or revoked."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from endorsement import signals
from endorsement.models import Application, Endorsement, Person
from endorsement.refusals import Refused
from endorsement.rules.endorsement_moves import Move, Role
from endorsement.selectors import cycle_rules
from endorsement.services import cycle, cycle_hold, event, status
from endorsement.services.conflict import refuse_about_award
from lms.backbone import sweeps

State = Endorsement.State


@transaction.atomic
def grant(*, application: Application, actor: Person, at: datetime) -> Endorsement:
    """Grant what the approved application asked for; twice grants once.

    Effects, in order: the endorsement, or the emerging one becomes a full one; its first cycle by the
    edition's renewal data; a link of the chain; `endorsement_granted`, by which the certificate becomes
    owed.
    """
    today = application.association.day_of(at)
    endorsement, created = Endorsement.objects.get_or_create(
        application=application, defaults=_of(application, today)
    )
    if not created and not _complete(endorsement, today):
        return endorsement
    rule = cycle_rules.rule_for(endorsement.edition, endorsement.association)
    if rule is not None:
        # Without a rule the endorsement never expires.
        cycle.begin_cycle(endorsement=endorsement, rule=rule)
    event.record(
        association=application.association,
        stream=endorsement.stream,
        kind="endorsement.granted",
        actor=actor,
        payload={**_told(application), "awarded_on": today},
        at=at,
        chained=True,
    )
    signals.endorsement_granted.send(sender=Endorsement, endorsement=endorsement, at=at)
    return endorsement


@transaction.atomic
def grant_emerging(
    *, application: Application, through_on: date, actor: Person, at: datetime
) -> Endorsement:
    """Grant a category as emerging through a day; granting it again moves the day.

    It has no certificate and no renewal cycle: what carries the name of the category comes with the
    full one. Effects, in order: the endorsement; a link of the chain.
    """
    today = application.association.day_of(at)
    emerging = {"emerging": True, "emerging_through": through_on, "state": State.ACTIVE}
    endorsement, created = Endorsement.objects.get_or_create(
        application=application,
        defaults={**_of(application, today), **emerging, "emerging_from_on": today},
    )
    if not created:
        Endorsement.objects.filter(pk=endorsement.pk, emerging=True).exclude(
            state=State.REVOKED
        ).update(**emerging)
        endorsement.refresh_from_db()
    event.record(
        association=application.association,
        stream=endorsement.stream,
        kind="endorsement.emerging",
        actor=actor,
        payload={
            **_told(application),
            "from_on": endorsement.emerging_from_on,
            "through_on": through_on,
        },
        at=at,
        chained=True,
    )
    return endorsement


def end_emerging(*, at: datetime) -> int:
    """Let emerging awards lapse whose last day is over; how many. Safe twice.

    Their applications stay open: who has what was missing hands in again. Each is a transaction of its
    own; one that cannot be ended holds up no other.
    """
    ended = 0
    waiting = Endorsement.objects.filter(emerging=True, state=State.ACTIVE)
    for endorsement in waiting.select_related("association", "person").order_by("pk"):
        with sweeps.apart("Emerging award", endorsement.public_id):
            through = endorsement.emerging_through
            if through is not None and through < endorsement.association.day_of(at):
                ended += _lapse(endorsement, at)
    return ended


@transaction.atomic
def revoke(
    *, endorsement: Endorsement, coordinator: Person, reason: str, note: str = "", at: datetime
) -> Endorsement:
    """Take an endorsement away. `reason` is a code of a short list; the note stays inside.

    Effects, in order: the state, once; a link of the chain with the code, and the note as an erasable
    text; its cycle waits for nothing any more. Its certificates then verify as no longer valid, and no
    reminder of it goes out.

    :raises Refused: for a conflict of interest, an unknown reason, or when it was revoked before.
    """
    refuse_about_award(coordinator, endorsement, at=at)
    if reason not in Endorsement.RevokedReason.values:
        raise Refused(_("Choose a reason from the list."), field="reason")
    if endorsement.state == State.REVOKED:
        raise Refused(_("This endorsement has been revoked already."))
    status.move(
        endorsement=endorsement,
        move=Move.REVOKE,
        role=Role.COORDINATOR,
        actor=coordinator,
        payload={"reason": reason},
        texts={"note": note},
        at=at,
        revoked_reason=reason,
        revoked_at=at,
    )
    cycle_hold.hold(endorsement=endorsement)
    return endorsement


def _of(application: Application, today: date) -> dict[str, object]:
    return {
        "person": application.person,
        "association": application.association,
        "edition": application.edition,
        "category": application.category,
        "awarded_on": today,
    }


def _told(application: Application) -> dict[str, str]:
    """What every event of a granted award says of it."""
    return {
        "person": str(application.person.ref),
        "application": application.public_id,
        "category": application.category,
        "edition": application.edition.code,
    }


def _complete(endorsement: Endorsement, today: date) -> bool:
    """An emerging award becomes a full one; whether this was the moment."""
    completed = (
        Endorsement.objects.filter(pk=endorsement.pk, emerging=True)
        .exclude(state=State.REVOKED)
        .update(emerging=False, state=State.ACTIVE, awarded_on=today)
    )
    endorsement.refresh_from_db()
    return bool(completed)


@transaction.atomic
def _lapse(endorsement: Endorsement, at: datetime) -> int:
    try:
        status.move(
            endorsement=endorsement,
            move=Move.END_EMERGING,
            role=Role.SYSTEM,
            actor=None,
            at=at,
        )
    except Refused:
        # Completed, revoked or ended by another sweep meanwhile.
        return 0
    return 1

"""What an association does with an endorsement between renewals: a break, a sanction, an end, a return.

Each verb moves it by the table (`status.move`), sees to its cycle, and answers what its holder has asked.
Why somebody is away or was sanctioned stands in erasable texts of the event and nowhere else.
"""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from endorsement import signals, wording
from endorsement.models import Endorsement, Person, RenewalCycle, StatusRequest
from endorsement.refusals import Refused
from endorsement.rules.endorsement_moves import Move, Role
from endorsement.rules.windows import add_months
from endorsement.selectors import cycle_rules, reinstatement, renewals
from endorsement.selectors.endorsements import holds_another
from endorsement.services import cycle as cycles
from endorsement.services import cycle_hold, holder_mail, reminder, status
from endorsement.services.conflict import refuse_tie

State = Endorsement.State


@transaction.atomic
def set_inactive(
    *, endorsement: Endorsement, coordinator: Person, because: str, note: str = "", at: datetime
) -> Endorsement:
    """Let somebody pause: illness, family leave, a move, another job.

    Effects, in order: the state, and through which day they may come back where the edition limits it;
    the cycle waits; a link of the chain; a mail to the holder, as in every verb here.

    :raises Refused: for a tie, without a reason from the list, or where the table has no such move.
    """
    if because not in StatusRequest.Because.values:
        raise Refused(
            _("Choose a reason from the list; only your association reads it."), field="because"
        )
    rule = _rule(endorsement)
    through_on = None
    if rule is not None and rule.inactive_months:
        through_on = add_months(endorsement.association.day_of(at), rule.inactive_months)
    return _move(
        endorsement,
        Move.SET_INACTIVE,
        coordinator,
        at,
        texts={"because": because, "note": note},
        payload={"through_on": through_on} if through_on else {},
        through_on=through_on,
    )


@transaction.atomic
def suspend(
    *, endorsement: Endorsement, coordinator: Person, note: str, at: datetime
) -> Endorsement:
    """A licensing board has acted against somebody. What was said of it stays inside.

    Effects, in order: the state; the cycle waits; a link of the chain with the note as an erasable text.

    :raises Refused: for a tie, without a note, or where the table has no such move.
    """
    _need(note)
    return _move(endorsement, Move.SUSPEND, coordinator, at, texts={"note": note})


@transaction.atomic
def retire(
    *, endorsement: Endorsement, coordinator: Person, note: str = "", at: datetime
) -> Endorsement:
    """Somebody ends their working life or their wish to be endorsed.

    Effects, in order: the state; the cycle waits; a link of the chain.

    :raises Refused: for a tie, or where the table has no such move.
    """
    return _move(endorsement, Move.RETIRE, coordinator, at, texts={"note": note})


@transaction.atomic
def archive(
    *, endorsement: Endorsement, coordinator: Person, note: str = "", at: datetime
) -> Endorsement:
    """Rest one of several categories that somebody holds.

    Effects, in order: the state; the cycle waits; a link of the chain.

    :raises Refused: for a tie, for somebody's only category, or where the table has no such move.
    """
    if not holds_another(endorsement):
        raise Refused(
            _("Only one of several categories can be archived, and this is their only one.")
        )
    return _move(endorsement, Move.ARCHIVE, coordinator, at, texts={"note": note})


@transaction.atomic
def come_back(
    *,
    endorsement: Endorsement,
    coordinator: Person,
    due_on: date | None = None,
    note: str = "",
    at: datetime,
) -> Endorsement:
    """Somebody inactive is active again, or a suspension is lifted.

    Effects, in order: the state; a link of the chain; the cycle goes on, with a later due day where it
    had passed; reminders dated before today are suppressed.

    :raises Refused: for a tie, for a day that is over, or where the table has no such move.
    """
    move = Move.LIFT if endorsement.state == State.SUSPENDED else Move.COME_BACK
    today = endorsement.association.day_of(at)
    _refuse_another(endorsement)
    _move(endorsement, move, coordinator, at, texts={"note": note})
    cycle = cycle_hold.resume(endorsement=endorsement, due_on=due_on, today=today, at=at)
    if cycle is not None and not renewals.waiting(cycle):
        # What was handed in before the break still waits for its decision.
        reminder.suppress_before(cycle=cycle, day=today, reason="held", at=at)
    _tell_active(endorsement, cycle, at)
    return endorsement


@transaction.atomic
def reinstate(
    *,
    endorsement: Endorsement,
    coordinator: Person,
    despite: str = "",
    note: str = "",
    at: datetime,
) -> RenewalCycle | None:
    """Take up again an endorsement that lapsed, was retired or rested; the new cycle, if it has cycles.

    What the category asks of a return is judged by the same rules as everything else; whoever lets
    somebody return without it writes why (`despite`).

    Effects, in order: the state; a link of the chain; the cycle that begins today, always audited;
    `endorsement_renewed`, by which the certificate of the new period becomes owed.

    :raises Refused: for a tie, while something is missing, when the category is held anew meanwhile, or
        where the table has no such move.
    """
    today = endorsement.association.day_of(at)
    found = reinstatement.judged(endorsement, today)
    if not found.met and not despite.strip():
        names = found.names()
        titles = "; ".join(wording.title(one, names) for one in found.missing)
        raise Refused(
            _(
                "Not everything is there yet: %(missing)s. Write why you let them return all the same."
            )
            % {"missing": titles},
            field="despite",
        )
    _refuse_another(endorsement)
    last = endorsement.cycles.select_related("edition").order_by("-number").first()
    _move(
        endorsement,
        Move.REINSTATE,
        coordinator,
        at,
        texts={"note": note, "despite": despite},
        payload={"met": found.met},
    )
    if last is None:
        _tell_active(endorsement, None, at)
        return None
    last.endorsement = endorsement
    cycle = cycles.take_up(before=last, on=today)
    signals.endorsement_renewed.send(
        sender=Endorsement, endorsement=endorsement, cycle=cycle, at=at
    )
    _tell_active(endorsement, cycle, at)
    return cycle


def _move(
    endorsement: Endorsement,
    move: Move,
    coordinator: Person,
    at: datetime,
    *,
    texts: dict[str, str],
    payload: dict[str, Any] | None = None,
    through_on: date | None = None,
) -> Endorsement:
    refuse_tie(coordinator, endorsement, at=at)
    status.move(
        endorsement=endorsement,
        move=move,
        role=Role.COORDINATOR,
        actor=coordinator,
        texts=texts,
        payload=payload,
        through_on=through_on,
        at=at,
    )
    if move not in (Move.COME_BACK, Move.LIFT, Move.REINSTATE):
        cycle_hold.hold(endorsement=endorsement)
        until = {"through_on": through_on.isoformat()} if through_on else {}
        holder_mail.tell(endorsement, endorsement.state, at=at, **until)
    asked = endorsement.status_requests.filter(answered_at__isnull=True)
    asked.update(answered_at=at, answered_by=coordinator, granted=True)
    return endorsement


def _tell_active(endorsement: Endorsement, cycle: RenewalCycle | None, at: datetime) -> None:
    due = {"due_on": cycle.due_on.isoformat()} if cycle and not renewals.waiting(cycle) else {}
    holder_mail.tell(endorsement, "active", at=at, **due)


def _refuse_another(endorsement: Endorsement) -> None:
    others = Endorsement.objects.filter(
        person=endorsement.person_id,
        association=endorsement.association_id,
        category=endorsement.category,
        state__in=Endorsement.HELD,
    )
    if others.exclude(pk=endorsement.pk).exists():
        raise Refused(_("They hold this category by another endorsement, which goes on."))


def _need(note: str) -> None:
    if not note.strip():
        raise Refused(_("Write what happened; only your association reads it."), field="note")


def _rule(endorsement: Endorsement) -> Any:
    return cycle_rules.rule_for(endorsement.edition, endorsement.association)

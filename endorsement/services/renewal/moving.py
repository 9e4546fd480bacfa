"""Applying a legal move of a renewal: the one place that changes its state."""

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from endorsement.models import Person, Renewal, RenewalCycle
from endorsement.refusals import Refused
from endorsement.rules.renewing import MOVES, Action, Role
from endorsement.services import event, moving

KINDS = {
    Renewal.State.HANDED_IN: "endorsement.renewal_handed_in",
    Renewal.State.RETURNED: "endorsement.renewal_returned",
    Renewal.State.TAKEN_BACK: "endorsement.renewal_taken_back",
    Renewal.State.APPROVED: "endorsement.renewed",
    Renewal.State.DECLINED: "endorsement.renewal_declined",
}


def begun(cycle: RenewalCycle) -> Renewal:
    """The renewal of the cycle, and the cycle's row locked: whoever else wants to move either waits.

    A payment can come before anything is handed in, so it is begun by either.
    """
    endorsement = cycle.endorsement
    RenewalCycle.objects.select_for_update().get(pk=cycle.pk)
    renewal, _created = Renewal.objects.get_or_create(
        cycle=cycle,
        defaults={"association": endorsement.association, "person": endorsement.person},
    )
    return locked(renewal)


def locked(renewal: Renewal) -> Renewal:
    """The row as it is now, its cycle locked first, as the sweep of status changes does."""
    cycle = RenewalCycle.objects.select_for_update().get(pk=renewal.cycle_id)
    found = Renewal.objects.select_for_update().select_related(None).get(pk=renewal.pk)
    found.association, found.person = renewal.association, renewal.person
    cycle.endorsement = renewal.cycle.endorsement
    found.cycle = cycle
    return found


def move(
    renewal: Renewal,
    *,
    action: Action,
    role: Role,
    actor: Person | None,
    at: datetime,
    payload: dict[str, Any] | None = None,
    texts: dict[str, str] | None = None,
    **fields: Any,
) -> Renewal:
    """Apply one legal move as a conditional UPDATE and write its event, a link of the chain.

    :raises Refused: for a move that is not in the table, or when somebody else was faster.
    """
    new = moving.apply(
        renewal,
        MOVES,
        action=action,
        role=role,
        not_now=_why_not(renewal),
        overtaken=_("Somebody else has just moved this renewal. Reload the page."),
        **fields,
    )
    record(renewal, KINDS[Renewal.State(new)], actor=actor, at=at, payload=payload, texts=texts)
    return renewal


def _why_not(renewal: Renewal) -> str:
    if renewal.state == Renewal.State.TAKEN_BACK:
        return _(
            "The holder has taken this renewal back. There is nothing to decide until it is handed in"
            " again."
        )
    return _("This renewal is “%(state)s” now, so that is not possible. Reload the page.") % {
        "state": renewal.get_state_display()
    }


def refuse_too_soon(answer_by_on: date, today: date) -> None:
    """A question, about a renewal or its audit, leaves a day to answer it.

    :raises Refused: for a day that is over or today.
    """
    if answer_by_on <= today:
        raise Refused(_("Give the holder at least until tomorrow to answer."), field="answer_by_on")


def record(
    renewal: Renewal,
    kind: str,
    *,
    actor: Person | None,
    at: datetime,
    payload: dict[str, Any] | None = None,
    texts: dict[str, str] | None = None,
    chained: bool = True,
) -> None:
    """An event in the endorsement's stream."""
    event.record(
        association=renewal.association,
        stream=renewal.cycle.endorsement.stream,
        kind=kind,
        actor=actor,
        payload={
            "person": str(renewal.person.ref),
            "renewal": renewal.public_id,
            "cycle": renewal.cycle.number,
            **(payload or {}),
        },
        texts={name: text.strip() for name, text in (texts or {}).items() if text.strip()},
        at=at,
        chained=chained,
    )

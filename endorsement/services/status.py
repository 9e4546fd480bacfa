"""The one mover of endorsements: what is not in `rules/endorsement_moves.py` is refused."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from endorsement.models import Endorsement, Person
from endorsement.rules.endorsement_moves import MOVES, Move, Role
from endorsement.services import event, moving

KINDS = {
    Move.SET_INACTIVE: "endorsement.set_inactive",
    Move.COME_BACK: "endorsement.came_back",
    Move.SUSPEND: "endorsement.suspended",
    Move.LIFT: "endorsement.suspension_lifted",
    Move.RETIRE: "endorsement.retired",
    Move.ARCHIVE: "endorsement.archived",
    Move.REINSTATE: "endorsement.reinstated",
    Move.REVOKE: "endorsement.revoked",
    Move.LAPSE: "endorsement.lapsed",
    Move.END_EMERGING: "endorsement.emerging_ended",
    Move.COMPLETE: "endorsement.completed",
}


@dataclass(frozen=True)
class Fallen:
    """An endorsement that a day moves, since which day, and what its event says."""

    endorsement: Endorsement
    since_on: date
    payload: Mapping[str, Any]


@transaction.atomic
def move(
    *,
    endorsement: Endorsement,
    move: Move,
    role: Role,
    actor: Person | None,
    at: datetime,
    payload: Mapping[str, Any] | None = None,
    texts: Mapping[str, str] | None = None,
    through_on: date | None = None,
    **also: Any,
) -> Endorsement:
    """Move an endorsement by the table; `also` are further columns that change with it.

    Effects, in order: the state, its first and last day; a link of the chain that says from and to
    which state, with `texts` as erasable words.

    :raises Refused: for a move that is not in the table, or when somebody else was faster.
    """
    # Cycles before endorsements, as the sweep locks them: two that want both take turns.
    list(endorsement.cycles.select_for_update().filter(next_status_on__isnull=False))
    before = endorsement.state
    moving.apply(
        endorsement,
        MOVES,
        action=move,
        role=role,
        not_now=_("That cannot be done with this endorsement as it stands now."),
        overtaken=_(
            "Somebody else has changed this endorsement meanwhile. Look at it again, please."
        ),
        state_since_on=endorsement.association.day_of(at),
        state_through_on=through_on,
        **also,
    )
    endorsement.refresh_from_db()
    event.record(
        association=endorsement.association,
        stream=endorsement.stream,
        kind=KINDS[move],
        actor=actor,
        payload={**_told(endorsement, before), **(payload or {})},
        texts={field: text.strip() for field, text in (texts or {}).items() if text.strip()},
        at=at,
        chained=True,
    )
    return endorsement


@transaction.atomic
def lapse_all(fallen: Sequence[Fallen], *, at: datetime) -> None:
    """Let endorsements lapse whose days are over; the caller has locked their rows.

    Effects, in order: their states, each since its own day; a link of the chain for each.

    :raises MoveRefused: for one that cannot lapse.
    """
    if not fallen:
        return
    happened = []
    for one in fallen:
        endorsement, before = one.endorsement, one.endorsement.state
        endorsement.state = MOVES.next_state(before, Move.LAPSE, Role.SYSTEM)
        endorsement.state_since_on, endorsement.state_through_on = one.since_on, None
        happened.append(
            event.Happened(
                association=endorsement.association,
                stream=endorsement.stream,
                kind=KINDS[Move.LAPSE],
                payload={**_told(endorsement, before), **one.payload},
                chained=True,
            )
        )
    Endorsement.objects.bulk_update(
        [one.endorsement for one in fallen], ["state", "state_since_on", "state_through_on"]
    )
    event.record_all(happened, at=at)


def _told(endorsement: Endorsement, before: str) -> dict[str, str]:
    return {
        "person": str(endorsement.person.ref),
        "category": endorsement.category,
        "from": str(before),
        "to": str(endorsement.state),
    }

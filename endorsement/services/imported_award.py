"""An award of before comes here: without an application, with its number, in the cycle of its due day."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from endorsement.models import Association, Edition, Endorsement, Person, RenewalCycle
from endorsement.rules.people import Said, cycle_of_import
from endorsement.rules.renewal import Cycle
from endorsement.rules.scheme import Edition as Rules
from endorsement.services import event

State = Endorsement.State


@transaction.atomic
def bring(
    *,
    person: Person,
    association: Association,
    said: Said,
    criteria: tuple[Edition, Rules],
    by: Person,
    at: datetime,
) -> Endorsement:
    """Write down an award that was given elsewhere before.

    Effects, in order: the endorsement; the cycle in which its due day falls, held: no reminder goes out
    and its days bring nothing about until `held.start`; a link of the chain.
    """
    edition, parsed = criteria
    endorsement = Endorsement.objects.create(
        person=person,
        association=association,
        edition=edition,
        imported_at=at,
        **_columns(said),
    )
    cycle = _cycle(said, parsed, association.day_of(at))
    if cycle is not None:
        RenewalCycle.objects.create(endorsement=endorsement, **_days(cycle), **_held(said))
    _record(endorsement, "endorsement.imported", cycle, by=by, at=at)
    return endorsement


@transaction.atomic
def correct(
    *,
    endorsement: Endorsement,
    said: Said,
    criteria: tuple[Edition, Rules],
    by: Person,
    at: datetime,
) -> Endorsement:
    """Write down what a corrected list says of an award that is still as it was brought.

    Effects, in order: the endorsement; its held cycle; a link of the chain.
    """
    edition, parsed = criteria
    columns = _columns(said)
    if not said.number:
        columns |= {
            "original_number": endorsement.original_number,
            "original_key": endorsement.original_key,
        }
    Endorsement.objects.filter(pk=endorsement.pk).update(edition=edition, **columns)
    endorsement.refresh_from_db()
    cycle = _cycle(said, parsed, endorsement.association.day_of(at))
    if cycle is None:
        endorsement.cycles.all().delete()
    else:
        RenewalCycle.objects.update_or_create(
            endorsement=endorsement, defaults={**_days(cycle), **_held(said)}
        )
    _record(endorsement, "endorsement.import_corrected", cycle, by=by, at=at)
    return endorsement


def _columns(said: Said) -> dict[str, Any]:
    return {
        "category": said.category,
        "awarded_on": said.awarded_on,
        "state": said.state,
        "original_number": said.number,
        "original_key": said.key,
    }


def _cycle(said: Said, criteria: Rules, today: date) -> Cycle | None:
    """None where the criteria know no renewal: such an award never expires."""
    if criteria.renewal is None:
        return None
    cycle, _usual = cycle_of_import(
        criteria.renewal, awarded_on=said.awarded_on, due_on=said.due_on, on=today
    )
    return cycle


def _days(cycle: Cycle) -> dict[str, Any]:
    return {name: getattr(cycle, name) for name in cycle.__slots__}


def _held(said: Said) -> dict[str, Any]:
    lapsed = said.state == State.LAPSED
    return {
        "state": RenewalCycle.State.LAPSED if lapsed else RenewalCycle.State.OPEN,
        "next_rung_on": None,
        "next_status_on": None,
    }


def _record(
    endorsement: Endorsement, kind: str, cycle: Cycle | None, *, by: Person, at: datetime
) -> None:
    event.record(
        association=endorsement.association,
        stream=endorsement.stream,
        kind=kind,
        actor=by,
        payload={
            "person": str(endorsement.person.ref),
            "category": endorsement.category,
            "edition": endorsement.edition.code,
            "state": str(endorsement.state),
            "awarded_on": endorsement.awarded_on,
            "due_on": cycle.due_on if cycle else None,
            "original_number": endorsement.original_number,
        },
        at=at,
        chained=True,
    )

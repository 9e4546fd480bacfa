"""An endorsement is granted once, with its first renewal cycle."""

from datetime import datetime

from django.db import transaction

from endorsement import signals
from endorsement.models import Application, Endorsement, Person, RenewalCycle
from endorsement.rules import renewal
from endorsement.selectors import editions
from endorsement.services import event


@transaction.atomic
def grant(*, application: Application, actor: Person, at: datetime) -> Endorsement:
    """Grant what the approved application asked for; twice grants once.

    Effects, in order: the endorsement; its first cycle by the edition's renewal data; a link of the
    chain; `endorsement_granted`, by which the certificate becomes owed.
    """
    today = application.association.day_of(at)
    endorsement, created = Endorsement.objects.get_or_create(
        application=application,
        defaults={
            "person": application.person,
            "association": application.association,
            "edition": application.edition,
            "category": application.category,
            "awarded_on": today,
        },
    )
    if not created:
        return endorsement
    _begin_first_cycle(endorsement)
    event.record(
        association=application.association,
        stream=f"endorsement:{endorsement.public_id}",
        kind="endorsement.granted",
        actor=actor,
        payload={
            "person": str(application.person.ref),
            "application": application.public_id,
            "category": application.category,
            "edition": application.edition.code,
            "awarded_on": today,
        },
        at=at,
        chained=True,
    )
    signals.endorsement_granted.send(sender=Endorsement, endorsement=endorsement, at=at)
    return endorsement


def _begin_first_cycle(endorsement: Endorsement) -> None:
    """The first renewal cycle by the edition's rule; an edition without one never expires."""
    rule = editions.parsed(endorsement.edition).renewal
    if rule is None:
        return
    cycle = renewal.cycle_for(rule, awarded_on=endorsement.awarded_on)
    RenewalCycle.objects.create(
        endorsement=endorsement,
        number=cycle.number,
        starts_on=cycle.starts_on,
        opens_on=cycle.opens_on,
        due_on=cycle.due_on,
        grace_through=cycle.grace_through,
        next_rung_on=renewal.next_look(cycle, rule.ladder),
    )

"""An endorsement is granted once, with its first renewal cycle."""

from datetime import datetime

from django.db import transaction

from endorsement import signals
from endorsement.models import Application, Endorsement, Person
from endorsement.selectors import editions
from endorsement.services import event, renewal


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
    rule = editions.parsed(endorsement.edition).renewal
    if rule is not None:
        # Without a rule the endorsement never expires.
        renewal.begin_cycle(endorsement=endorsement, rule=rule)
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

"""Roles in an association begin and end here, and nowhere else."""

from datetime import date

from django.db import transaction

from endorsement import signals
from endorsement.models import Association, Membership, Person


@transaction.atomic
def begin(
    *,
    person: Person,
    association: Association,
    role: str,
    from_on: date,
    through_on: date | None = None,
) -> Membership:
    """Give a role from a day on. The same role from the same day is one membership.

    Effects, in order: the row; `membership_changed`, by which the CMS keeps its groups in step.
    """
    membership, _created = Membership.objects.update_or_create(
        person=person,
        association=association,
        role=role,
        from_on=from_on,
        defaults={"through_on": through_on},
    )
    signals.membership_changed.send(sender=Membership, membership=membership)
    return membership


@transaction.atomic
def end(*, membership: Membership, through_on: date) -> Membership:
    """The role's last day is `through_on` (inclusive)."""
    membership.through_on = through_on
    membership.full_clean()
    membership.save(update_fields=["through_on"])
    signals.membership_changed.send(sender=Membership, membership=membership)
    return membership

"""Reviewers say how much they can take on and when they are away; a coordinator may say it for them."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from endorsement.models import Absence, Capacity, Person
from endorsement.refusals import Refused

MOST_ABSENCES = 40


@transaction.atomic
def set_capacity(*, person: Person, at_most: int | None, at: datetime) -> None:
    """At most so many open reviews at a time; None for no limit."""
    if at_most is None:
        Capacity.objects.filter(person=person).delete()
        return
    Capacity.objects.update_or_create(
        person=person, defaults={"at_most": at_most, "changed_at": at}
    )


@transaction.atomic
def add_absence(
    *, person: Person, from_on: date, through_on: date, by: Person, at: datetime
) -> Absence:
    """Nobody asks them on these days; the same days twice are one absence.

    :raises Refused: when the last day is before the first, or there are very many.
    """
    if through_on < from_on:
        raise Refused(
            _("The last day is before the first day. Please check both dates."), field="through_on"
        )
    if person.absences.count() >= MOST_ABSENCES:
        raise Refused(_("There are very many of them already. Please remove one first."))
    absence, _created = Absence.objects.get_or_create(
        person=person,
        from_on=from_on,
        through_on=through_on,
        defaults={"entered_by": by, "entered_at": at},
    )
    return absence


def remove_absence(*, absence: Absence) -> None:
    """They can be asked on these days after all."""
    absence.delete()

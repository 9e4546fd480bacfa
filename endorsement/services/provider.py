"""Providers of RSC: asked about when somebody enters hours, decided once for everybody."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from endorsement.models import (
    Association,
    LedgerEntry,
    Person,
    ProviderQuestion,
    ProviderStanding,
)
from endorsement.refusals import Refused
from endorsement.selectors.providers import standings


@transaction.atomic
def ask_about(*, person: Person, association: Association, at: datetime) -> int:
    """Put every provider of the person's RSC about whom nothing is known on the association's list.

    Asking again changes nothing. How many providers were put there now.
    """
    providers = set(
        LedgerEntry.objects.filter(
            person=person,
            kind=LedgerEntry.Kind.RSC_RECEIVED,
            provider__isnull=False,
            corrected_by__isnull=True,
            withdrawn=False,
        ).values_list("provider", flat=True)
    )
    unknown = providers - set(standings(association, providers))
    asked = [
        ProviderQuestion.objects.get_or_create(
            association=association, person_id=provider, asked_by=person, defaults={"asked_at": at}
        )
        for provider in sorted(unknown)
    ]
    return sum(created for _question, created in asked)


@transaction.atomic
def decide(
    *,
    association: Association,
    person: Person,
    basis: str,
    from_on: date,
    through_on: date | None,
    by: Person,
    at: datetime,
) -> ProviderStanding:
    """Decide about a provider, for everybody, on these days (inclusive).

    Deciding again from the same first day replaces that decision.

    :raises Refused: when the last day is before the first, or somebody decides about themself.
    """
    if person.pk == by.pk:
        raise Refused(_("Nobody decides about themself. Please ask another coordinator."))
    if through_on is not None and through_on < from_on:
        raise Refused(
            _("The last day is before the first day. Please check both dates."), field="through_on"
        )
    standing, _created = ProviderStanding.objects.update_or_create(
        association=association,
        person=person,
        from_on=from_on,
        basis__in=ProviderStanding.Basis.values,
        defaults={
            "basis": basis,
            "through_on": through_on,
            "decided_by": by,
            "decided_at": at,
        },
    )
    try:
        standing.full_clean()
    except ValidationError as error:
        raise Refused(error.messages[0]) from error
    return standing


@transaction.atomic
def list_holding(
    *,
    association: Association,
    person: Person,
    category: str,
    from_on: date,
    through_on: date | None,
    by: Person,
    at: datetime,
) -> ProviderStanding:
    """Record that a provider holds a category elsewhere, as a list of the association says it.

    Listing the same holding from the same day again replaces its last day.

    :raises Refused: when the last day is before the first.
    """
    if through_on is not None and through_on < from_on:
        raise Refused(
            _("The last day is before the first day. Please check both dates."), field="through_on"
        )
    standing, _created = ProviderStanding.objects.update_or_create(
        association=association,
        person=person,
        basis=category,
        from_on=from_on,
        defaults={"through_on": through_on, "decided_by": by, "decided_at": at},
    )
    return standing

"""Invented associations and people, so that every role can be tried on a fresh machine."""

from datetime import date, datetime

from django.db import transaction

from endorsement.demonstration import accounts, supervision, trainee
from endorsement.models import Association, Person, ProviderStanding, RegistryListing, Scheme
from endorsement.services import listing
from endorsement.services.addresses import person_by_email


@transaction.atomic
def load(*, scheme: Scheme, at: datetime) -> None:
    """Associations with their scheme, accounts with their roles, one vetted provider, one portfolio and
    plan, hours that wait for a confirmation, groups with a roster.
    """
    for slug, facts in accounts.ASSOCIATIONS.items():
        accounts.association(slug, facts, scheme, at)
    people = {account.email: accounts.sign_up(account, at) for account in accounts.ACCOUNTS}
    provider = _vetted_provider(people["coordinator@example.org"], at)
    maya = people["trainee@example.org"]
    trainee.load(maya, provider, at)
    supervision.load(maya, vetted=provider, unknown=people["provider@example.org"], at=at)


def _vetted_provider(coordinator: Person, at: datetime) -> Person:
    provider = person_by_email(email="ruth.adeyemi@example.org", name="Ruth Adeyemi")
    ProviderStanding.objects.get_or_create(
        association=Association.objects.get(slug="pine-river"),
        person=provider,
        from_on=date(2024, 1, 1),
        defaults={
            "basis": ProviderStanding.Basis.VETTED,
            "decided_by": coordinator,
            "decided_at": at,
        },
    )
    # She asked to be listed with her openings; a later wish of hers stays.
    if not RegistryListing.objects.filter(person=provider).exists():
        listing.change(
            person=provider,
            association=Association.objects.get(slug="pine-river"),
            show_name=True,
            languages=["en"],
            openings=listing.Openings(rsc_openings=True, rsc_group=True, rsc_online=True),
            at=at,
        )
    return provider

"""Demonstration of supervision: hours to confirm, a group with a roster, a provider nobody knows.

The trainee measures herself by either association: Pine River has vetted the provider of her group,
Harbor was asked about the other one and has not decided.
"""

from datetime import date, datetime
from decimal import Decimal

from endorsement.models import Association, Person, SupervisionGroup
from endorsement.services import confirmation, group, ledger, roster
from endorsement.services.entry_content import EntryContent
from endorsement.services.roster import Roster


def load(trainee: Person, *, vetted: Person, unknown: Person, at: datetime) -> None:
    """A group of each provider, a roster of one, a request to each; loading twice changes nothing."""
    if SupervisionGroup.objects.filter(provider__in=[vetted, unknown]).exists():
        return
    monthly = _group(trainee, vetted, "Monthly reflective group", "pine-river", at)
    roster.post(
        group=monthly,
        roster=Roster(on=date(2026, 7, 14), hours=Decimal("2.00"), mode="online"),
        present=[trainee],
        at=at,
    )
    _group(trainee, unknown, "Harbor evening group", "harbor", at)
    harbor = Association.objects.get(slug="harbor")
    single = ledger.add_entry(
        person=trainee, content=_session(unknown), at=at, once="demonstration-individual"
    )
    confirmation.ask(person=trainee, entries=[single], association=harbor, at=at)
    drafts = trainee.entries.filter(provider=vetted, permanent_at__isnull=True)
    confirmation.ask(person=trainee, entries=drafts, at=at)


def _group(
    trainee: Person, provider: Person, name: str, association: str, at: datetime
) -> SupervisionGroup:
    made = group.begin(provider=provider, name=name, at=at)
    group.join(
        group=made,
        person=trainee,
        association=Association.objects.get(slug=association),
        at=at,
    )
    return made


def _session(provider: Person) -> EntryContent:
    return EntryContent(
        kind="rsc_received",
        first_on=date(2026, 9, 22),
        last_on=date(2026, 9, 22),
        hours=Decimal("1.00"),
        provider=provider,
        provider_name=provider.name,
        attributes={"format": "individual", "mode": "in_person", "focus": "own_practice"},
    )

"""Requests to confirm hours and groups, made by the real services, with the token that was mailed."""

import datetime
from decimal import Decimal
from typing import Any

from endorsement.models import ConfirmationRequest, LedgerEntry, Person, SupervisionGroup
from endorsement.services import confirmation, group, roster
from endorsement.services.roster import Posted, Roster
from lms.backbone.models import Mail
from tests.factories.ledger import NOW, RscFactory
from tests.factories.person import OutsiderFactory

DAY = datetime.date(2026, 3, 2)


def token_of(key: str) -> str:
    """The token in the newest mail whose key begins so."""
    mail = Mail.objects.filter(key__startswith=key).latest("pk")
    return str(mail.context["link"]).rstrip("/").rpartition("/")[2]


def hours(person: Person, provider: Person, days: int = 3, **more: Any) -> list[LedgerEntry]:
    """Drafts of supervision received, one a month."""
    return [
        RscFactory(
            person=person,
            provider=provider,
            first_on=datetime.date(2026, month, 2),
            detail__provider_name=provider.name,
            **more,
        )
        for month in range(1, days + 1)
    ]


def asked(
    person: Person, *entries: LedgerEntry, at: datetime.datetime = NOW
) -> ConfirmationRequest:
    return confirmation.ask(person=person, entries=entries, at=at).request


def token(request: ConfirmationRequest) -> str:
    return token_of(f"confirmation:{request.public_id}:")


def group_of(
    *members: Person, provider: Person | None = None, at: datetime.datetime = NOW
) -> SupervisionGroup:
    """A group that its first member began, and that the others joined."""
    provider = provider or OutsiderFactory(name="Ruth Adeyemi")
    made = group.begin_for_provider(
        person=members[0],
        provider_name=provider.name,
        provider_email=provider.email,
        name="Tuesday group",
        at=at,
    )
    for person in members[1:]:
        group.join(group=made, person=person, at=at)
    return made


def group_token(made: SupervisionGroup) -> str:
    return token_of(f"group:{made.public_id}:")


def post(made: SupervisionGroup, *present: Person, **more: Any) -> Posted:
    said = {"on": DAY, "hours": Decimal("2.00"), "mode": "online", **more}
    at = said.pop("at", NOW)
    return roster.post(group=made, roster=Roster(**said), present=present, at=at)

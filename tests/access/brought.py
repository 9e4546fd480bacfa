"""A list that waits for its confirmation, and somebody who came by another and was invited."""

import datetime
from dataclasses import dataclass

from endorsement.models import Association, ClaimInvitation, Person
from endorsement.services import claim_invitation, people_import
from tests.access.marks import mark
from tests.factories.people_import import HEADING, endorsee

TOKEN = "access-claim-token"


@dataclass(frozen=True)
class GoingLive:
    staged: str
    invitation: ClaimInvitation
    token: str


def go_live(association: Association, coordinator: Person, *, at: datetime.datetime) -> GoingLive:
    row = endorsee(name=mark("brought-name"), email="brought@example.org")

    def stage() -> people_import.PeopleImport:
        return people_import.stage(
            association=association,
            kind="endorsees",
            name="list.csv",
            table=[HEADING, row],
            by=coordinator,
            at=at,
        )

    people_import.confirm(batch=stage(), by=coordinator, at=at)
    person = Person.objects.get(email="brought@example.org")
    invitation = claim_invitation.invite(
        association=association, person=person, by=coordinator, at=at
    )
    # The token itself is known to the mail alone.
    invitation.token_sha256 = ClaimInvitation.digest(TOKEN)
    invitation.token_expires_at = at + datetime.timedelta(days=5000)
    invitation.save()
    staged = stage()
    staged.expires_at = at + datetime.timedelta(days=5000)
    staged.save()
    return GoingLive(staged.public_id, invitation, TOKEN)

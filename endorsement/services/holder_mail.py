"""How a holder hears of what their association has done with an endorsement."""

from datetime import datetime
from typing import Any

from endorsement.models import Endorsement
from endorsement.selectors import editions
from endorsement.selectors.hosts import public_url
from endorsement.selectors.overlays import label
from lms.backbone.mail import owe_mail


def tell(endorsement: Endorsement, what: str, *, at: datetime, **context: Any) -> None:
    """The holder is owed one mail for this; no reason ever stands in it. Without an address there is none.

    `what` is the state it is in now, `extended` or `answered`.
    """
    person, association = endorsement.person, endorsement.association
    if not person.email:
        return
    known = editions.parsed(endorsement.edition).categories[endorsement.category].name
    name = {**known, **label(association, endorsement.category)}
    owe_mail(
        key=f"endorsement_changed:{endorsement.public_id}:{what}:{at.isoformat()}",
        to=person.email,
        template="endorsement_changed",
        language=person.language,
        context={
            "name": person.name,
            "public_url": public_url(association),
            "association": association.name,
            "contact": association.contact_email,
            "category": name.get(person.language) or name["en"],
            "what": what,
            **context,
        },
        at=at,
    )

"""How a holder hears of what became of their renewal."""

from datetime import datetime
from typing import Any

from endorsement.models import Renewal
from endorsement.selectors import editions
from endorsement.selectors.hosts import public_url
from endorsement.selectors.overlays import label
from lms.backbone.mail import owe_mail


def tell_holder(renewal: Renewal, template: str, *, at: datetime, **context: Any) -> None:
    """The holder is owed this mail, once for this moment; without an address there is none."""
    person, association = renewal.person, renewal.association
    if not person.email:
        return
    owe_mail(
        key=f"{template}:{renewal.public_id}:{at.isoformat()}",
        to=person.email,
        template=template,
        language=person.language,
        context={
            "name": person.name,
            "public_url": public_url(association),
            "association": association.name,
            "contact": association.contact_email,
            "public_id": renewal.cycle.endorsement.public_id,
            "category": category_of(renewal),
            **context,
        },
        at=at,
    )


def category_of(renewal: Renewal) -> str:
    """The category in the holder's language, under the association's own name if it has one."""
    cycle = renewal.cycle
    found = editions.parsed(cycle.governing_edition).categories[cycle.endorsement.category]
    name = {**found.name, **label(renewal.association, cycle.endorsement.category)}
    return name.get(renewal.person.language) or name["en"]

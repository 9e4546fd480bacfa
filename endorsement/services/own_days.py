"""Coordinators hear of an edition that their association's own renewal days do not go with."""

from datetime import datetime

from django.utils import translation

from endorsement import wording
from endorsement.models import Association, Edition, Membership
from endorsement.selectors import cycle_rules
from endorsement.selectors.hosts import public_url
from endorsement.selectors.memberships import in_role
from lms.backbone.mail import owe_mail


def tell_overruled(*, edition: Edition, association: Association, at: datetime) -> None:
    """Each coordinator is owed one mail for this publication: what does not fit, and what holds instead.

    Where everything fits there is none.
    """
    rule = cycle_rules.rule_for(edition, association)
    misfits = cycle_rules.misfits(edition, association)
    if rule is None or not misfits:
        return
    today = association.day_of(at)
    for role in in_role(association, Membership.Role.COORDINATOR, today):
        person = role.person
        if not person.email:
            continue
        with translation.override(person.language):
            lines = [
                {"misfit": wording.misfit(one), "holds": wording.instead(one, rule)}
                for one in misfits
            ]
        owe_mail(
            # Taken back and approved again it is another publication.
            key=f"own-days:{edition.public_id}:{edition.revision}:{association.slug}:{person.pk}",
            to=person.email,
            template="own_days_overruled",
            language=person.language,
            context={
                "name": person.name,
                "public_url": public_url(association),
                "association": association.name,
                "slug": association.slug,
                "edition": edition.code,
                "begins_on": edition.effective_from.isoformat(),
                "lines": lines,
            },
            at=at,
        )

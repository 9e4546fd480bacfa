"""What an association decides about its part of the public registry."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from endorsement.models import Association, Person, RegistryPolicy
from endorsement.refusals import Overtaken
from endorsement.services import event


@dataclass(frozen=True, kw_only=True)
class Policy:
    """All of it at once. `shown` are the standings with the association's words by language."""

    required: bool = False
    shown: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    sites: Sequence[str] = ()
    website: str = ""


@transaction.atomic
def change(
    *, association: Association, policy: Policy, seen: int, by: Person, at: datetime
) -> RegistryPolicy:
    """Set what the association's registry shows, whether it asks for listing, and who may frame it.

    Effects, in order: the policy, only if it is still at `seen`; the association's website; an event.

    :raises Overtaken: when somebody else saved meanwhile.
    """
    row, _created = RegistryPolicy.objects.get_or_create(association=association)
    written = RegistryPolicy.objects.filter(pk=row.pk, revision=seen).update(
        revision=seen + 1,
        required=policy.required,
        shown={standing: dict(words) for standing, words in policy.shown.items()},
        sites=list(policy.sites),
    )
    if not written:
        raise Overtaken(
            _("Somebody else has changed this page meanwhile. Compare it and save again.")
        )
    Association.objects.filter(pk=association.pk).update(website=policy.website)
    event.record(
        association=association,
        stream=f"registry:{association.slug}",
        kind="registry_policy_changed",
        actor=by,
        payload={
            "required": policy.required,
            "shown": sorted(policy.shown),
            "sites": list(policy.sites),
            "website": policy.website,
        },
        at=at,
    )
    row.refresh_from_db()
    return row

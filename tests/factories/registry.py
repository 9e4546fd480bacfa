"""People in the public registry, who ticked what a test says and nothing else."""

from typing import Any

from endorsement.models import Endorsement, RegistryListing, RegistryPolicy
from endorsement.rules.listing import USUAL
from endorsement.services import listing
from tests.factories.application import AT
from tests.factories.award import EndorsementFactory
from tests.factories.person import PersonFactory
from tests.factories.scheme import association_with_scheme, sample_edition


def endorsed(name: str = "Marta Field", slug: str = "north", **more: Any) -> Endorsement:
    """Somebody who holds an endorsement and was asked nothing."""
    person = more.pop("person", None) or PersonFactory(
        name=name, county="Ramsey", language="es", employer="Lakeside Clinic"
    )
    endorsement: Endorsement = EndorsementFactory(
        person=person,
        association=association_with_scheme(slug),
        edition=sample_edition(),
        **{"category": "first_steps", **more},
    )
    return endorsement


def show(endorsement: Endorsement, **ticked: Any) -> RegistryListing:
    """What its holder lets the registry show from now on."""
    return listing.change(
        person=endorsement.person,
        association=endorsement.association,
        at=AT,
        **{"show_name": False, **ticked},
    )


def listed(name: str = "Marta Field", slug: str = "north", **ticked: Any) -> RegistryListing:
    """Somebody endorsed whose name is shown, and whatever else is ticked."""
    return show(endorsed(name, slug), show_name=True, **ticked)


def registry_shows(slug: str, *more: str, required: bool = False, **words: str) -> RegistryPolicy:
    """The association's registry shows these standings as well, each with a word of its own."""
    shown = {one: {} for one in (*USUAL, *more)}
    shown |= {one: {"en": word} if word else {} for one, word in words.items()}
    policy, _made = RegistryPolicy.objects.update_or_create(
        association=association_with_scheme(slug),
        defaults={"shown": shown, "required": required},
    )
    return policy

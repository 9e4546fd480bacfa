"""What the public registry may show of a person, changed any day with immediate effect."""

from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from endorsement.models import Association, ListedLanguage, Person, RegistryListing
from endorsement.refusals import Refused
from endorsement.wording.languages import SPOKEN


@dataclass(frozen=True, kw_only=True)
class Openings:
    """Room for people who look for reflective supervision; in which form and where, if it is said."""

    rsc_openings: bool = False
    rsc_individual: bool = False
    rsc_group: bool = False
    rsc_in_person: bool = False
    rsc_online: bool = False


@transaction.atomic
def change(
    *,
    person: Person,
    association: Association,
    show_name: bool,
    show_county: bool = False,
    languages: Collection[str] | None = None,
    openings: Openings | None = None,
    may_write: bool | None = None,
    at: datetime,
) -> RegistryListing:
    """Set what is shown: all of it stands beside the name, so without the name nothing does.

    What was not asked (None) stays as it is. Of two tabs the later one holds, in every item.

    Effects, in order: the listing, whose row says that the person was asked; its languages.

    :raises Refused: for a language that is not on the list.
    """
    wanted = set(languages or ()) if show_name else set()
    if unknown := wanted - SPOKEN.keys():
        raise Refused(_("%(code)s is not on the list of languages.") % {"code": min(unknown)})
    if not show_name:
        languages, openings, may_write = (), Openings(), False
    said = {"show_name": show_name, "show_county": show_name and show_county, "changed_at": at}
    if openings is not None:
        # In which form and where says nothing of somebody who has no room.
        said |= asdict(openings if openings.rsc_openings else Openings())
    if may_write is not None:
        said["may_write"] = may_write
    # The row is held from here on, so that another tab waits with its languages too.
    listing, _created = RegistryListing.objects.update_or_create(
        person=person, association=association, defaults=said
    )
    if languages is not None:
        listing.languages.exclude(code__in=wanted).delete()
        rows = [ListedLanguage(listing=listing, code=code) for code in sorted(wanted)]
        ListedLanguage.objects.bulk_create(rows, ignore_conflicts=True)
    return listing


@transaction.atomic
def wish(
    *, person: Person, association: Association, show_name: bool, show_county: bool, at: datetime
) -> None:
    """What somebody who applies wishes to have shown once they are endorsed.

    Whoever ticked nothing, and shows nothing either, is asked again when they are endorsed.
    """
    before = RegistryListing.objects.filter(person=person, association=association)
    if show_name or before.exists():
        change(
            person=person,
            association=association,
            show_name=show_name,
            show_county=show_county,
            at=at,
        )

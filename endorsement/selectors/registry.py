"""The public registry: people who asked to be listed, with what their association shows of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404

from endorsement.models import (
    Association,
    Edition,
    Endorsement,
    ListedLanguage,
    Person,
    RegistryListing,
)
from endorsement.rules.listing import SAID_AS, Listed
from endorsement.selectors import editions, testimony
from endorsement.selectors.registry_standing import (
    Registry,
    registries,
    registry_of,
    shown_endorsements,
)
from lms.backbone.folding import Folded, folded_words

#: As many as one search finds: enough to choose from, too few to copy the registry away.
MOST = 100
#: And where nothing was searched for.
FIRST = 25
FORMS, PLACES = ("individual", "group"), ("in_person", "online")


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What is searched for. `openings` is empty, `any` or a form; `place` is where it is given."""

    name: str = ""
    association: str = ""
    category: str = ""
    county: str = ""
    language: str = ""
    openings: str = ""
    place: str = ""

    def __bool__(self) -> bool:
        return self != Wanted()

    @property
    def most(self) -> int:
        return MOST if self else FIRST


@dataclass(frozen=True)
class Held:
    """An endorsement as the registry shows it. `number` is its certificate's, if it has one."""

    row: Endorsement
    registry: Registry
    standing: str
    number: str

    @property
    def standing_told(self) -> str:
        """The standing as others may know it: a sanction is told as any other break."""
        return SAID_AS[Listed.SUSPENDED] if self.standing == Listed.SUSPENDED else self.standing


@dataclass(frozen=True)
class Entry:
    """A listed person in one association's registry, with no more than they ticked."""

    listing: RegistryListing
    held: list[Held]
    languages: list[str] = field(default_factory=list)

    @property
    def county(self) -> str:
        return self.listing.person.county if self.listing.show_county else ""

    @property
    def forms(self) -> list[str]:
        return [one for one in FORMS if getattr(self.listing, f"rsc_{one}")]

    @property
    def places(self) -> list[str]:
        return [one for one in PLACES if getattr(self.listing, f"rsc_{one}")]

    @property
    def may_write(self) -> bool:
        return self.listing.may_write and bool(self.listing.person.email)


@dataclass(frozen=True)
class Found:
    """Whom a search finds, by their keys and by name; `more` when it finds more than it tells."""

    keys: list[int]
    more: bool
    known: Mapping[int, Registry]


def find(wanted: Wanted, at: datetime) -> Found:
    """Whoever fits, in two queries. What somebody does not show cannot be found by searching for it."""
    known = registries(at)
    rows = _fitting(_listed(known, category=wanted.category), wanted)
    keys = rows.order_by("folded", "pk").values_list("pk", flat=True)
    found = list(keys[: wanted.most + 1])
    return Found(found[: wanted.most], len(found) > wanted.most, known)


def entries(keys: Sequence[int], known: Mapping[int, Registry]) -> list[Entry]:
    """What the registry shows of these listings now, in their order and in five queries at most."""
    rows = _listed(known).filter(pk__in=keys).prefetch_related("languages")
    listings = {one.pk: one for one in rows.select_related("person", "association__overlay")}
    held = _held(listings.values(), known)
    return [
        Entry(
            listings[key],
            held[listings[key].person_id, listings[key].association_id],
            [one.code for one in listings[key].languages.all()],
        )
        for key in keys
        if key in listings
    ]


def entry(public_id: str, at: datetime) -> Entry:
    """One listed person.

    :raises Http404: for whoever is not, or no longer, listed.
    """
    row = RegistryListing.objects.filter(public_id=public_id).first()
    found = entries([row.pk], registries(at)) if row else []
    if not found:
        raise Http404
    return found[0]


def own_entry(listing: RegistryListing, at: datetime) -> Entry | None:
    """How the person's own entry looks at this moment; None while nothing is shown."""
    association = listing.association
    known = {association.pk: registry_of(association, at)}
    return next(iter(entries([listing.pk], known)), None)


def to_ask(person: Person) -> QuerySet[Association]:
    """Associations that endorsed the person and have not asked yet whether to list them."""
    asked = RegistryListing.objects.filter(person=person, association=OuterRef("pk"))
    holding = Endorsement.objects.filter(
        person=person, association=OuterRef("pk"), state=Endorsement.State.ACTIVE, emerging=False
    )
    return Association.objects.filter(Exists(holding), ~Exists(asked))


def category_names() -> dict[str, Mapping[str, str]]:
    """Every category that an association has ever offered, by code, with its newest name."""
    published = Edition.objects.filter(
        state=Edition.State.PUBLISHED, scheme__overlays__isnull=False
    ).distinct()
    found: dict[str, Mapping[str, str]] = {}
    for edition in published.order_by("scheme", "effective_from", "pk"):
        for code, category in editions.parsed(edition).categories.items():
            found[code] = category.name
    return found


def languages_shown() -> list[str]:
    """The languages that somebody who is listed shows."""
    rows = ListedLanguage.objects.filter(listing__show_name=True)
    return list(rows.order_by("code").values_list("code", flat=True).distinct())


def _listed(known: Mapping[int, Registry], category: str = "") -> QuerySet[RegistryListing]:
    """Whoever ticked their name, lives, and holds something that the association's registry shows."""
    held = shown_endorsements(known).filter(
        person=OuterRef("person"), association=OuterRef("association")
    )
    if category:
        held = held.filter(category=category)
    return (
        RegistryListing.objects.filter(
            show_name=True,
            association__in=list(known),
            person__erased_at__isnull=True,
            person__deceased_on__isnull=True,
        )
        .exclude(person__name="")
        .filter(Exists(held))
        .annotate(folded=Folded("person__name"))
    )


def _fitting(rows: QuerySet[Any], wanted: Wanted) -> QuerySet[Any]:
    for word in folded_words(wanted.name):
        rows = rows.filter(folded__contains=word)
    if wanted.association:
        rows = rows.filter(association__slug=wanted.association)
    if wanted.county:
        rows = rows.filter(show_county=True).annotate(place=Folded("person__county"))
        for word in folded_words(wanted.county):
            rows = rows.filter(place__contains=word)
    if wanted.language:
        rows = rows.filter(languages__code=wanted.language)
    if wanted.openings or wanted.place:
        rows = rows.filter(rsc_openings=True)
    if wanted.openings in FORMS:
        rows = rows.filter(_or_unsaid(FORMS, wanted.openings))
    if wanted.place:
        rows = rows.filter(_or_unsaid(PLACES, wanted.place))
    return rows


def _or_unsaid(items: Iterable[str], item: str) -> Q:
    """Whoever ticked it, and whoever ticked none of them: they may well give it."""
    return Q(**{f"rsc_{item}": True}) | Q(**{f"rsc_{one}": False for one in items})


def _held(
    listings: Iterable[RegistryListing], known: Mapping[int, Registry]
) -> dict[tuple[int, int], list[Held]]:
    """What these people hold that the registries show, by person and association, oldest first."""
    found: dict[tuple[int, int], list[Held]] = {
        (one.person_id, one.association_id): [] for one in listings
    }
    people = {person for person, _association in found}
    rows = (
        shown_endorsements(known)
        .filter(person__in=people)
        .select_related("association__overlay")
        # Prefetched: an edition's text is long, and the same for many.
        .prefetch_related("edition__scheme")
        .order_by("awarded_on", "pk")
    )
    wanted = [one for one in rows if (one.person_id, one.association_id) in found]
    numbers = testimony.numbers(one.public_id for one in wanted)
    for one in wanted:
        number = numbers.get(one.public_id, "")
        registry = known[one.association_id]
        standing: str = one.standing  # type: ignore[attr-defined]
        found[one.person_id, one.association_id].append(Held(one, registry, standing, number))
    return found

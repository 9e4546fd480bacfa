"""Which endorsements each association's registry shows today, and by which word."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db.models import (
    Case,
    CharField,
    DateField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from endorsement import wording
from endorsement.models import (
    Association,
    Endorsement,
    RegistryPolicy,
    Renewal,
    RenewalCycle,
)
from endorsement.rules.listing import SAID_AS, USUAL, Listed

State = Endorsement.State
WORDS = {
    Listed.ACTIVE: _("Active"),
    Listed.EMERGING: _("Emerging"),
    Listed.INACTIVE: _("Inactive"),
    Listed.RETIRED: _("Retired"),
    Listed.LAPSED: _("Lapsed"),
}
Words = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class Registry:
    """One association's registry on its own calendar day. `shown` are its words by standing."""

    association: int
    day: date
    shown: Words
    required: bool


def registries(at: datetime) -> dict[int, Registry]:
    """Every association's, by its key, in one query."""
    rows = Association.objects.select_related("registry_policy")
    return {one.pk: registry_of(one, at) for one in rows}


def registry_of(association: Association, at: datetime) -> Registry:
    policy = policy_of(association)
    return Registry(
        association=association.pk,
        day=association.day_of(at),
        shown=policy.shown or {one.value: {} for one in USUAL},
        required=policy.required,
    )


def policy_of(association: Association) -> RegistryPolicy:
    """What the association decided; an unsaved row of what is usual where it decided nothing."""
    found: RegistryPolicy | None = getattr(association, "registry_policy", None)
    return found or RegistryPolicy(association=association)


def said(registry: Registry, standing: str) -> str:
    """The association's word for the standing in the reader's language."""
    usual = SAID_AS.get(Listed(standing), Listed(standing))
    for one in (standing, usual):
        if own := registry.shown.get(one):
            return wording.pick(own)
    return str(WORDS[usual])


def said_in_all(registry: Registry, standing: str) -> dict[str, str]:
    """The same in every language."""
    found = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            found[language] = said(registry, standing)
    return found


def listing_asked(association: Association) -> str:
    """What to tell before any fee: that the agreement asks for listing; empty where it does not."""
    if not policy_of(association).required:
        return ""
    said = _(
        "%(association)s asks everybody whom it endorses to be listed with name and category in its"
        " public registry. Everything else, such as a county, is up to you."
    )
    return str(said) % {"association": association.name}


def shown_endorsements(known: Mapping[int, Registry]) -> QuerySet[Endorsement]:
    """Endorsements that the registries show on their days, each with its `standing`.

    Whose they are does not matter here: whoever is listed decides that.
    """
    found = Endorsement.objects.annotate(
        day=_by_association({key: one.day for key, one in known.items()}),
        waits=_handed_in(),
        **{name: _of_newest_cycle(name) for name in CYCLE},
    ).annotate(standing=_standing())
    return found.filter(_shown(known))


CYCLE = ("opens_on", "due_on", "late_from_on", "removed_on")


def _of_newest_cycle(name: str) -> Subquery:
    """A day of the newest period that has not been renewed; empty when there is none."""
    cycles = RenewalCycle.objects.filter(endorsement=OuterRef("pk")).order_by("-number")
    return Subquery(cycles.exclude(state=RenewalCycle.State.RENEWED).values(name)[:1])


def _handed_in() -> Exists:
    """Whether a renewal waits for its decision: handed in on time is on time, however long that takes."""
    return Exists(
        Renewal.objects.filter(
            cycle__endorsement=OuterRef("pk"),
            cycle__state=RenewalCycle.State.OPEN,
            state=Renewal.State.HANDED_IN,
        )
    )


def _by_association(days: Mapping[int, date]) -> Any:
    """The day where the association is; there are as many branches as there are days on earth."""
    grouped: dict[date, list[int]] = defaultdict(list)
    for key, day in days.items():
        grouped[day].append(key)
    branches = [When(association__in=keys, then=Value(day)) for day, keys in grouped.items()]
    return Case(*branches, output_field=DateField())


def _standing() -> Case:
    """The first that is true; nothing of what is archived or revoked, or has left the registry."""
    day = F("day")
    holds, ended = Q(state=State.ACTIVE, emerging=False), Q(state=State.LAPSED)
    late = Q(late_from_on__lte=day) | Q(due_on__lt=day)
    table = (
        (Q(state=State.ACTIVE, emerging=True, emerging_through__gte=day), Listed.EMERGING),
        (holds & Q(waits=True), Listed.ACTIVE),
        ((holds | ended) & Q(removed_on__lte=day), ""),
        (ended & Q(removed_on__gt=day), Listed.LAPSED),
        (holds & late, Listed.LATE),
        (holds & Q(opens_on__lte=day), Listed.DUE),
        (holds, Listed.ACTIVE),
        (Q(state=State.INACTIVE), Listed.INACTIVE),
        (Q(state=State.SUSPENDED), Listed.SUSPENDED),
        (Q(state=State.RETIRED), Listed.RETIRED),
    )
    branches = [When(when, then=Value(str(standing))) for when, standing in table]
    return Case(*branches, default=Value(""), output_field=CharField())


def _shown(known: Mapping[int, Registry]) -> Q:
    grouped: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for key, one in known.items():
        grouped[tuple(sorted(one.shown))].append(key)
    found = Q(pk__in=[])
    for standings, keys in grouped.items():
        found |= Q(association__in=keys, standing__in=standings)
    return found

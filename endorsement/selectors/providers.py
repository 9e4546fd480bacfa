"""Who may give RSC that counts for an association, since when and until when."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, F, Max, Min, OuterRef, Q, QuerySet, Subquery
from django.http import Http404

from endorsement.models import (
    Association,
    Endorsement,
    LedgerEntry,
    Person,
    ProviderQuestion,
    ProviderStanding,
    RegistryListing,
)
from endorsement.rules import facts
from endorsement.selectors.held_days import spans, with_days

Standings = dict[int, tuple[facts.Standing, ...]]


def standings(
    association: Association, people: Iterable[int], until: datetime | None = None
) -> Standings:
    """What the association knows about these people; who is missing was never decided about.

    `until` leaves out what it decided later than that. Standing comes from a decision of the
    association or from an endorsement under its scheme. A decision that somebody does not qualify
    leaves an empty tuple. Hours that name a record which became another person's have that person's
    standing.
    """
    ids = set(people)
    found: dict[int, list[facts.Standing]] = defaultdict(list)
    decisions = _about(association.provider_standings.all(), ids)
    if until is not None:
        decisions = decisions.filter(decided_at__lte=until)
    for row in decisions:
        for person in {row.person_id, row.former} & ids:
            granted = found[person]
            if row.basis != ProviderStanding.Basis.NOT_QUALIFIED:
                granted.append(_standing(row.basis, row.from_on, row.through_on))
    for endorsement in _endorsements(association, ids):
        for person in {endorsement.person_id, endorsement.former} & ids:
            found[person].extend(_by_endorsement(endorsement))
    # Whoever has two former records stands in two rows.
    return {person: tuple(dict.fromkeys(granted)) for person, granted in found.items()}


def _about(rows: QuerySet[Any], ids: set[int]) -> QuerySet[Any]:
    """Rows about these people, or about whom their record became; `former` is that record's key."""
    rows = rows.annotate(former=F("person__merged_from"))
    return rows.filter(Q(person__in=ids) | Q(former__in=ids))


def _by_endorsement(endorsement: Any) -> Iterable[facts.Standing]:
    if endorsement.emerging_from_on is not None:
        yield _emerging(endorsement)
    if endorsement.emerging:
        return
    for from_on, through_on in spans(endorsement):
        yield _standing(endorsement.category, from_on, through_on)


def _emerging(endorsement: Endorsement) -> facts.Standing:
    """The days on which the award was on the way, also when it is a full one by now."""
    return facts.Standing(
        basis=endorsement.category,
        from_on=endorsement.emerging_from_on or endorsement.awarded_on,
        through_on=endorsement.emerging_through,
        emerging=True,
    )


def _standing(basis: str, from_on: date, through_on: date | None) -> facts.Standing:
    return facts.Standing(basis=str(basis), from_on=from_on, through_on=through_on)


def _endorsements(association: Association, people: set[int]) -> QuerySet[Any]:
    """Endorsements under the association's scheme, whichever association gave them.

    One that was revoked gives no standing: on which days it was rightly held nobody recorded.
    """
    rows = _about(Endorsement.objects.all(), people)
    under_scheme = rows.filter(edition__scheme__overlays__association=association)
    return with_days(under_scheme.exclude(state=Endorsement.State.REVOKED)).order_by("pk")


def choices(person: Person, association: Association | None) -> QuerySet[Person]:
    """Providers the person may pick: those named before, and those the association lets be known.

    These are vetted providers, and endorsed people who let the registry show their name.
    """
    mine = LedgerEntry.objects.filter(person=person, provider__isnull=False)
    ids = set(mine.values_list("provider", flat=True))
    if association is not None:
        ids |= _known_to_all(association=association)
    people = Person.objects.filter(pk__in=ids, erased_at__isnull=True).exclude(name="")
    return people.exclude(Q(pk=person.pk) | Q(merged_into__isnull=False)).order_by("name", "pk")


def names_given(person: Person) -> dict[int, str]:
    """What the person themself called their providers; another's record of a name stays theirs."""
    rows = LedgerEntry.objects.filter(person=person, provider__isnull=False)
    named = rows.exclude(detail__provider_name="").exclude(detail__isnull=True)
    return dict(named.order_by("pk").values_list("provider", "detail__provider_name"))


def names_shown(person: Person, people: Iterable[Person]) -> dict[int, str]:
    """What to call these providers before the person, by key.

    As the person called them; or by the stored name where it is no secret: a vetted provider's, or one
    on a registry; otherwise empty. An address that somebody types must not give away whose it is.
    """
    wanted = {one.pk: one for one in people}
    if not wanted:
        return {}
    named = names_given(person)
    others = [pk for pk in wanted if not named.get(pk)]
    known = _known_to_all(person__in=others) if others else set()
    return {pk: named.get(pk) or (one.name if pk in known else "") for pk, one in wanted.items()}


def _known_to_all(**of: Any) -> set[int]:
    """Whose name everybody may know: vetted providers, and endorsed people on the registry."""
    vetted = ProviderStanding.objects.filter(**of).exclude(
        basis=ProviderStanding.Basis.NOT_QUALIFIED
    )
    listed = RegistryListing.objects.filter(
        **of,
        show_name=True,
        person__endorsements__state=Endorsement.State.ACTIVE,
        person__endorsements__edition__scheme__overlays__association=F("association"),
    )
    return {*vetted.values_list("person", flat=True), *listed.values_list("person", flat=True)}


@dataclass
class Known:
    """A provider on the coordinator's list: the decisions so far and the days of the hours."""

    person: Person
    decisions: list[ProviderStanding] = field(default_factory=list)
    first_on: date | None = None
    last_on: date | None = None


def for_coordinator(association: Association) -> tuple[list[Known], list[Known]]:
    """Providers about whom the association was asked and has not decided, and those it decided on.

    The days are those of hours received by the people who asked; who they are is not told.
    """
    decided: dict[int, Known] = {}
    for row in association.provider_standings.select_related("person").order_by("from_on"):
        decided.setdefault(row.person_id, Known(row.person)).decisions.append(row)
    questions = association.provider_questions.filter(person__erased_at__isnull=True)
    rows = questions.exclude(person__in=decided).annotate(
        first_on=_day_of_hours(Min("first_on")), last_on=_day_of_hours(Max("last_on"))
    )
    open_ones: dict[int, Known] = {}
    answered = standings(association, rows.values_list("person", flat=True))
    for asked in rows.select_related("person"):
        if asked.person_id in answered:
            continue
        known = open_ones.setdefault(asked.person_id, Known(asked.person))
        known.first_on = min(filter(None, (known.first_on, asked.first_on)), default=None)
        known.last_on = max(filter(None, (known.last_on, asked.last_on)), default=None)
    return _by_name(open_ones), _by_name(decided)


def waiting_at(associations: Iterable[Association]) -> dict[int, int]:
    """How many providers wait for a decision, by association."""
    decided = ProviderStanding.objects.filter(
        association=OuterRef("association"), person=OuterRef("person")
    )
    rows = (
        ProviderQuestion.objects.filter(
            association__in=associations, person__erased_at__isnull=True
        )
        .exclude(Exists(decided))
        .values_list("association", "person")
    )
    asked: dict[int, set[int]] = defaultdict(set)
    for association, person in rows:
        asked[association].add(person)
    return {
        one.pk: len(waiting)
        for one in associations
        if one.pk in asked and (waiting := asked[one.pk] - standings(one, asked[one.pk]).keys())
    }


def _day_of_hours(day: Min | Max) -> Subquery:
    """The first or last day of the net hours that the asker received from the provider."""
    hours = LedgerEntry.objects.filter(
        kind=LedgerEntry.Kind.RSC_RECEIVED,
        provider=OuterRef("person"),
        person=OuterRef("asked_by"),
        corrected_by__isnull=True,
        withdrawn=False,
    )
    return Subquery(hours.order_by().values("provider").annotate(day=day).values("day"))


def _by_name(found: dict[int, Known]) -> list[Known]:
    return sorted(found.values(), key=lambda known: (known.person.name, known.person.pk))


def on_list(association: Association, ref: Any) -> Known:
    """A provider on the association's list.

    :raises Http404: for a person who is not on it.
    """
    open_ones, decided = for_coordinator(association)
    for known in (*open_ones, *decided):
        if known.person.ref == ref:
            return known
    raise Http404

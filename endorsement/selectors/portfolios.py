"""Portfolios of many people at once, for measuring all of them: as `portfolio.facts` sees each.

Ten to twelve queries for a whole chunk of people. Titles and names stay out: nothing that is measured needs
them, and whoever compares editions must not read them. How people see themselves stays out as well: it is
theirs until they hand it in.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Exists, Max, OuterRef, Q, QuerySet, TextField
from django.db.models.functions import Cast

from endorsement.models import (
    Application,
    Association,
    Confirmation,
    Endorsement,
    LedgerEntry,
    Person,
    Reference,
    Signature,
)
from endorsement.rules import facts as f
from endorsement.selectors import competency_links, ledger, portfolio, recorded
from endorsement.selectors.providers import Standings, standings


def people_of(association: Association, *, default: bool) -> QuerySet[Person]:
    """People with a portfolio whom the association measures, in the order of their keys.

    Those are people who applied to it, hold an endorsement of it, or asked for a reference or signed
    a document there. Whoever has nothing to do with any association of the scheme is measured by its
    `default` one, as on their own pages.
    """
    rows = Person.objects.filter(Exists(LedgerEntry.objects.filter(person=OuterRef("pk"))))
    measured = _tied(association=association)
    if default:
        measured |= ~_tied(association__overlay__scheme=association.overlay.scheme_id)
    return rows.filter(measured, erased_at__isnull=True).order_by("pk")


def default_of(associations: Iterable[Association]) -> Association | None:
    """Who measures people that have not chosen: the first by name."""
    return min(associations, key=lambda one: one.name, default=None)


def _tied(**to: Any) -> Q:
    theirs = {"person": OuterRef("pk"), **to}
    return Q(
        Exists(Application.objects.filter(**theirs))
        | Exists(Endorsement.objects.filter(**theirs))
        | Exists(Reference.objects.filter(**theirs))
        | Exists(Signature.objects.filter(**theirs))
    )


def known_to(association: Association) -> QuerySet[Person]:
    """People whose names the association's coordinators know: applied to it, or endorsed by it.

    A draft is nobody's business yet, and a withdrawn application nobody's any more.
    """
    applied = Application.objects.filter(
        person=OuterRef("pk"), association=association, submitted_at__isnull=False
    ).exclude(state=Application.State.WITHDRAWN)
    endorsed = Endorsement.objects.filter(person=OuterRef("pk"), association=association)
    return Person.objects.filter(Exists(applied) | Exists(endorsed), erased_at__isnull=True)


def of_many(
    people: Sequence[Person], association: Association, on: date
) -> Iterator[tuple[Person, f.Portfolio]]:
    """Each person with their portfolio, as the association sees it on the day."""
    rows = _entries(people)
    providers = {row.provider_id for found in rows.values() for row in found if row.provider_id}
    known = standings(association, providers)
    decided = portfolio.acceptances(association)
    links = competency_links.by_line(competency_links.of_people(people))
    references = _references(people, association)
    signatures = _signatures(people, association)
    holdings = _holdings(people, association)
    beside = recorded.of_many(people, association)
    for person in people:
        mine = rows[person.pk]
        yield (
            person,
            f.Portfolio(
                person=f.PersonBlock(ref=str(person.ref), name="", language=person.language),
                entries=tuple(_entry(row, known, decided, links) for row in mine),
                references=tuple(references[person.pk]),
                signatures=tuple(signatures[person.pk]),
                holdings=tuple(holdings[person.pk]),
                **portfolio.beside(beside[person.pk]),
                attributes={"provides_rsc": portfolio.provides_rsc(mine, on)},
            ),
        )


class Row(NamedTuple):
    """What is read of an entry, without making a model of it: there are a hundred to a person."""

    person_id: int
    public_id: str
    source_key: str
    kind: str
    origin: str
    offer_code: str
    framework: str
    first_on: date
    last_on: date | None
    hours: Decimal | None
    attributes: dict[str, Any]
    covers: list[str]
    split: dict[str, str]
    topics: dict[str, str]
    provider_id: int | None
    provider_ref: UUID | None
    confirmed: bool


JSON = ("attributes", "covers", "split", "topics")
PLAIN = Row._fields[: Row._fields.index("attributes")]


def _entries(people: Sequence[Person]) -> dict[int, list[Row]]:
    rows = (
        LedgerEntry.objects.filter(person__in=people, corrected_by__isnull=True, withdrawn=False)
        .annotate(
            confirmed=Exists(Confirmation.objects.filter(entry=OuterRef("pk"))),
            # Few are different: each text is read once a chunk.
            **{f"said_{name}": Cast(name, TextField()) for name in JSON},
        )
        .order_by("-first_on", "-pk")
        .values_list(
            *PLAIN, *(f"said_{name}" for name in JSON), "provider_id", "provider__ref", "confirmed"
        )
    )
    read = cache(json.loads)
    first, last = len(PLAIN), len(PLAIN) + len(JSON)
    found: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        found[row[0]].append(Row(*row[:first], *map(read, row[first:last]), *row[last:]))
    return found


def _entry(row: Row, known: Standings, decided: portfolio.Spans, links: portfolio.Links) -> f.Entry:
    provider = None
    if row.provider_id:
        provider = f.Provider(ref=str(row.provider_ref), standings=known.get(row.provider_id))
    return portfolio.seen(
        row,
        decided,
        links,
        verification=ledger.verification(row),
        provider=provider,
    )


def _references(people: Sequence[Person], association: Association) -> dict[int, list[f.Reference]]:
    endorsed = Endorsement.objects.filter(
        person=OuterRef("rater"),
        state=Endorsement.State.ACTIVE,
        emerging=False,
        edition__scheme__overlays__association=association,
    )
    rows = Reference.objects.filter(
        person__in=people,
        association=association,
        state__in=[Reference.State.REQUESTED, Reference.State.COMPLETED],
    ).annotate(endorsed=Exists(endorsed))
    found: dict[int, list[f.Reference]] = defaultdict(list)
    for row in rows.order_by("pk"):
        found[row.person_id].append(portfolio.reference(row))
    return found


def _signatures(people: Sequence[Person], association: Association) -> dict[int, list[f.Signature]]:
    found: dict[int, list[f.Signature]] = defaultdict(list)
    for row in Signature.objects.filter(person__in=people, association=association):
        found[row.person_id].append(f.Signature(document=row.document, signed_on=row.signed_on))
    return found


def _holdings(people: Sequence[Person], association: Association) -> dict[int, list[f.Holding]]:
    rows = Endorsement.objects.filter(person__in=people, association=association)
    found: dict[int, list[f.Holding]] = defaultdict(list)
    for row in rows.annotate(good_through=Max("cycles__grace_through")).order_by("pk"):
        found[row.person_id].append(portfolio.holding(row))
    return found

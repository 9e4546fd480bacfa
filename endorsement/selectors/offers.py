"""Modules that can be taken here, and which of them an association accepts on a day."""

from collections.abc import Collection, Mapping
from datetime import date

from django.db.models import Q

from endorsement.models import Association, LedgerEntry, Person, TrainingOffer
from endorsement.rules import facts as f
from endorsement.selectors.portfolio import hundredths

Accepted = Mapping[str, Collection[tuple[date, date | None]]]


def acceptances(association: Association) -> Accepted:
    """The days on which the association accepts modules, by code."""
    found: dict[str, list[tuple[date, date | None]]] = {}
    for row in association.training_acceptances.all():
        found.setdefault(row.code, []).append((row.from_on, row.through_on))
    return found


def accepted_on(accepted: Accepted, code: str, on: date) -> bool | None:
    """Whether a module finished on the day would be accepted; None where nobody has decided."""
    spans = accepted.get(code, ())
    return any(first <= on and (last is None or on <= last) for first, last in spans) or None


def live(association: Association, accepted: Accepted) -> list[TrainingOffer]:
    """Modules open to the association's people: shared ones, its own, and those it accepts."""
    ours = Q(shared=True) | Q(association=association) | Q(code__in=list(accepted))
    return list(TrainingOffer.objects.filter(ours, live=True).order_by("code"))


def taken(person: Person) -> set[tuple[str, int | None]]:
    """Code and version of every module in the person's ledger: a version counts once."""
    rows = LedgerEntry.objects.filter(person=person, withdrawn=False).exclude(offer_code="")
    return set(rows.values_list("offer_code", "offer_version"))


def fact(offer: TrainingOffer, *, key: str, on: date, accepted: bool | None) -> f.Entry:
    """What finishing the module on a day would put into the portfolio."""
    return f.Entry(
        key=key,
        kind=f.Kind.TRAINING,
        first_on=on,
        last_on=on,
        hours=hundredths(offer.hours),
        verification=f.Verification.SYSTEM,
        accepted=accepted,
        framework=offer.framework,
        covers=frozenset(offer.covers),
        split={area: hundredths(hours) for area, hours in offer.split.items()},
        topics={topic: hundredths(hours) for topic, hours in offer.topics.items()},
    )

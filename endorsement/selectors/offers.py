"""Modules that can be taken here, and which of them an association accepts on a day."""

from datetime import date

from django.db.models import Q

from endorsement.models import Association, LedgerEntry, Person, TrainingOffer
from endorsement.rules import facts as f
from endorsement.selectors.portfolio import Spans, hundredths


def accepted_on(decided: Spans, code: str, on: date) -> bool | None:
    """Whether a module finished on the day would be accepted; None where nobody has decided."""
    answers = [
        answer
        for first, last, answer in decided.get(code, [])
        if first <= on and (last is None or on <= last)
    ]
    return answers[-1] if answers else None


def live(association: Association, decided: Spans) -> list[TrainingOffer]:
    """Modules open to the association's people: shared ones, its own, and those it accepts."""
    accepted = [code for code, spans in decided.items() if any(answer for *_days, answer in spans)]
    ours = Q(shared=True) | Q(association=association) | Q(code__in=accepted)
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

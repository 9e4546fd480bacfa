"""What could be done next: modules here, supervision with people who have openings, signatures."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from endorsement.models import Association, Person, TrainingOffer
from endorsement.rules import facts as f
from endorsement.rules.planning import PLANNED, Fact, gaps
from endorsement.rules.verdict import Unit, Verdict
from endorsement.selectors import offers, portfolio
from endorsement.selectors.openings import Opening, openings

FORMATS = (f.RscFormat.INDIVIDUAL, f.RscFormat.GROUP)


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """One thing to do. `facts` is what it would put into the portfolio if it were done today.

    `kind` is "module", "rsc" or "document". Providers who are qualified by the same are one candidate:
    the rules cannot tell them apart.
    """

    kind: str
    key: str
    facts: tuple[Fact, ...]
    offer: TrainingOffer | None = None
    people: tuple[Person, ...] = ()
    format: str = ""
    focus: str = ""

    @property
    def hours(self) -> int:
        """Hundredths of clock hours that it takes."""
        return sum(one.hours or 0 for one in self.facts if isinstance(one, f.Entry))


@dataclass(frozen=True)
class Supply:
    """What there is to choose from, read once for all categories."""

    modules: tuple[Candidate, ...]
    openings: tuple[Opening, ...]
    on: date

    def of(self, verdict: Verdict) -> list[Candidate]:
        """The candidates for one category's verdict: what could close one of its gaps."""
        found = [one for one, _choice in gaps(verdict)]
        return [
            *_supervision(found, self.openings, self.on),
            *_documents(found, self.on),
            *self.modules,
        ]


def supply(person: Person, association: Association, on: date) -> Supply:
    """Everything on offer, in five queries: modules not taken yet and providers with openings."""
    accepted = portfolio.acceptances(association)
    taken = offers.taken(person)
    modules = tuple(
        Candidate(
            kind="module",
            key=offer.code,
            offer=offer,
            facts=(
                offers.fact(
                    offer,
                    key=f"{PLANNED}{offer.code}",
                    on=on,
                    accepted=offers.accepted_on(accepted, offer.code, on),
                ),
            ),
        )
        for offer in offers.live(association, accepted)
        if (offer.code, offer.version) not in taken
    )
    return Supply(modules, tuple(openings(association, on, without=person)), on)


def _supervision(
    found: Iterable[Verdict], listed: Sequence[Opening], on: date
) -> Iterable[Candidate]:
    """For each gap in supervision its missing hours, by qualification, format and focus."""
    by_bases: dict[frozenset[str], list[Person]] = {}
    for opening in listed:
        by_bases.setdefault(opening.bases, []).append(opening.person)
    missing = [_hours_missing(one) for one in found if one.kind == "supervision"]
    hours = max(missing, default=0)
    if not hours:
        return
    for number, (bases, people) in enumerate(by_bases.items()):
        for form in FORMATS:
            for focus in f.RscFocus:
                key = f"{PLANNED}rsc-{number}-{form}-{focus}"
                entry = f.Entry(
                    key=key,
                    kind=f.Kind.RSC_RECEIVED,
                    first_on=on,
                    last_on=on,
                    hours=hours,
                    format=form,
                    focus=focus,
                    provider=_as_of_today(bases, on),
                )
                yield Candidate(
                    kind="rsc",
                    key=key,
                    facts=(entry,),
                    people=tuple(people),
                    format=form.value,
                    focus=focus.value,
                )


def _as_of_today(bases: frozenset[str], on: date) -> f.Provider:
    standings = tuple(f.Standing(basis=basis, from_on=on) for basis in sorted(bases))
    return f.Provider(ref=PLANNED + ",".join(sorted(bases)), standings=standings)


def _hours_missing(verdict: Verdict) -> int:
    """The hours that a requirement or one of its parts still lacks, whichever is more."""
    return max((one.shortfall for one in verdict.walk() if one.unit is Unit.HOURS), default=0)


def _documents(found: Iterable[Verdict], on: date) -> Iterable[Candidate]:
    for verdict in found:
        params = verdict.reason.params if verdict.reason else {}
        missing = params.get("documents")
        if verdict.kind == "signatures" and isinstance(missing, tuple):
            for code in missing:
                signature = f.Signature(document=code, signed_on=on)
                yield Candidate(kind="document", key=code, facts=(signature,))

"""An application's requirements with the evidence beside each, for those who judge it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from django.forms import BoundField
from django.urls import reverse
from django.utils.translation import gettext as _

from endorsement import wording
from endorsement.models import Application, EvidenceFile, Person
from endorsement.rules.facts import Entry
from endorsement.rules.verdict import GROUP, LeftOut, Verdict
from endorsement.selectors import evidence, references
from endorsement.selectors.renewals import Judged as JudgedRenewal
from endorsement.selectors.verdicts import Judged
from endorsement.views import judged_files
from endorsement.views.ratings import Rating, rating
from endorsement.views.requirements import Row, Words, row
from endorsement.wording import Names


@dataclass(frozen=True)
class Evidence:
    """An entry of the snapshot as its reader sees it."""

    title: str
    organization: str
    facts: list[str]
    first_on: date | None
    last_on: date | None
    amount: str
    reason: str = ""
    files: list[dict[str, object]] = field(default_factory=list)
    key: str = ""
    # What a reviewer decides about it, as fields of a form.
    decision: list[BoundField] = field(default_factory=list)


@dataclass(frozen=True)
class Requirement:
    """One requirement that is measured: its verdict, and what lies behind it.

    `begins` are the groups of alternatives of which it is the first, `depth` how many it lies in.
    """

    id: str
    row: Row
    begins: list[Row] = field(default_factory=list)
    depth: int = 0
    used: list[Evidence] = field(default_factory=list)
    left_out: list[Evidence] = field(default_factory=list)
    ratings: list[Rating] = field(default_factory=list)
    files: list[dict[str, object]] = field(default_factory=list)


def labels(judged: Judged | JudgedRenewal, names: Names, *, links: bool, own: bool) -> Words:
    """The words of verdict rows; `links` lead to the person's own entries, `own`: they read it."""
    found = {
        entry.key: (
            entry.title or wording.word(entry.kind, names),
            reverse("endorsement:entry", args=[entry.key]) if links else "",
        )
        for entry in judged.portfolio.entries
    }
    found |= {one.key: (wording.word(one.role, names), "") for one in judged.portfolio.references}
    criteria = {one.id: one for one in judged.category.award.walk()} if links else {}
    return Words(names, found, criteria, own=own)


def rows(judged: Judged, *, links: bool) -> list[Row]:
    """The requirements as the portfolio's pages draw them, for the applicant."""
    known = labels(judged, judged.names(), links=links, own=True)
    return [row(child, known) for child in judged.verdict.children]


def requirements(application: Application, judged: Judged) -> list[Requirement]:
    """Every measured requirement with its evidence; a constant number of queries."""
    names = judged.names()
    keys = [entry.key for entry in judged.portfolio.entries]
    return with_evidence(
        judged,
        names,
        files=evidence.of_application(application, keys),
        ratings=_ratings(application, judged, names),
        beside=judged_files.beside(application, judged, names),
    )


def with_evidence(
    judged: Judged | JudgedRenewal,
    names: Names,
    *,
    files: dict[str, list[EvidenceFile]],
    ratings: dict[str, Rating],
    beside: dict[str, list[dict[str, object]]],
) -> list[Requirement]:
    """Every measured requirement with what lies beside it."""
    words = labels(judged, names, links=False, own=False)
    entries = {entry.key: entry for entry in judged.portfolio.entries}
    shelf = _Shelf(
        names=names,
        entries=entries,
        files=files,
        providers=_providers(entries.values()),
        ratings=ratings,
        beside=beside,
    )
    return [
        replace(
            shelf.requirement(place.leaf, row(place.leaf, words, spare=place.spare)),
            begins=[row(one, words, spare=spare) for one, spare in place.begins],
            depth=place.depth,
        )
        for place in _places(judged.verdict)
    ]


@dataclass(frozen=True)
class _Place:
    """Where a measured requirement stands among alternatives."""

    leaf: Verdict
    spare: bool
    begins: list[tuple[Verdict, bool]]
    depth: int


def _places(verdict: Verdict, *, spare: bool = False, depth: int = 0) -> Iterator[_Place]:
    """The measured requirements in the edition's order, as `Judged.leaves`."""
    if verdict.kind != GROUP:
        if verdict.applies:
            yield _Place(verdict, spare, [], depth)
        return
    first = [(verdict, spare)] if verdict.a_choice else []
    for child in verdict.children:
        left = verdict.spares(child) or (spare and not child.met)
        for place in _places(child, spare=left, depth=depth + verdict.a_choice):
            yield replace(place, begins=[*first, *place.begins])
            first = []


@dataclass(frozen=True)
class _Shelf:
    """Everything that evidence is made of, fetched once."""

    names: Names
    entries: dict[str, Entry]
    files: dict[str, list[EvidenceFile]]
    providers: dict[str, str]
    ratings: dict[str, Rating]
    # Papers and proofs of membership, by the requirement that asks for them.
    beside: dict[str, list[dict[str, object]]]

    def requirement(self, leaf: Verdict, drawn: Row) -> Requirement:
        used: dict[str, int] = {}
        for one in leaf.used:
            used[one.key] = used.get(one.key, 0) + one.amount
        left_out = [one for one in leaf.left_out if one.key in self.entries]
        named = [*used, *(one.key for one in leaf.left_out)]
        return Requirement(
            id=leaf.id,
            row=drawn,
            used=[
                self.evidence(key, amount, leaf)
                for key, amount in used.items()
                if key in self.entries
            ],
            left_out=[self.evidence(one.key, one.amount, leaf, one) for one in left_out],
            ratings=[self.ratings[key] for key in dict.fromkeys(named) if key in self.ratings],
            files=self.beside.get(leaf.id, []),
        )

    def evidence(
        self, key: str, amount: int, leaf: Verdict, left_out: LeftOut | None = None
    ) -> Evidence:
        entry = self.entries[key]
        counted = leaf.unit.value in {"hours", "months", "families"} and amount
        return Evidence(
            key=key,
            title=entry.title or wording.word(entry.kind, self.names),
            organization=entry.organization,
            facts=list(self.facts(entry)),
            first_on=entry.first_on,
            last_on=entry.last_on if entry.last_on != entry.first_on else None,
            amount=wording.amount(amount, leaf.unit) if counted else "",
            reason=wording.left_out(left_out.reason, self.names) if left_out else "",
            files=judged_files.lines(self.files.get(key, [])),
        )

    def facts(self, entry: Entry) -> Iterable[str]:
        yield wording.word(entry.kind, self.names)
        for code in (entry.level, entry.delivery, entry.mode, entry.format, entry.focus):
            if code:
                yield wording.word(code, self.names)
        if entry.provider:
            name = self.providers.get(entry.provider.ref) or _("a person whose name was erased")
            yield _("given by %(name)s") % {"name": name}
        yield wording.word(entry.verification, self.names)
        if entry.covers:
            areas = sorted({wording.word(one, self.names) for one in entry.covers})
            yield _("covers: %(areas)s") % {"areas": "; ".join(areas)}


def _providers(entries: Iterable[Entry]) -> dict[str, str]:
    refs = {entry.provider.ref for entry in entries if entry.provider}
    people = Person.objects.filter(ref__in=refs).values_list("ref", "name") if refs else []
    return {str(ref): name for ref, name in people}


def _ratings(application: Application, judged: Judged, names: Names) -> dict[str, Rating]:
    keys = [one.key for one in judged.portfolio.references]
    given = references.in_snapshot(application, keys) if keys else []
    return {one.public_id: rating(one, judged.edition, names) for one in given}

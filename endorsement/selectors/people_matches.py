"""Whom the rows of a list are about, as far as an association may know, and what they would change.

A few queries, however long the list is. An address is one person's, wherever they are known; a name tells
somebody apart only among those whom the association knows already, so that nobody learns from a list who
else is on the platform.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from allauth.account.models import EmailAddress
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.db.models.functions import Lower

from endorsement.models import (
    Application,
    Association,
    Belonging,
    Endorsement,
    ImportedRow,
    Person,
    ProviderStanding,
    RenewalCycle,
)
from endorsement.rules.people import Said, plain_name


class Verdict(StrEnum):
    NEW = "new"
    SAME = "same"
    CHANGED = "changed"
    MERGES = "merges"
    QUESTION = "question"
    WRONG = "wrong"


@dataclass(frozen=True)
class Change:
    """One thing that a row says otherwise than the record; days as days, states as codes."""

    what: str
    before: object
    after: object


@dataclass
class Match:
    """What would become of one row. `problem` is the code of a sentence, with what it names."""

    number: int
    said: Said
    verdict: Verdict = Verdict.NEW
    person: Person | None = None
    candidates: tuple[Person, ...] = ()
    changes: list[Change] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    problem: str = ""
    names: dict[str, str] = field(default_factory=dict)
    endorsement: Endorsement | None = None
    belonging: Belonging | None = None

    def wrong(self, problem: str, **names: str) -> "Match":
        self.verdict, self.problem, self.names = Verdict.WRONG, problem, names
        return self


@dataclass
class Known:
    """Everything that the rows of a list may be about, read at once."""

    by_email: dict[str, Person]
    by_name: dict[str, list[Person]]
    by_number: dict[str, Endorsement]
    awards: dict[int, list[Endorsement]]
    listed: dict[int, Belonging]
    standings: dict[int, dict[tuple[str, object], ProviderStanding]]
    knows: set[int]


def known_to(association: Association, said: Iterable[Said]) -> Known:
    """What the association's record has about the people of these rows."""
    rows = list(said)
    people = list(acquainted(association))
    by_name: dict[str, list[Person]] = defaultdict(list)
    for person in people:
        by_name[plain_name(person.name)].append(person)
    by_name.pop("", None)
    by_email = _by_email({row.email for row in rows} - {""})
    about = {one.pk for one in by_email.values()}
    for row in rows:
        about |= {one.pk for one in by_name.get(plain_name(row.name), [])}
    awards = list(
        Endorsement.objects.filter(association=association)
        .filter(
            Q(original_key__in={row.key for row in rows} - {""}) | Q(person__in=about),
        )
        .select_related("person", "edition")
        .prefetch_related(Prefetch("cycles", RenewalCycle.objects.select_related("renewal")))
        .order_by("pk")
    )
    theirs: dict[int, list[Endorsement]] = defaultdict(list)
    for one in awards:
        theirs[one.person_id].append(one)
    standings: dict[int, dict[tuple[str, object], ProviderStanding]] = defaultdict(dict)
    for standing in association.provider_standings.filter(person__in=about):
        standings[standing.person_id][standing.basis, standing.from_on] = standing
    return Known(
        by_email=by_email,
        by_name=by_name,
        by_number={one.original_key: one for one in awards if one.original_key},
        awards=theirs,
        listed=_listed(association, about),
        standings=standings,
        knows={one.pk for one in people},
    )


def acquainted(association: Association) -> QuerySet[Person]:
    """People whom the association knows by name: applied, endorsed, listed, or decided on."""
    theirs = {"person": OuterRef("pk"), "association": association}
    applied = Application.objects.filter(**theirs, submitted_at__isnull=False)
    return Person.objects.filter(
        Exists(applied.exclude(state=Application.State.WITHDRAWN))
        | Exists(Endorsement.objects.filter(**theirs))
        | Exists(ProviderStanding.objects.filter(**theirs))
        | Exists(ImportedRow.objects.filter(person=OuterRef("pk"), batch__association=association)),
        erased_at__isnull=True,
        merged_into__isnull=True,
    )


def _by_email(addresses: set[str]) -> dict[str, Person]:
    """Living people by their address, and by other addresses that their accounts have verified."""
    if not addresses:
        return {}
    verified = EmailAddress.objects.annotate(address=Lower("email")).filter(
        address__in=addresses, verified=True, user__person__isnull=False
    )
    found = {one.address: one.user.person for one in verified.select_related("user__person")}
    people = Person.objects.annotate(address=Lower("email")).filter(
        address__in=addresses, erased_at__isnull=True
    )
    return {**found, **{one.address: one for one in people}}


def _listed(association: Association, people: set[int]) -> dict[int, Belonging]:
    """The newest membership of each that stands on the association's own list."""
    rows = Belonging.objects.filter(listed_by=association, person__in=people)
    return {row.person_id: row for row in rows.order_by("from_on", "pk")}


def match_all(
    association: Association, rows: Iterable[tuple[int, Said, str]], known: Known | None = None
) -> list[Match]:
    """Whom each row is about. A row is its number, what it says, and the coordinator's answer."""
    listed = list(rows)
    known = known or known_to(association, (said for _number, said, _answer in listed))
    seen = _Seen()
    found = []
    for number, said, answer in listed:
        one = Match(number, said)
        if not seen.refuses(one):
            _find(one, known, answer)
        found.append(one)
    return found


class _Seen:
    """What stood in the file before: a number and an address are there once, save for one person."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}
        self.addresses: dict[str, tuple[int, str]] = {}

    def refuses(self, one: Match) -> bool:
        said = one.said
        before = self.numbers.setdefault(said.key, one.number) if said.key else one.number
        if before != one.number:
            one.wrong("number_twice", row=str(before), number=said.number)
            return True
        if not said.email:
            return False
        row, name = self.addresses.setdefault(said.email, (one.number, plain_name(said.name)))
        if name != plain_name(said.name):
            one.wrong("address_twice", row=str(row), address=said.email)
            return True
        return False


def _find(one: Match, known: Known, answer: str) -> None:
    """Set whom the row is about, or what has to be asked."""
    said = one.said
    award = known.by_number.get(said.key) if said.key and said.category else None
    if award is not None:
        one.endorsement, one.person = award, award.person
        _of_number(one, award.person, known)
        return
    person = known.by_email.get(said.email)
    if person is not None:
        if person.deceased_on:
            one.notes.append("deceased")
        if person.pk in known.knows and not _alike(person, said):
            _ask(one, [person], "address", answer)
            if answer == ImportedRow.OTHER:
                one.wrong("address_of_another", address=said.email)
            return
        one.person, one.verdict = person, Verdict.MERGES
        return
    namesakes = known.by_name.get(plain_name(said.name), [])
    again = _again(said, namesakes, known)
    if again is not None:
        one.person, one.verdict = again, Verdict.MERGES
        return
    if namesakes:
        _ask(one, namesakes, "name", answer)


def _of_number(one: Match, person: Person, known: Known) -> None:
    """A row whose number is known is about whoever holds it, unless nothing else fits."""
    said, one.verdict = one.said, Verdict.SAME
    if person.erased_at is not None:
        one.wrong("erased", number=said.number)
        return
    other = known.by_email.get(said.email)
    if not _alike(person, said) and said.email and said.email != person.email.lower():
        one.wrong("number_of_another", number=said.number, name=person.name)
    elif other is not None and other.pk != person.pk and person.user_id is None:
        one.wrong("address_of_another", address=said.email)


def _alike(person: Person, said: Said) -> bool:
    return not person.name or plain_name(person.name) == plain_name(said.name)


def _again(said: Said, namesakes: list[Person], known: Known) -> Person | None:
    """Somebody without number and address is known again by name, category and day of the award."""
    if said.email or said.key or not said.category:
        return None
    for person in namesakes:
        for award in known.awards.get(person.pk, []):
            same = (award.category, award.awarded_on) == (said.category, said.awarded_on)
            if same and award.imported_at and not award.original_key:
                return person
    return None


def _ask(one: Match, candidates: list[Person], because: str, answer: str) -> None:
    """Whether the row is about one of these is for the coordinator to say."""
    one.candidates, one.names = tuple(candidates), {"because": because}
    one.person = next((person for person in candidates if str(person.ref) == answer), None)
    if one.person is not None:
        one.verdict = Verdict.MERGES
    elif answer != ImportedRow.OTHER:
        one.verdict = Verdict.QUESTION

"""What the rows of a list would add to the record or change in it, once it is known whom they are about.

What went on here since a row was imported (a renewal, a certificate, reminders) stands: an old file
repeated takes nothing back.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from endorsement.models import (
    Association,
    Endorsement,
    PeopleImport,
    Person,
    ProviderStanding,
    RenewalCycle,
)
from endorsement.rules.people import Said, cycle_of_import, same_name
from endorsement.selectors.import_criteria import Criteria
from endorsement.selectors.people_matches import (
    Change,
    Known,
    Match,
    Verdict,
    known_to,
    match_all,
)
from endorsement.selectors.renewals import renewal_of

Kind = PeopleImport.Kind
Awards = Mapping[int, list[Endorsement]]


@dataclass(frozen=True)
class Wanted:
    """A row, the coordinator's answer, and what reading it found unusual."""

    number: int
    said: Said
    answer: str = ""
    notes: tuple[str, ...] = ()


def judge(
    association: Association, kind: str, rows: Iterable[Wanted], criteria: Criteria, today: date
) -> list[Match]:
    """What would become of each row: its verdict, what changes, and what is worth saying of it."""
    listed = list(rows)
    known = known_to(association, (one.said for one in listed))
    plain = [(one.number, one.said, one.answer) for one in listed]
    found = match_all(association, plain, known)
    for one, wanted in zip(found, listed, strict=True):
        one.notes[:0] = wanted.notes
        if one.verdict not in (Verdict.WRONG, Verdict.QUESTION):
            _compare(one, kind, known, criteria, today)
    return found


def _compare(one: Match, kind: str, known: Known, criteria: Criteria, today: date) -> None:
    if kind == Kind.ENDORSEES:
        _endorsee(one, known, criteria, today)
    elif kind == Kind.MEMBERS:
        _member(one, known)
    else:
        _provider(one, known)
    if one.verdict != Verdict.WRONG and one.person is not None and _is_there(one, kind, known):
        _details(one, one.person)
        one.verdict = Verdict.CHANGED if one.changes else Verdict.SAME
    elif one.verdict == Verdict.MERGES and one.person is not None:
        _address(one, one.person)


def _address(one: Match, person: Person) -> None:
    """Where somebody is written to from now on whom the row is about by their name."""
    if not one.said.email or one.said.email == person.email.lower():
        return
    if person.user_id is not None:
        one.notes.append("own_address")
    else:
        one.changes.append(Change("email", person.email, one.said.email))


def _is_there(one: Match, kind: str, known: Known) -> bool:
    """Whether the record has what the row is about already, as it says it or otherwise."""
    if kind == Kind.ENDORSEES:
        return one.endorsement is not None
    if kind == Kind.MEMBERS:
        return one.belonging is not None
    return one.person is not None and one.person.pk in known.standings


def _details(one: Match, person: Person) -> None:
    """Name and address of somebody without an account; whoever has one says these themself."""
    said = one.said
    if person.user_id is not None:
        if not same_name(person.name, said.name):
            one.notes.append("own_name")
        return
    if said.name and person.name != said.name:
        one.changes.append(Change("name", person.name, said.name))
    if said.email and person.email.lower() != said.email:
        one.changes.append(Change("email", person.email, said.email))
    if said.language and person.language != said.language:
        one.changes.append(Change("language", person.language, said.language))


# --- Endorsees ------------------------------------------------------------------------------------


def _endorsee(one: Match, known: Known, criteria: Criteria, today: date) -> None:
    award = one.endorsement or _award_of(one, known)
    if one.verdict == Verdict.WRONG:
        return
    one.endorsement = award
    rule = criteria.by_code(one.said.edition)[1].renewal
    cycle, usual = None, True
    if rule is not None:
        cycle, usual = cycle_of_import(
            rule, awarded_on=one.said.awarded_on, due_on=one.said.due_on, on=today
        )
    if not usual:
        one.notes.append("odd_due_day")
    if award is None:
        if cycle and one.said.due_on is None and one.said.state == "active":
            one.notes.append("due_day_reckoned")
        return
    _compare_award(one, award, cycle.due_on if cycle and one.said.due_on else None)


def _award_of(one: Match, known: Known) -> Endorsement | None:
    """The award of the same category that the person has here, if the row is about it."""
    if one.person is None:
        return None
    for award in known.awards.get(one.person.pk, []):
        if award.category != one.said.category:
            continue
        if award.imported_at is None:
            if award.state == Endorsement.State.ACTIVE:
                one.wrong("held_here", day=award.awarded_on.isoformat())
            continue
        if not award.original_key or not one.said.key:
            return award
        if award.state == Endorsement.State.ACTIVE == one.said.state:
            one.wrong("held_by_number", number=award.original_number)
    return None


def _compare_award(one: Match, award: Endorsement, due_on: date | None) -> None:
    said = one.said
    differs = [
        Change("number", award.original_number, said.number)
        if said.key and award.original_key != said.key
        else None,
        Change("category", award.category, said.category)
        if award.category != said.category
        else None,
        Change("awarded_on", award.awarded_on, said.awarded_on)
        if award.awarded_on != said.awarded_on
        else None,
        Change("state", award.state, said.state) if award.state != said.state else None,
    ]
    cycle = newest_cycle(award)
    if due_on and cycle and cycle.due_on != due_on:
        differs.append(Change("due_on", cycle.due_on, due_on))
    found = [change for change in differs if change is not None]
    went_on = gone_on(award) if found else ""
    if went_on:
        one.notes.append(f"kept_{went_on}")
    else:
        one.changes.extend(found)


def newest_cycle(award: Endorsement) -> RenewalCycle | None:
    return max(award.cycles.all(), key=lambda cycle: cycle.number, default=None)


def gone_on(award: Endorsement) -> str:
    """What has happened to an imported award since, as a code; empty while it is as it was brought."""
    cycles = list(award.cycles.all())
    if len(cycles) > 1 or any(_is_renewed(cycle) for cycle in cycles):
        return "renewed"
    if award.certify_at is not None:
        return "certified"
    if award.state_since_on is not None:
        return "moved"
    if any(is_running(cycle) for cycle in cycles):
        return "running"
    return ""


def _is_renewed(cycle: RenewalCycle) -> bool:
    """Whether its holder has begun to: what was handed in, or paid, belongs to the cycle as it is."""
    return cycle.state == RenewalCycle.State.RENEWED or renewal_of(cycle) is not None


def is_running(cycle: RenewalCycle) -> bool:
    """Whether the days of a cycle bring something about; one that is held waits for its start."""
    return cycle.next_rung_on is not None or cycle.next_status_on is not None


# --- Members --------------------------------------------------------------------------------------


def _member(one: Match, known: Known) -> None:
    if one.person is None:
        return
    row = known.listed.get(one.person.pk)
    if row is None:
        return
    one.belonging = row
    said = one.said
    if row.confirmed_at is not None:
        later = said.through_on and row.through_on and said.through_on > row.through_on
        if later:
            one.changes.append(Change("through_on", row.through_on, said.through_on))
        elif said.through_on != row.through_on:
            one.notes.append("kept_confirmed")
        return
    if said.from_on and row.from_on != said.from_on:
        one.changes.append(Change("from_on", row.from_on, said.from_on))
    if row.through_on != said.through_on:
        one.changes.append(Change("through_on", row.through_on, said.through_on))


# --- Providers ------------------------------------------------------------------------------------


def bases(said: Said) -> list[str]:
    """What a row of a list of providers would record: a decision, holdings, or both."""
    vetted = [ProviderStanding.Basis.VETTED.value] if said.vetted else []
    return [*vetted, *said.holdings]


def _provider(one: Match, known: Known) -> None:
    if one.person is None:
        return
    rows = known.standings.get(one.person.pk, {})
    refused = rows.get((ProviderStanding.Basis.NOT_QUALIFIED.value, one.said.from_on))
    if refused is not None and one.said.vetted:
        one.wrong("not_qualified", day=refused.from_on.isoformat())
        return
    for basis in bases(one.said):
        row = rows.get((basis, one.said.from_on))
        before = row.through_on if row else None
        if row is None:
            if rows:
                one.changes.append(Change("basis", "", basis))
        elif before != one.said.through_on:
            one.changes.append(Change("through_on", before, one.said.through_on))

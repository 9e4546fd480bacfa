"""Writing one row of a list of people: the person, and what the list says of them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from endorsement.models import (
    Association,
    Belonging,
    BelongingDetail,
    ImportedRow,
    PeopleImport,
    Person,
    ProviderStanding,
)
from endorsement.refusals import Refused
from endorsement.rules.windows import ONE_DAY
from endorsement.selectors.belongings import code_of
from endorsement.selectors.import_criteria import Criteria
from endorsement.selectors.people_changes import bases
from endorsement.selectors.people_matches import Match, Verdict
from endorsement.services import belonging, imported_award, provider
from endorsement.services.addresses import person_by_email

Kind, Outcome = PeopleImport.Kind, ImportedRow.Outcome
#: What a row says of the person rather than of an award, a membership or a decision.
OF_PERSON = {"name", "email", "language"}


@dataclass(frozen=True)
class Writing:
    """For whom rows are written, by which criteria, by whom and when."""

    association: Association
    kind: str
    criteria: Criteria
    by: Person
    at: datetime


@transaction.atomic
def write(writing: Writing, row: ImportedRow, match: Match) -> None:
    """Write what the row says, if anything; the row keeps what became of it.

    Effects, in order: the person, or what is different about them; the award, the membership or the
    decisions; the row.

    :raises Refused: when a service refuses it; nothing is written then.
    """
    if match.verdict == Verdict.SAME:
        _keep(row, match, Outcome.SAME)
        return
    person = match.person
    if person is None:
        person, row.made_person = _person(match, writing)
        match.person = person
    else:
        _change_person(person, match)
    if match.verdict == Verdict.CHANGED:
        _change(writing, person, match)
        _keep(row, match, Outcome.CHANGED)
    else:
        _add(writing, person, row, match)
        _keep(row, match, Outcome.ADDED)


def _person(match: Match, writing: Writing) -> tuple[Person, bool]:
    """A person without an account, and whether this made them: two rows of one address are about one."""
    said, zone = match.said, writing.association.time_zone
    if said.email:
        known = Person.objects.filter(email__iexact=said.email, erased_at__isnull=True).first()
        if known is not None:
            return known, False
        person = person_by_email(email=said.email, name=said.name, time_zone=zone)
    else:
        person = Person.objects.create(name=said.name, time_zone=zone, created_at=writing.at)
    if said.language:
        person.language = said.language
        person.save(update_fields=["language"])
    return person, True


def _add(writing: Writing, person: Person, row: ImportedRow, match: Match) -> None:
    said = match.said
    if writing.kind == Kind.ENDORSEES:
        row.endorsement = imported_award.bring(
            person=person,
            association=writing.association,
            said=said,
            criteria=writing.criteria.by_code(said.edition),
            by=writing.by,
            at=writing.at,
        )
    elif writing.kind == Kind.MEMBERS:
        row.belonging = _list_member(writing, person, match)
    else:
        row.standings.set(_record_provider(writing, person, match))


def _change(writing: Writing, person: Person, match: Match) -> None:
    about = {change.what for change in match.changes} - OF_PERSON
    if not about:
        return
    if match.endorsement is not None:
        imported_award.correct(
            endorsement=match.endorsement,
            said=match.said,
            criteria=writing.criteria.by_code(match.said.edition),
            by=writing.by,
            at=writing.at,
        )
    elif match.belonging is not None:
        _prolong(writing, person, match.belonging, match)
    else:
        _record_provider(writing, person, match)


def _change_person(person: Person, match: Match) -> None:
    new = {change.what: change.after for change in match.changes if change.what in OF_PERSON}
    if new:
        # Somebody may have signed up meanwhile, and then says it themself.
        Person.objects.filter(pk=person.pk, user__isnull=True).update(**new)


def _list_member(
    writing: Writing, person: Person, match: Match, *, after: date | None = None
) -> Belonging:
    said, at = match.said, writing.at
    today = writing.association.day_of(at)
    from_on = after + ONE_DAY if after else said.from_on or today
    row = belonging.add(
        person=person,
        organization=code_of(writing.association.slug),
        from_on=min(from_on, today, said.through_on or today),
        through_on=said.through_on,
        name="",
        number=said.number,
        at=at,
    )
    if row.confirmed_at is None:
        Belonging.objects.filter(pk=row.pk).update(listed_by=writing.association)
        row.refresh_from_db()
    return row


def _prolong(writing: Writing, person: Person, row: Belonging, match: Match) -> None:
    """Other days of a membership; a confirmed one stays, and another follows it."""
    said = match.said
    if row.confirmed_at is not None:
        _list_member(writing, person, match, after=row.through_on)
        return
    days = {"through_on": said.through_on, **({"from_on": said.from_on} if said.from_on else {})}
    Belonging.objects.filter(pk=row.pk, confirmed_at__isnull=True).update(**days)
    if said.number:
        BelongingDetail.objects.filter(belonging=row).update(number=said.number)


def _record_provider(writing: Writing, person: Person, match: Match) -> list[ProviderStanding]:
    said = match.said
    if person.pk == writing.by.pk:
        raise Refused(_("Nobody decides about themself. Please ask another coordinator."))
    decided: dict[str, Any] = {
        "association": writing.association,
        "person": person,
        "from_on": said.from_on or writing.association.day_of(writing.at),
        "through_on": said.through_on,
        "by": writing.by,
        "at": writing.at,
    }
    found = []
    for basis in bases(said):
        if basis == ProviderStanding.Basis.VETTED:
            found.append(provider.decide(basis=basis, **decided))
        else:
            found.append(provider.list_holding(category=basis, **decided))
    return found


def _keep(row: ImportedRow, match: Match, outcome: ImportedRow.Outcome) -> None:
    row.outcome, row.person = outcome, match.person
    row.endorsement = row.endorsement or match.endorsement
    row.belonging = row.belonging or match.belonging
    row.cells, row.answer, row.reason = [], "", ""
    row.save()

"""Rows become facts: everything the rules may know about a person, as one association sees it.

Twelve to fourteen queries, however many entries there are. Hours become integer hundredths.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeVar

from django.db.models import Exists, Max, OuterRef, Q

from endorsement.models import (
    Association,
    CompetencyLink,
    Endorsement,
    LedgerEntry,
    Person,
    Reference,
)
from endorsement.rules import facts as f
from endorsement.rules.planning import MONTHS_OF_GIVING
from endorsement.rules.portfolio import from_document, to_document
from endorsement.rules.windows import add_months
from endorsement.selectors import competency_links, ledger, recorded
from endorsement.selectors.held_days import held_through
from endorsement.selectors.providers import Standings, standings
from endorsement.selectors.references import readable

Choice = TypeVar("Choice", bound=StrEnum)
# By module, each decision's days and whether it accepts; later ones last.
Spans = dict[str, list[tuple[date, date | None, bool]]]
Links = Mapping[str, Sequence[CompetencyLink]]
# A ledger row, or its columns read without making a model of it.
Columns = Any
FORMER_FIELDS = {"early_childhood": "early_childhood_education"}
RATERS_ANSWERS = ("recommendation", "not_enough_information")
#: What a snapshot says beyond the portfolio document: sentences, which no rule looks at.
LEARNED, SAID = "learned", "said"


def facts(person: Person, association: Association | None, as_of: date) -> f.Portfolio:
    """The person's portfolio net of corrections, with what the association has decided.

    Drafts are in it as self-reported entries: people see the gap close while they type. An entry
    covers what it names itself and what it is linked to. Without an association there are only
    entries, as nobody has decided anything about them.
    """
    rows = list(ledger.net(person))
    links = competency_links.by_line(competency_links.of_person(person))
    if association is None:
        return _undecided(person, rows, links, as_of)
    known = standings(association, {row.provider_id for row in rows if row.provider_id})
    decided = acceptances(association)
    return f.Portfolio(
        person=_person(person),
        entries=tuple(entry(row, known, decided, links) for row in rows),
        references=tuple(_references(person, association)),
        signatures=tuple(
            f.Signature(document=row.document, signed_on=row.signed_on)
            for row in person.signatures.filter(association=association)
        ),
        holdings=tuple(_holdings(person, association)),
        ratings=tuple(recorded.ratings(person, association, as_of)),
        **beside(recorded.of_many([person], association)[person.pk]),
        attributes={"provides_rsc": provides_rsc(rows, as_of)},
    )


def beside(found: recorded.Recorded) -> dict[str, Any]:
    """What is recorded besides the ledger, as arguments of a portfolio."""
    return {
        "uploads": tuple(found.uploads),
        "memberships": tuple(found.memberships),
        "exams": tuple(found.exams),
        "assessments": tuple(found.assessments),
    }


def _undecided(person: Person, rows: list[LedgerEntry], links: Links, as_of: date) -> f.Portfolio:
    return f.Portfolio(
        person=_person(person),
        entries=tuple(entry(row, {}, {}, links) for row in rows),
        attributes={"provides_rsc": provides_rsc(rows, as_of)},
    )


def _person(person: Person) -> f.PersonBlock:
    return f.PersonBlock(ref=str(person.ref), name=person.name, language=person.language)


def document(person: Person, association: Association | None, as_of: date) -> dict[str, Any]:
    """The portfolio document, format 1, of `facts`."""
    return to_document(facts(person, association, as_of))


def snapshot(
    person: Person,
    association: Association,
    as_of: date,
    *,
    ratings: bool = False,
    said: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """What is handed in: the document and, apart, what the person says they learned.

    `ratings`: with how the person sees their own competencies, which is private otherwise. `said`:
    what they wrote in the sections of the application.
    """
    sentences = competency_links.learned(person, ledger.net(person))
    known = facts(person, association, as_of)
    shown = to_document(known if ratings else replace(known, ratings=()))
    apart = {LEARNED: sentences, SAID: dict(said or {})}
    return {**shown, **{name: words for name, words in apart.items() if words}}


def from_snapshot(text: str) -> f.Portfolio:
    """The facts of a snapshot.

    :raises DocumentError: when it is no portfolio document.
    """
    said = json.loads(text)
    for apart in (LEARNED, SAID):
        said.pop(apart, None)
    return from_document(said)


def said_in(text: str) -> dict[str, str]:
    """What the applicant wrote in the sections of what was handed in, by section."""
    found: dict[str, str] = json.loads(text).get(SAID, {}) if text else {}
    return found


def own_document(person: Person, association: Association | None, as_of: date) -> dict[str, Any]:
    """The document as the person themself may keep it; see `as_its_person_reads`."""
    shown = document(person, association, as_of)
    return as_its_person_reads(shown, person, association) if association else shown


def as_its_person_reads(
    shown: dict[str, Any], person: Person, association: Association
) -> dict[str, Any]:
    """A document without what raters answered, save where the person may read it.

    That is never when they waived it, and not before the decision.
    """
    may_read = set(readable(person, association).values_list("public_id", flat=True))
    kept = [
        one
        if one["key"] in may_read
        else {name: value for name, value in one.items() if name not in RATERS_ANSWERS}
        for one in shown.get("references", [])
    ]
    return {**shown, "references": kept} if "references" in shown else shown


def hundredths(hours: Decimal | str | None) -> int:
    """Clock hours as integer hundredths."""
    return int(Decimal(hours or 0) * 100)


def entry(row: LedgerEntry, known: Standings, decided: Spans, links: Links) -> f.Entry:
    """A row as the rules see it; it covers what it names itself and what it is linked to."""
    words = ledger.words(row)
    return seen(
        row,
        decided,
        links,
        verification=ledger.verification(row),
        provider=_provider(row, known),
        title=words.title,
        organization=words.organization,
    )


def seen(
    row: Columns,
    decided: Spans,
    links: Links,
    *,
    verification: str,
    provider: f.Provider | None,
    title: str = "",
    organization: str = "",
) -> f.Entry:
    """The columns of a row as the rules see them, with what stands beside the row."""
    said = row.attributes
    linked = links.get(competency_links.line_of(row.source_key), ()) if links else ()
    return f.Entry(
        key=row.public_id,
        kind=f.Kind(row.kind),
        first_on=row.first_on,
        last_on=row.last_on,
        hours=None if row.hours is None else hundredths(row.hours),
        verification=f.Verification(verification),
        accepted=accepted(row, decided),
        title=title,
        organization=organization,
        framework=row.framework,
        covers=frozenset(row.covers) | {link.competency for link in linked},
        split={area: hundredths(hours) for area, hours in row.split.items()},
        topics={topic: hundredths(hours) for topic, hours in row.topics.items()},
        delivery=_code(f.Delivery, said.get("delivery")),
        mode=_code(f.Mode, said.get("mode")),
        format=_code(f.RscFormat, said.get("format")),
        focus=_code(f.RscFocus, said.get("focus")),
        peer=bool(said.get("peer")),
        provider=provider,
        level=_code(f.EducationLevel, said.get("level")),
        field_code=field_of(said),
        paid=said.get("paid"),
        families=said.get("families"),
        roles=frozenset(said.get("roles") or ()),
        age_bands=frozenset(said.get("age_bands") or ()),
        disciplines=frozenset(said.get("disciplines") or ()),
        people=frozenset(people(said)),
        credits=hundredths(said["credits"]) if said.get("credits") else None,
        credit_unit=str(said.get("credit_unit") or ""),
    )


def field_of(said: Mapping[str, Any]) -> str:
    """The field of study; permanent rows may hold the name it had before."""
    code = str(said.get("field") or "")
    return FORMER_FIELDS.get(code, code)


def people(said: Mapping[str, Any]) -> list[str]:
    """Who took part, as the person's own numbers; without them the first of that many numbers.

    So the same three people in every entry are three, however many entries there are.
    """
    numbers = said.get("people_numbers") or range(1, (said.get("people") or 0) + 1)
    return [str(number) for number in numbers]


def _code(codes: type[Choice], value: object) -> Choice | None:
    """The code, or None for one that the rules do not know (a later version's, say)."""
    if value is None:
        return None
    try:
        return codes(str(value))
    except ValueError:
        return None


def _provider(row: LedgerEntry, known: Standings) -> f.Provider | None:
    if row.provider is None:
        return None
    return f.Provider(ref=str(row.provider.ref), standings=known.get(row.provider.pk))


def acceptances(association: Association, until: datetime | None = None) -> Spans:
    """What the association has decided about modules, all of it or by an instant."""
    rows = association.training_acceptances.order_by("from_on")
    if until is not None:
        rows = rows.filter(Q(decided_at__isnull=True) | Q(decided_at__lte=until))
    found: Spans = {}
    for row in rows:
        found.setdefault(row.code, []).append((row.from_on, row.through_on, row.accepted))
    return found


def accepted(row: Columns, decided: Spans) -> bool | None:
    """Whether the association takes the training: for modules on the day they were finished.

    None while nobody has decided about that day. Trainings taken elsewhere are taken until a
    reviewer, who sees the evidence, says otherwise.
    """
    if row.kind != LedgerEntry.Kind.TRAINING:
        return None
    if not row.offer_code:
        return True
    day = row.last_on or row.first_on
    answers = [
        answer
        for first, last, answer in decided.get(row.offer_code, [])
        if _within(day, first, last)
    ]
    return answers[-1] if answers else None


def _within(day: date, first: date, last: date | None) -> bool:
    return first <= day and (last is None or day <= last)


def _references(person: Person, association: Association) -> Iterable[f.Reference]:
    endorsed = Endorsement.objects.filter(
        person=OuterRef("rater"),
        state=Endorsement.State.ACTIVE,
        emerging=False,
        edition__scheme__overlays__association=association,
    )
    rows = Reference.objects.filter(
        person=person,
        association=association,
        state__in=[Reference.State.REQUESTED, Reference.State.COMPLETED],
    ).annotate(endorsed=Exists(endorsed))
    for row in rows.order_by("pk"):
        yield reference(row)


def reference(row: Any) -> f.Reference:
    """A rating as the rules see it; the row says whether its rater is `endorsed`."""
    return f.Reference(
        key=row.public_id,
        role=row.role,
        completed_on=row.completed_on,
        rater_endorsed=row.endorsed,
        rater_vetted=row.vetted,
        rater_vetted_through=row.vetted_through,
        not_enough_information=row.not_enough_information or 0,
        recommendation=_code(f.Recommendation, row.recommendation),
        waived=row.waived,
    )


def _holdings(person: Person, association: Association) -> Iterable[f.Holding]:
    rows = person.endorsements.filter(association=association).annotate(
        good_through=Max("cycles__grace_through")
    )
    for row in rows.order_by("pk"):
        yield holding(row)


def holding(row: Any) -> f.Holding:
    """An endorsement as the rules see it; the row says until when it was `good_through`."""
    if row.emerging:
        return f.Holding(
            category=row.category,
            from_on=row.emerging_from_on,
            through_on=row.emerging_through,
            state=f.HoldingState.EMERGING
            if row.state == Endorsement.State.ACTIVE
            else f.HoldingState(row.state),
        )
    return f.Holding(
        category=row.category,
        from_on=row.awarded_on,
        through_on=held_through(row),
        state=f.HoldingState(row.state),
    )


def provides_rsc(rows: Iterable[Columns], as_of: date) -> bool:
    """Whether the person gave RSC in the year before the day."""
    since = add_months(as_of, -MONTHS_OF_GIVING)
    return any(
        row.kind == LedgerEntry.Kind.RSC_GIVEN and since < (row.last_on or row.first_on) <= as_of
        for row in rows
    )

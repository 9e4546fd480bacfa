"""A snapshot is what the applicant showed; what the association decided afterwards is filled in.

Four questions may be open in it: whether a module is accepted, whether a provider is qualified,
whether a rater was vetted, whether a paper fits. What came of exams and other steps is added: they come after
handing in. Answers that the snapshot holds stay as they are. Once the application is
decided, nothing decided later is looked at.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import QuerySet

from endorsement.models import Application, Association, LedgerEntry, Paper, Person, Reference
from endorsement.rules import facts as f
from endorsement.rules.circumstances import Decisions
from endorsement.selectors import papers, portfolio, recorded
from endorsement.selectors.providers import standings


@dataclass(frozen=True, kw_only=True)
class HandedIn:
    """Who handed something in to whom, when it was decided (if it was), and the papers it shows."""

    person_id: int
    association: Association
    decided_at: datetime | None
    papers: QuerySet[Paper]


def filled_in(known: f.Portfolio, application: Application) -> f.Portfolio:
    """The facts of an application with today's answers to what was open."""
    return filled_in_since(
        known,
        HandedIn(
            person_id=application.person_id,
            association=application.association,
            decided_at=application.decided_at,
            papers=papers.of_application(application),
        ),
    )


def filled_in_since(known: f.Portfolio, handed_in: HandedIn) -> f.Portfolio:
    """The facts with today's answers to what was open; no query where nothing was."""
    return replace(
        known,
        entries=_with_standings(_with_acceptances(known.entries, handed_in), handed_in),
        references=_with_vetting(known.references, handed_in),
        uploads=_with_looks(known.uploads, handed_in),
    )


def _with_acceptances(entries: tuple[f.Entry, ...], handed_in: HandedIn) -> tuple[f.Entry, ...]:
    waiting = {one.key for one in entries if one.kind is f.Kind.TRAINING and one.accepted is None}
    if not waiting:
        return entries
    decided = portfolio.acceptances(handed_in.association, handed_in.decided_at)
    rows = LedgerEntry.objects.filter(person=handed_in.person_id, public_id__in=waiting)
    answers = {row.public_id: portfolio.accepted(row, decided) for row in rows}
    return tuple(
        replace(one, accepted=answers[one.key]) if one.key in answers else one for one in entries
    )


def _with_standings(entries: tuple[f.Entry, ...], handed_in: HandedIn) -> tuple[f.Entry, ...]:
    waiting = {one.provider.ref for one in entries if one.provider and _unknown(one.provider)}
    if not waiting:
        return entries
    people = dict(Person.objects.filter(ref__in=waiting).values_list("pk", "ref"))
    found = standings(handed_in.association, people, handed_in.decided_at)
    by_ref = {str(people[pk]): granted for pk, granted in found.items()}
    return tuple(_with_provider(one, by_ref) for one in entries)


def _unknown(provider: f.Provider) -> bool:
    return provider.standings is None


def _with_provider(entry: f.Entry, by_ref: dict[str, tuple[f.Standing, ...]]) -> f.Entry:
    provider = entry.provider
    if provider is None or not _unknown(provider) or provider.ref not in by_ref:
        return entry
    return replace(entry, provider=replace(provider, standings=by_ref[provider.ref]))


def _with_vetting(
    references: Iterable[f.Reference], handed_in: HandedIn
) -> tuple[f.Reference, ...]:
    shown = tuple(references)
    waiting = {one.key for one in shown if one.rater_vetted is None and not one.rater_endorsed}
    if not waiting:
        return shown
    rows = Reference.objects.filter(
        person=handed_in.person_id,
        association=handed_in.association,
        public_id__in=waiting,
        vetted__isnull=False,
    )
    if handed_in.decided_at is not None:
        rows = rows.filter(vetted_at__lte=handed_in.decided_at)
    answers = {row.public_id: row for row in rows.only("public_id", "vetted", "vetted_through")}
    return tuple(
        replace(
            one,
            rater_vetted=answers[one.key].vetted,
            rater_vetted_through=answers[one.key].vetted_through,
        )
        if one.key in answers
        else one
        for one in shown
    )


def _with_looks(uploads: tuple[f.Upload, ...], handed_in: HandedIn) -> tuple[f.Upload, ...]:
    if all(one.confirmed is not None for one in uploads):
        return uploads
    shown = [recorded.upload(one, handed_in.decided_at) for one in handed_in.papers]
    looked_at = {
        (one.document, one.dated_on, one.through_on): one.confirmed
        for one in shown
        if one.confirmed is not None
    }
    return tuple(
        replace(one, confirmed=looked_at.get((one.document, one.dated_on, one.through_on)))
        if one.confirmed is None
        else one
        for one in uploads
    )


def with_results(
    known: f.Portfolio, application: Application
) -> tuple[f.Portfolio, Decisions | None]:
    """The facts with what came of exams and other steps, and through which day these count."""
    found, last = recorded.results_of(application)
    if last is None:
        return known, None
    filled = replace(known, exams=tuple(found.exams), assessments=tuple(found.assessments))
    return filled, Decisions(steps_through=last)

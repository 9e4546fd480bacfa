"""Verdicts about applications: of the portfolio while it is a draft, of the snapshot from then on."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from endorsement.models import Application
from endorsement.rules.circumstances import Decisions
from endorsement.rules.evaluate import evaluate
from endorsement.rules.facts import Portfolio
from endorsement.rules.portfolio import to_document
from endorsement.rules.scheme import Category, Edition
from endorsement.rules.verdict import GROUP, Verdict
from endorsement.selectors import (
    decided_since,
    editions,
    frameworks,
    overlays,
    portfolio,
    reopening,
    results,
)
from endorsement.wording import Names
from lms.backbone import canonical


@dataclass(frozen=True)
class Judged:
    """What an application shows: the criteria it is under, the evidence, the verdict."""

    edition: Edition
    category: Category
    portfolio: Portfolio
    verdict: Verdict
    on: date
    decisions: Decisions | None = None

    @property
    def leaves(self) -> list[Verdict]:
        """The requirements that are measured, in the edition's order; groups only arrange them."""
        return list(_measured(self.verdict))

    def names(self) -> Names:
        """Names for sentences: of the edition and of the frameworks it reads."""
        return {**frameworks.names(self.edition.frameworks), **self.edition.names()}

    def decided(self, decisions: Decisions) -> Verdict:
        """The verdict on the same facts, with what a reviewer lets count or not."""
        if self.decisions is not None:
            decisions = replace(decisions, steps_through=self.decisions.steps_through)
        return evaluate(self.category.award, self.portfolio, self.on, decisions=decisions)


def of_draft(application: Application, on: date) -> Judged:
    """Judge the person's portfolio as it is, by the edition of the application.

    After a question only what it asked about is as it is now; the rest is as it was handed in.
    """
    known = portfolio.facts(application.person, application.association, on)
    limits = reopening.limits_of(application)
    if limits.limited:
        known = portfolio.from_snapshot(canonical.text(limits.applied(to_document(known))))
        known = decided_since.filled_in(known, application)
    return _judged(application, known, on)


def of_application(application: Application) -> Judged | None:
    """Judge the snapshot as of the day it was submitted; None when there is none (any more).

    What the association had not decided by then is filled in once it has.
    """
    if not application.snapshot or application.submitted_at is None:
        return None
    known = portfolio.from_snapshot(application.snapshot)
    known = decided_since.filled_in(known, application)
    return _judged(application, known, application.association.day_of(application.submitted_at))


def _judged(application: Application, known: Portfolio, on: date) -> Judged:
    decisions = None
    own = overlays.overlay_of(application.association)
    edition = overlays.named(editions.parsed(application.edition), own.labels if own else None)
    category = edition.categories[application.category]
    if application.submitted_at is not None and results.asks(category.award):
        known, decisions = decided_since.with_results(known, application)
    verdict = evaluate(category.award, known, on, decisions=decisions)
    return Judged(edition, category, known, verdict, on, decisions)


def _measured(verdict: Verdict) -> Iterator[Verdict]:
    if verdict.kind != GROUP:
        if verdict.applies:
            yield verdict
        return
    for child in verdict.children:
        yield from _measured(child)

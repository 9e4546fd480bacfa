"""Verdicts about applications, always from the frozen snapshot."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from endorsement.models import Application
from endorsement.rules.evaluate import evaluate
from endorsement.rules.facts import Portfolio
from endorsement.rules.portfolio import from_document
from endorsement.rules.scheme import Category, Edition
from endorsement.rules.verdict import Verdict
from endorsement.selectors import editions

GROUP = "group"


@dataclass(frozen=True)
class Judged:
    """What a submitted application shows: the criteria it is under, the evidence, the verdict."""

    edition: Edition
    category: Category
    portfolio: Portfolio
    verdict: Verdict

    @property
    def leaves(self) -> list[Verdict]:
        """The requirements that are measured, in the edition's order; groups only arrange them."""
        return list(_measured(self.verdict))


def of_application(application: Application) -> Judged:
    """Judge the snapshot as of the day it was submitted.

    :raises ValueError: for an application that was never submitted, or whose snapshot was erased.
    """
    if not application.snapshot or application.submitted_at is None:
        raise ValueError("This application has no snapshot.")
    edition = editions.parsed(application.edition)
    category = edition.categories[application.category]
    portfolio = from_document(json.loads(application.snapshot))
    as_of = application.association.day_of(application.submitted_at)
    return Judged(edition, category, portfolio, evaluate(category.award, portfolio, as_of))


def _measured(verdict: Verdict) -> Iterator[Verdict]:
    if verdict.kind != GROUP:
        if verdict.applies:
            yield verdict
        return
    for child in verdict.children:
        yield from _measured(child)

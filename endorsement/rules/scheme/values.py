"""An edition as values: categories, documents, reference form, what it says for all of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from endorsement.rules import criteria as c
from endorsement.rules.crosswalk import Crosswalk
from endorsement.rules.reading import Text
from endorsement.rules.renewal import RenewalRule
from endorsement.rules.scheme.rating_form import USUAL, RatingForm

PURPOSES = ("award", "renewal", "emerging", "reinstatement")


class Outcome(StrEnum):
    """How a review may end."""

    APPROVE = "approve"
    APPROVE_FOR_EXAM = "approve_for_exam"
    EMERGING = "emerging"
    MORE_INFO = "more_info"
    HOLD = "hold"
    DEFER = "defer"
    DECLINE = "decline"


USUAL_OUTCOMES = (Outcome.APPROVE, Outcome.MORE_INFO, Outcome.DECLINE)


class Sort(StrEnum):
    """What a category is: one of its own, an addition to others, or several held together."""

    CATEGORY = "category"
    ADD_ON = "add_on"
    COMPOSITE = "composite"


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """Something to sign."""

    name: Text
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Emerging:
    """An award on the way, for at most so many months, without some of the requirements."""

    months: int
    without: tuple[str, ...]
    requirement: c.Criterion


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """A category of the scheme; categories are not ranked, `scope` says what practice they fit."""

    code: str
    name: Text
    description: Text
    scope: str
    award: c.Criterion
    renewal: c.Criterion | None
    emerging: Emerging | None = None
    reinstatement: c.Criterion | None = None
    sort: Sort = Sort.CATEGORY
    age_bands: tuple[str, ...] = ()
    outcomes: tuple[Outcome, ...] = USUAL_OUTCOMES

    def requirement(self, purpose: str) -> c.Criterion:
        """The tree for one of `PURPOSES`. :raises KeyError: when there is none."""
        tree = {
            "award": self.award,
            "renewal": self.renewal,
            "emerging": self.emerging.requirement if self.emerging else None,
            "reinstatement": self.reinstatement,
        }[purpose]
        if tree is None:
            raise KeyError(purpose)
        return tree

    def trees(self) -> list[c.Criterion]:
        """Every tree there is."""
        known = [self.award, self.renewal, self.reinstatement]
        return [tree for tree in known if tree is not None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """A dated version of a scheme's criteria; both days are inclusive.

    `shared_hours`: requirements of a category may count the same hours. `shared_by_renewals`: of somebody
    with several endorsements each may be renewed from the same hours.
    """

    scheme: str
    name: Text
    description: Text
    code: str
    effective_from: date
    effective_through: date | None
    frameworks: tuple[str, ...]
    documents: Mapping[str, Document]
    reference_roles: Mapping[str, Text]
    renewal: RenewalRule | None
    categories: Mapping[str, Category]
    uploads: Mapping[str, Text] = field(default_factory=dict)
    topics: Mapping[str, Text] = field(default_factory=dict)
    age_bands: Mapping[str, Text] = field(default_factory=dict)
    rating_form: RatingForm = USUAL
    rating_scale: tuple[Text, ...] = ()
    evidence_order: tuple[str, ...] = ()
    credit_hours: tuple[tuple[str, int], ...] = ()
    crosswalk: Crosswalk = ()
    shared_hours: bool = True
    shared_by_renewals: bool = True

    def names(self) -> dict[str, Text]:
        """Names of everything that the edition names, by code, for sentences."""
        found: dict[str, Text] = dict(self.reference_roles)
        found.update(self.uploads)
        found.update(self.topics)
        found.update(self.age_bands)
        found.update({code: document.name for code, document in self.documents.items()})
        found.update({code: category.name for code, category in self.categories.items()})
        return found

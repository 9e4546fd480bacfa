"""Where a person stands: every category of an association's current edition, as of a day."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from endorsement.models import Application, Association, Edition, Person
from endorsement.rules import facts as f
from endorsement.rules import scheme as rules
from endorsement.rules.criteria import Criterion
from endorsement.rules.evaluate import Tenure, evaluate
from endorsement.rules.verdict import Verdict
from endorsement.rules.windows import Interval
from endorsement.selectors import editions, frameworks, overlays, portfolio
from endorsement.wording import Names

# From promotion to leadership; canonical JSON keeps no order of its own.
SCOPES = ("promotion", "prevention", "treatment", "leadership")


@dataclass(frozen=True)
class Standing:
    """One category and the verdict on its requirements: for a first award, or for a renewal.

    `period` and `tenure` are those of the renewal.
    """

    category: rules.Category
    verdict: Verdict
    period: Interval | None = None
    tenure: Tenure | None = None

    @property
    def asked(self) -> Criterion:
        """What it is measured by."""
        if self.period is None:
            return self.category.award
        return self.category.renewal or self.category.award

    @property
    def gap(self) -> Verdict | None:
        return biggest_gap(self.verdict)


@dataclass(frozen=True)
class Measure:
    """An edition, the facts it was applied to, and how every category came out."""

    edition: Edition
    criteria: rules.Edition
    facts: f.Portfolio
    standings: list[Standing]

    def names(self) -> Names:
        """Names for sentences: of the edition and of the frameworks it reads."""
        return {**frameworks.names(self.criteria.frameworks), **self.criteria.names()}


def associations() -> list[Association]:
    """The associations a person can measure themself by, by name."""
    rows = Association.objects.filter(overlay__isnull=False)
    return list(rows.select_related("overlay", "registry_policy").order_by("name"))


def own_association(user: Any) -> str:
    """The slug of the association to which the user applied last, or an empty string."""
    if not user.is_authenticated:
        return ""
    applied = Application.objects.filter(person__user=user).order_by("-created_at", "-pk")
    return applied.values_list("association__slug", flat=True).first() or ""


def measure(person: Person, association: Association, on: date) -> Measure:
    """Apply the edition in force on the day to the person's portfolio.

    :raises Edition.DoesNotExist: when none is in force.
    """
    edition = editions.current(association, on)
    criteria = overlays.named(editions.parsed(edition), getattr(edition, "labels", None))
    known = portfolio.facts(person, association, on)
    standings = [
        Standing(category, evaluate(category.award, known, on))
        for category in sorted(criteria.categories.values(), key=_place)
    ]
    return Measure(edition, criteria, known, standings)


def _place(category: rules.Category) -> tuple[int, str]:
    known = category.scope in SCOPES
    return (SCOPES.index(category.scope) if known else len(SCOPES)), category.name["en"]


def biggest_gap(verdict: Verdict) -> Verdict | None:
    """The requirement right below the top of which the greatest share is missing; None when met."""
    unmet = [one for one in verdict.children if one.applies and not one.met]
    return max(unmet, key=lambda one: one.missing_share, default=None)

"""What others say about a person, what the person signed, holds, sat and rated."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from endorsement.rules.facts.codes import HoldingState, Recommendation


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A reference rating. `completed_on` None: asked for and not answered yet.

    `rater_vetted` None: nobody has decided yet; a vetting holds through its day if it ends.
    `not_enough_information` counts such answers.
    `rater_categories` are the endorsements the rater held when answering.
    """

    key: str
    role: str
    completed_on: date | None = None
    rater_endorsed: bool = False
    rater_vetted: bool | None = False
    rater_vetted_through: date | None = None
    rater_categories: frozenset[str] = frozenset()
    not_enough_information: int = 0
    recommendation: Recommendation | None = None
    waived: bool | None = None

    def vetted(self, on: date) -> bool | None:
        """Whether the rater counts as vetted on the day; None while nobody has decided."""
        return (
            None if self.rater_vetted is None else self.rater_vetted and not self.vetting_ended(on)
        )

    def vetting_ended(self, on: date) -> bool:
        """Whether the rater was vetted, and through a day that has passed."""
        through = self.rater_vetted_through
        return bool(self.rater_vetted) and through is not None and through < on


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """A document that the person signed; `cycle` names the renewal cycle it was signed for."""

    document: str
    signed_on: date
    cycle: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A paper in the record, such as a transcript or a license, good through a day if it ends.

    `confirmed` None: nobody has looked at it yet.
    """

    document: str
    dated_on: date
    through_on: date | None = None
    confirmed: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """An endorsement the person holds or held."""

    category: str
    from_on: date
    through_on: date | None = None
    state: HoldingState = HoldingState.ACTIVE


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """Membership in an association (a code), through a day if it ends."""

    organization: str
    from_on: date
    through_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExamResult:
    """One attempt at one part of an exam; points in hundredths."""

    part: str
    taken_on: date
    points: int
    out_of: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """An interview, panel, observed session or essay: so many of the assessors approved.

    `open`: assessors who have not answered yet.
    """

    step: str
    held_on: date
    approvals: int
    assessors: int
    open: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfRating:
    """The person's own rating of a competency: a level of the scheme's scale, reached or not yet.

    `achieved` False means "working towards".
    """

    competency: str
    level: int
    rated_on: date
    achieved: bool = True

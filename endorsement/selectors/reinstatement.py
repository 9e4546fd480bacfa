"""Whether somebody who lapsed, retired or rested a category meets what their association asks to return."""

from dataclasses import dataclass
from datetime import date

from endorsement.models import Endorsement
from endorsement.rules.evaluate import evaluate
from endorsement.rules.scheme import Edition
from endorsement.rules.verdict import Verdict
from endorsement.selectors import cycle_rules, editions, frameworks, portfolio
from endorsement.wording import Names


@dataclass(frozen=True)
class Reinstatement:
    """What is asked for and the verdict; `verdict` is None where nothing but a decision is needed."""

    edition: Edition
    verdict: Verdict | None

    @property
    def met(self) -> bool:
        return self.verdict is None or self.verdict.met

    @property
    def missing(self) -> list[Verdict]:
        """What is not met (yet), right below the top."""
        if self.verdict is None or self.verdict.met:
            return []
        open_ones = [one for one in self.verdict.children if one.applies and not one.met]
        return open_ones or [self.verdict]

    def names(self) -> Names:
        """Names for sentences: of the edition and of the frameworks it reads."""
        return {**frameworks.names(self.edition.frameworks), **self.edition.names()}


def judged(endorsement: Endorsement, on: date) -> Reinstatement:
    """Judge by the edition that the next period would go by."""
    last = endorsement.cycles.select_related("edition").order_by("-number").first()
    governing = (last.edition if last else None) or endorsement.edition
    edition = editions.parsed(cycle_rules.edition_of_next(endorsement, governing, on))
    tree = edition.categories[endorsement.category].reinstatement
    if tree is None:
        return Reinstatement(edition, None)
    known = portfolio.facts(endorsement.person, endorsement.association, on)
    return Reinstatement(edition, evaluate(tree, known, on))

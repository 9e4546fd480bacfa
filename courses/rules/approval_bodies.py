"""What bodies that approve continuing education ask of a module, as published, each with its source."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal


@dataclass(frozen=True)
class BodyRules:
    """What a body asks; None: it states nothing. `binding`: asked, not only recommended.

    `first_hour` questions for the first clock hour or less, `further_hour` for every further one that
    is begun: the reading of NASW's form that docs/authoring.md explains. `true_false_percent`: the
    most true-or-false questions among all.
    """

    name: str
    source: str
    first_hour: int | None = None
    further_hour: int | None = None
    pass_mark: int | None = None
    true_false_percent: int | None = None
    objectives: int | None = None
    number_per_title: bool = False
    presenter: bool = False
    binding: bool = True

    def questions_for(self, hours: Decimal) -> int:
        """How many questions an attempt has at least; 0 where the body states no number."""
        if self.first_hour is None:
            return 0
        further = max(Decimal(0), hours - 1).to_integral_value(rounding=ROUND_CEILING)
        return self.first_hour + int(further) * (self.further_hour or 0)


BODIES: Mapping[str, BodyRules] = {
    "nasw": BodyRules(
        name="NASW",
        source="NASW, application for approval of continuing education",
        first_hour=10,
        further_hour=5,
        pass_mark=80,
        true_false_percent=10,
        objectives=3,
        number_per_title=True,
        presenter=True,
    ),
    "apa": BodyRules(
        name="APA",
        source="APA, frequently asked questions on continuing education",
        first_hour=6,
        further_hour=6,
        pass_mark=75,
        binding=False,
    ),
    # States no number of questions. Holding it is what lets a certificate say CEUs.
    "iacet": BodyRules(
        name="IACET", source="IACET, calculating continuing education units", presenter=True
    ),
}

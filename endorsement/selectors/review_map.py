"""The rows of the competency map that a reviewer ticks, and what they ticked so far."""

from collections.abc import Mapping

from endorsement.models import Review
from endorsement.selectors import submitted_map
from endorsement.selectors.competency_rows import AreaRows, Row
from endorsement.selectors.verdicts import Judged

SAID = {None: "", True: "met", False: "not_met"}

__all__ = ["AreaRows", "areas", "ticks"]


def areas(review: Review, found: Judged) -> list[AreaRows]:
    """The areas that the category asks for with what was handed in for their rows.

    The area itself comes first: that is what most criteria ask about.
    """
    listed = submitted_map.of_application(review.application, found)
    for area in listed:
        whole = [row for row in area.rows if row.reference == area.reference]
        rest = [row for row in area.rows if row.reference != area.reference]
        area.rows = [*(whole or [Row(area.reference, "")]), *rest]
    return listed


def ticks(review: Review) -> Mapping[str, tuple[str, str]]:
    """Met or not met with the reason, by competency."""
    return {one.competency: (SAID[one.met], one.reason) for one in review.ticks.all()}

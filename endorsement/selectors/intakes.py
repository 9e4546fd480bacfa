"""In which intake of an association something handed in on a day is reviewed."""

from dataclasses import dataclass
from datetime import date

from endorsement.models import Association
from endorsement.selectors.overlays import overlay_of


@dataclass(frozen=True)
class Intake:
    """`on` is the last day of the intake, `missed` the one that has just gone by, `after` the next.

    All are None where the association sets no days, or none ahead.
    """

    on: date | None = None
    note: str = ""
    missed: date | None = None
    after: date | None = None


def of_day(association: Association, day: date) -> Intake:
    """The intake of what is handed in on this day: the first whose last day has not passed."""
    overlay = overlay_of(association)
    if overlay is None:
        return Intake()
    days = list(overlay.deadlines.order_by("on"))
    ahead = [one for one in days if one.on >= day]
    gone = [one.on for one in days if one.on < day]
    first = ahead[0] if ahead else None
    return Intake(
        on=first.on if first else None,
        note=first.note if first else "",
        missed=gone[-1] if gone else None,
        after=ahead[1].on if len(ahead) > 1 else None,
    )

"""A day on which an exam can be sat is announced."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from endorsement.models import Association, Person, Sitting
from endorsement.refusals import Refused
from endorsement.selectors import editions, exams
from endorsement.services import event


@dataclass(frozen=True, kw_only=True)
class SittingFacts:
    """What a coordinator says about a sitting."""

    held_on: date
    place: str
    online: bool = False
    seats: int
    register_through: date
    accommodation_through: date
    choice_part: str = ""
    form_code: str = ""
    questions: int = 60
    written_part: str = ""
    chosen: int = 2
    gap_percent: int = 15


@transaction.atomic
def announce(
    *, association: Association, facts: SittingFacts, coordinator: Person, at: datetime
) -> Sitting:
    """Announce a day on which an exam can be sat, under the edition in force today.

    Effects, in order: the sitting; its event.

    :raises Refused: for a day that is over, deadlines after the day, a part the edition does not
        have, or a multiple-choice part without the code of its one form.
    """
    today = association.day_of(at)
    edition = editions.current(association, today)
    _check(facts, today, exams.exam_parts(edition))
    sitting = Sitting.objects.create(
        association=association, edition=edition, **{**facts.__dict__, "place": facts.place.strip()}
    )
    _tell(sitting, "announced", coordinator, at)
    return sitting


def _check(facts: SittingFacts, today: date, known: list[str]) -> None:
    if facts.held_on < today:
        raise Refused(_("This day is over. Choose a later one."), field="held_on")
    for name in ("register_through", "accommodation_through"):
        if getattr(facts, name) > facts.held_on:
            raise Refused(_("This deadline lies after the day of the exam."), field=name)
    chosen = [one for one in (facts.choice_part, facts.written_part) if one]
    if not chosen or not set(chosen) <= set(known) or len(set(chosen)) < len(chosen):
        raise Refused(
            _("Choose at least one part of the exam, and each at most once."), field="choice_part"
        )
    if facts.choice_part and not facts.form_code.strip():
        raise Refused(
            _("Give the code of the multiple-choice form; everybody sits the same one."),
            field="form_code",
        )


def _tell(sitting: Sitting, what: str, coordinator: Person, at: datetime) -> None:
    event.record(
        association=sitting.association,
        stream=f"sitting:{sitting.public_id}",
        kind=f"sitting.{what}",
        actor=coordinator,
        payload={"held_on": sitting.held_on, "form": sitting.form_code},
        at=at,
    )

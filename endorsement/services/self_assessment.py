"""A person's own view of their competencies is kept, one for each day."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from endorsement.models import Person, SelfAssessment
from endorsement.refusals import Refused
from endorsement.selectors import frameworks

LONGEST_NOTE = 500


@transaction.atomic
def assess(
    *,
    person: Person,
    framework: str,
    answers: Mapping[str, Mapping[str, Any]],
    on: date,
    at: datetime,
) -> SelfAssessment:
    """Keep today's answers; saving again on the same day changes them.

    :raises Refused: when nothing was answered, or something outside the framework or the scale was.
    """
    known = {ref for area in frameworks.areas(framework) for ref, _name in area.competencies}
    steps = range(1, (len(frameworks.scale(framework)) or frameworks.STEPS) + 1)
    if not answers:
        raise Refused(_("Answer at least one line; you can leave out the others."))
    for reference, said in answers.items():
        if reference not in known or said.get("step") not in steps:
            raise Refused(_("This answer is not one of those to choose from."))
        if len(str(said.get("note", ""))) > LONGEST_NOTE:
            raise Refused(_("A note has at most %(most)s characters.") % {"most": LONGEST_NOTE})
    kept = {
        reference: {"step": said["step"], **({"note": said["note"]} if said.get("note") else {})}
        for reference, said in sorted(answers.items())
    }
    row, _created = SelfAssessment.objects.update_or_create(
        person=person, framework=framework, on=on, defaults={"answers": kept, "saved_at": at}
    )
    return row


@transaction.atomic
def delete(*, assessment: SelfAssessment) -> None:
    """It is the person's alone, so nothing stands in the way."""
    SelfAssessment.objects.filter(pk=assessment.pk).delete()

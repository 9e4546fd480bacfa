"""Hand-outs of lessons are owed when their words go live; whoever draws PDFs draws them."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction

from courses.models import LessonPage, ModulePage
from courses.selectors import hand_out as found
from endorsement.services import hand_out as endorsement_service
from lms.backbone import sweeps

#: How far an hourly sweep looks back, so that a missed night loses nothing.
LOOK_BACK = timedelta(days=3)


@transaction.atomic
def lesson_published(*, lesson: LessonPage, at: datetime) -> int:
    """Owe every hand-out that a live lesson offers; how many there are.

    Nothing happens while its module is not live: then the module's own publication owes them.
    """
    module = lesson.get_parent().specific
    if not isinstance(module, ModulePage) or not (module.live and lesson.live):
        return 0
    return _owe(found.in_lesson(module, lesson), at)


@transaction.atomic
def module_published(*, module: ModulePage, at: datetime) -> int:
    """Owe every hand-out that a live module offers; how many there are."""
    return _owe(found.in_module(module), at) if module.live else 0


def owe_missing(*, at: datetime, everything: bool = False) -> int:
    """Owe what no signal reached, of what was published in the last days or of everything.

    A module whose hand-outs cannot be read holds up no other.
    """
    since = None if everything else at - LOOK_BACK
    owed = 0
    for module in found.changed_since(since):
        with sweeps.apart("Hand-outs of module", module.pk):
            owed += module_published(module=module, at=at)
    return owed


def _owe(documents: Iterable[found.Document], at: datetime) -> int:
    number = 0
    for document in documents:
        endorsement_service.owe(document=document, at=at)
        number += 1
    return number

"""Giving a learner an accommodation, and taking it back."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from courses.models import Accommodation, Enrollment, ModulePage
from courses.selectors.accommodation import learner_with_address
from courses.selectors.module import version_of
from courses.services.completion import complete
from endorsement.models import Association, Person
from endorsement.refusals import Refused


@transaction.atomic
def give(
    *,
    association: Association,
    module: ModulePage,
    email: str,
    minimum_minutes: int,
    by: Person,
    at: datetime,
) -> Accommodation:
    """Let another minimum time hold for a learner of the module; giving it again replaces it.

    Effects, in order: the one row of person and module; completion of the module where nothing but
    the time was missing.

    :raises Refused: when nobody with this address has begun the module.
    """
    person = learner_with_address(module.code, email)
    if person is None:
        raise Refused(
            _(
                "Nobody with this address has begun this module. "
                "Ask the learner for the address of their account, and to start the module first."
            )
        )
    row, _made = Accommodation.objects.update_or_create(
        person=person,
        association=association,
        code=module.code,
        defaults={"minimum_minutes": minimum_minutes, "given_by": by, "given_at": at},
    )
    _complete_if_due(row, at)
    return row


@transaction.atomic
def take_back(*, accommodation: Accommodation) -> None:
    """The module's own minimum time holds again; what was completed stays completed."""
    accommodation.delete()


def _complete_if_due(row: Accommodation, at: datetime) -> None:
    begun = Enrollment.objects.filter(person=row.person, code=row.code)
    for enrollment in begun.filter(completed_at__isnull=True, switched_at__isnull=True):
        module = version_of(enrollment.code, enrollment.version)
        if module is not None:
            complete(enrollment=enrollment, module=module, at=at)

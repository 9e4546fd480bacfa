"""An application stays with its edition, unless its applicant chooses today's before handing it in."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from endorsement.models import Application, Edition, Person
from endorsement.refusals import Refused
from endorsement.selectors import editions
from endorsement.services import event


@transaction.atomic
def take_current(*, application: Application, person: Person, at: datetime) -> Edition:
    """Measure an application by the edition in force today.

    Effects, in order: the application's edition, only before it is handed in; an event. Doing it again
    changes nothing.

    :raises Refused: once it was handed in, or when today's edition does not have the category, or there
        is none.
    """
    try:
        today = editions.current(application.association, application.association.day_of(at))
    except Edition.DoesNotExist:
        raise Refused(
            _("No criteria are in force today. Your application stays with its own.")
        ) from None
    if application.edition_id == today.pk:
        return today
    if application.category not in editions.parsed(today).categories:
        raise Refused(
            _("Today's criteria do not have this category. Your application stays with its own.")
        )
    moved = Application.objects.filter(
        pk=application.pk,
        state__in=Application.BEFORE_SUBMISSION,
        edition=application.edition_id,
    ).update(edition=today)
    if not moved:
        raise Refused(
            _("This application was handed in, so it stays with the criteria it was handed in for.")
        )
    event.record(
        association=application.association,
        stream=application.stream,
        kind="edition_changed",
        actor=person,
        payload={"from": application.edition.code, "to": today.code, "sha256": today.sha256},
        at=at,
    )
    application.refresh_from_db()
    return today

"""A facilitator writes to the members of a cohort."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from courses.models import Cohort, CohortMessage, CohortMessageCopy
from courses.rules.pace import Pace
from courses.selectors import cohort_progress
from endorsement.models import Person
from endorsement.refusals import Refused
from endorsement.selectors.hosts import public_url
from lms.backbone.mail import owe_mail

#: Of one cohort, in any 24 hours.
MOST_A_DAY = 5
Audience = CohortMessage.Audience


@transaction.atomic
def write(
    *,
    cohort: Cohort,
    by: Person,
    audience: str,
    subject: str,
    text: str,
    sending: UUID,
    at: datetime,
) -> CohortMessage:
    """Write to everybody in the cohort, or to whoever is behind as it stands now.

    Effects, in order: the message, once for `sending`; a copy for each member it is written to; one
    mail to each who has an address.

    :raises Refused: when there is nobody to write to, or enough was written today.
    """
    # Two messages at once are counted one after the other.
    Cohort.objects.select_for_update(of=("self",)).get(pk=cohort.pk)
    known = CohortMessage.objects.filter(sending=sending, cohort=cohort).first()
    if known is not None:
        return known
    today = CohortMessage.objects.filter(cohort=cohort, sent_at__gt=at - timedelta(days=1))
    if today.count() >= MOST_A_DAY:
        raise Refused(
            _("Enough was written to this cohort today. Please go on tomorrow; your text is below.")
        )
    people = recipients(cohort, audience, at)
    if not people:
        raise Refused(_("There is nobody to write to right now."), field="audience")
    message = CohortMessage.objects.create(
        cohort=cohort,
        by=by,
        audience=audience,
        subject=subject,
        text=text,
        sending=sending,
        sent_at=at,
    )
    CohortMessageCopy.objects.bulk_create(
        CohortMessageCopy(message=message, person=person) for person in people
    )
    for person in people:
        if person.email:
            _mail(message, person, at)
    return message


def recipients(cohort: Cohort, audience: str, at: datetime) -> list[Person]:
    """Members of today; whoever is behind by the facilitators' own page."""
    rows = cohort_progress.table(cohort, at).only(
        Pace.BEHIND if audience == Audience.BEHIND else ""
    )
    return [row.person for row in rows]


def _mail(message: CohortMessage, person: Person, at: datetime) -> None:
    cohort = message.cohort
    owe_mail(
        key=f"cohort-message:{message.public_id}:{person.ref}",
        to=person.email,
        template="cohort_message",
        language=person.language,
        context={
            "public_url": public_url(cohort.association),
            "public_id": cohort.public_id,
            "cohort": cohort.name,
            "association": cohort.association.name,
            "by": str(message.by),
            "subject": message.subject,
            "text": message.text,
        },
        at=at,
    )

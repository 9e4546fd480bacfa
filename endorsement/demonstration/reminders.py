"""Reminders that stand in every way, so that the coordinator's page has something to show."""

from datetime import datetime, timedelta

from django.db import transaction

from endorsement.models import Application, Association, Bounce, DayMessage, Notice, Person
from endorsement.services import bounce
from lms.backbone.models import Mail

SLUG = "pine-river"
#: By address: how many days ago, which kind and rung, and what became of it.
STOOD = (
    (12, "still_drafts", "after_30", "sent", ""),
    (9, "asked_for_more", "after_14", "suppressed", "answered"),
    (6, "modules", "after_14", "overtaken", ""),
    (3, "modules", "after_42", "sent", ""),
)


@transaction.atomic
def load(*, at: datetime) -> None:
    """A few that were sent, overtaken and suppressed, one that failed, and an address on the call list."""
    association = Association.objects.get(slug=SLUG)
    theirs = Application.objects.filter(association=association).select_related(
        "person", "association"
    )
    applications = list(theirs.order_by("pk"))
    people = [application.person for application in applications]
    if not people or Notice.objects.filter(subject__startswith="demonstration:").exists():
        return
    for number, (days, kind, rung, outcome, reason) in enumerate(STOOD):
        _stood(
            association,
            people[number % len(people)],
            number,
            at - timedelta(days=days),
            kind,
            rung,
            outcome=outcome,
            reason=reason,
        )
    _failed(applications[-1], at - timedelta(hours=20))
    if people[-1].email:
        bounce.note(address=people[-1].email, source=Bounce.Source.MESSAGE, status="5.1.1", at=at)


def _stood(
    association: Association,
    person: Person,
    number: int,
    at: datetime,
    kind: str,
    rung: str,
    **became: str,
) -> Notice:
    return Notice.objects.create(
        association=association,
        person=person,
        kind=kind,
        subject=f"demonstration:{number}",
        rung=rung,
        rung_on=association.day_of(at),
        due_at=at,
        owed_at=at,
        state=Notice.State.DONE,
        finished_at=at,
        **became,
    )


def _failed(application: Application, at: datetime) -> None:
    """A message that the mail server refused five times."""
    association, person = application.association, application.person
    message = DayMessage.objects.create(person=person, on=association.day_of(at))
    message.mail = Mail.objects.create(
        key=f"day:{message.public_id}",
        to_address=person.email,
        template="reminders",
        context={"message": message.public_id},
        state=Mail.State.DEAD,
        attempts=5,
        due_at=at,
        last_error="SMTPDataError 552",
    )
    message.save(update_fields=["mail"])
    Notice.objects.create(
        association=association,
        person=person,
        kind="still_drafts",
        subject=f"still:{application.pk}:{association.day_of(at)}",
        rung="after_90",
        rung_on=association.day_of(at),
        due_at=at,
        owed_at=at,
        message=message,
    )

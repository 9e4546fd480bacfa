"""Asking for a transcript: one owed row, drawn by the worker like every certificate."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from certificates import files, transcript
from certificates.models import Certificate
from certificates.services.owing import owe_certificate
from endorsement.models import Person
from endorsement.refusals import Refused
from lms.backbone import canonical

MOST_A_DAY = 20


@transaction.atomic
def ask(
    *,
    person: Person,
    first: date | None,
    through: date | None,
    language: str,
    once: str,
    at: datetime,
) -> Certificate:
    """Owe a transcript of everything, or of what touches the days named (both inclusive).

    What it lists is frozen now. `once` is a key of the form that was sent: sending it twice owes one,
    and going back to it to ask for other days or another language owes another.

    :raises Refused: without a name to print, without entries, for days the wrong way round, or when
        there were too many today.
    """
    if first and through and through < first:
        raise Refused(
            _("The last day is before the first day. Please check both dates."), field="through"
        )
    if not person.name.strip():
        raise Refused(
            _("Your name is missing. Add it under “My details”; the transcript will print it.")
        )
    rows = transcript.entries_in(person, first, through)
    if not rows:
        raise Refused(_("There is nothing in your portfolio for these days."))
    mine = Certificate.objects.filter(person=person, kind=Certificate.Kind.TRANSCRIPT)
    wanted = canonical.digest(canonical.text([once, first, through, language]))
    subject = f"transcript:{person.ref}:{wanted[:20]}"
    if mine.filter(created_at__gt=at - timedelta(days=1)).exclude(subject=subject).count() >= (
        MOST_A_DAY
    ):
        raise Refused(_("You asked for many transcripts today. Please come back tomorrow."))
    return owe_certificate(
        kind=Certificate.Kind.TRANSCRIPT,
        subject=subject,
        person=person,
        association=None,
        document=transcript.of_person(
            person, rows, first=first, through=through, language=language, at=at
        ),
        valid_from_on=at.astimezone(ZoneInfo(person.time_zone)).date(),
        valid_through_on=None,
        at=at,
    )


@transaction.atomic
def forget(*, person: Person) -> None:
    """Delete the person's transcripts, row and file: they consist of the person's own words."""
    mine = Certificate.objects.filter(person=person, kind=Certificate.Kind.TRANSCRIPT)
    numbers = list(mine.values_list("number", flat=True))
    mine.update(superseded_by=None)
    mine.delete()
    transaction.on_commit(lambda: _remove(numbers))


def _remove(numbers: list[str]) -> None:
    for number in numbers:
        files.remove(number)

"""What is written in the sections of an application: notes that save themselves, and comments."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from endorsement.models import Application, Person, SectionComment, SectionNote
from endorsement.refusals import Overtaken, Refused
from endorsement.rules.sections import Section
from endorsement.rules.workflow import MOVES, Action, Role
from endorsement.services.application.moving import locked
from endorsement.services.conflict import refuse_conflict

Voice = SectionComment.Voice


@transaction.atomic
def save_note(
    *, application: Application, section: str, text: str, seen: int, at: datetime
) -> SectionNote:
    """Keep the applicant's words for a section; `seen` is the revision they started from.

    The same words change nothing.

    :raises Overtaken: when another window saved other words meanwhile.
    :raises Refused: when the application is not being prepared.
    """
    application = locked(application)
    if Action.SUBMIT not in MOVES.actions(application.state, Role.APPLICANT):
        raise Refused(
            _(
                "This application was handed in, so its text stays as it is. Write a comment instead."
            )
        )
    section = Section(section).value
    note, created = SectionNote.objects.select_for_update().get_or_create(
        application=application,
        section=section,
        defaults={"text": text, "saved_at": at},
    )
    if created or note.text == text:
        return note
    if note.revision != seen:
        raise Overtaken(
            _("This text was changed in another window. Compare both and save again."),
            field="text",
        )
    note.text, note.saved_at, note.revision = text, at, note.revision + 1
    note.save(update_fields=["text", "saved_at", "revision"])
    return note


@transaction.atomic
def comment(
    *,
    application: Application,
    section: str,
    by: Person,
    voice: str,
    text: str,
    once: str,
    at: datetime,
    release: bool = True,
) -> SectionComment:
    """Write a line of the conversation about a section.

    What applicants and advisors write is for all three; a coordinator's line only if they `release`
    it. `once` is a key of the form: sending it twice writes once.

    :raises Refused: without a text, when the application is closed, or for a conflict of interest of a
        coordinator.
    """
    if voice == Voice.COORDINATOR:
        refuse_conflict(by, application, at=at)
    if application.state in Application.CLOSED:
        raise Refused(_("This application is closed; nothing about it can change any more."))
    if not text.strip():
        raise Refused(_("Write something first."), field="text")
    opened = release or voice != Voice.COORDINATOR
    row, _created = SectionComment.objects.get_or_create(
        once=f"{application.public_id}:{once}",
        defaults={
            "application": application,
            "section": Section(section).value,
            "voice": voice,
            "by": by,
            "text": text.strip(),
            "written_at": at,
            "released_at": at if opened else None,
        },
    )
    return row


@transaction.atomic
def release(
    *, application: Application, comment: SectionComment, coordinator: Person, at: datetime
) -> SectionComment:
    """Let the applicant and the advisor read a coordinator's comment from now on.

    :raises Refused: for a conflict of interest.
    """
    refuse_conflict(coordinator, application, at=at)
    application.comments.filter(pk=comment.pk, released_at__isnull=True).update(released_at=at)
    comment.refresh_from_db()
    return comment

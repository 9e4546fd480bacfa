"""Private notes beside a lesson: their writer's alone."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from courses.models import Enrollment, Note
from courses.services.answers import MOST_CHARACTERS, added
from endorsement.refusals import Overtaken, Refused


@transaction.atomic
def write(
    *,
    enrollment: Enrollment,
    lesson_key: str,
    block_key: str,
    excerpt: str,
    text: str,
    seen: int,
    at: datetime,
) -> Note | None:
    """Keep a note at a lesson, or with `block_key` at a place in it; `seen` is the revision it began from.

    The same words change nothing; an empty text removes the note, and then there is none.

    :raises Overtaken: when another window saved other words meanwhile.
    :raises Refused: when it is longer than 5,000 characters.
    """
    text = text.replace("\r\n", "\n")
    if len(text) > MOST_CHARACTERS:
        raise Refused(_("This is longer than 5,000 characters. Please shorten it."))
    place = {"enrollment": enrollment, "lesson_key": lesson_key, "block_key": block_key}
    found = Note.objects.select_for_update().filter(**place)
    if not text.strip():
        _empty(found.first(), seen)
        return None
    note, created = found.get_or_create(
        **place, defaults={"text": text, "excerpt": excerpt, "saved_at": at}
    )
    if created or note.text == text:
        return note
    _unless_overtaken(note, seen)
    note.text, note.saved_at, note.revision = text, at, note.revision + 1
    note.save(update_fields=["text", "saved_at", "revision"])
    return note


@transaction.atomic
def add(
    *,
    enrollment: Enrollment,
    lesson_key: str,
    block_key: str,
    excerpt: str,
    text: str,
    at: datetime,
) -> Note:
    """Put a text below the note that is there: it was written where that one was not to be seen.

    Another window that shows the note without it does not write over it: the revision is a new one.

    :raises Refused: when there is no text, or both together are longer than 5,000 characters.
    """
    note, created = Note.objects.select_for_update().get_or_create(
        enrollment=enrollment,
        lesson_key=lesson_key,
        block_key=block_key,
        defaults={"text": added("", text), "excerpt": excerpt, "saved_at": at},
    )
    if not created:
        note.text, note.revision = added(note.text, text), note.revision + 1
        note.saved_at = max(at, note.saved_at)
        note.save(update_fields=["text", "saved_at", "revision"])
    return note


def _empty(note: Note | None, seen: int) -> None:
    if note is not None:
        _unless_overtaken(note, seen)
        note.delete()


def _unless_overtaken(note: Note, seen: int) -> None:
    if note.revision != seen:
        raise Overtaken(_("This text was changed in another window. Compare both and save again."))

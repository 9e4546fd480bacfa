"""A draft of criteria: begun as a copy, changed, submitted, given back, discarded.

How it is published, and taken back before its first day, stands in `publication`.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from endorsement.models import Edition, EditionRevision, Person, Scheme
from endorsement.refusals import Overtaken, Refused
from endorsement.rules import drafting
from endorsement.rules.scheme import parse_edition
from endorsement.selectors import frameworks
from lms.backbone import canonical

State = Edition.State


@transaction.atomic
def copy(*, edition: Edition, code: str, effective_from: date, by: Person, at: datetime) -> Edition:
    """Begin a draft that says what an edition says, under a code and a first day of its own.

    :raises Refused: when the scheme has an edition of that code.
    """
    document = json.loads(edition.document)
    document["edition"] = {"code": code, "effective_from": effective_from.isoformat()}
    draft = Edition(scheme=edition.scheme, copied_from=edition)
    return _begun(draft, document, by=by, at=at)


@transaction.atomic
def bring_in(*, documents: list[dict[str, Any]], by: Person, at: datetime) -> list[Edition]:
    """Begin a draft from each document of a file; all of them or none.

    :raises DocumentError: when the parser refuses one; nothing is written.
    :raises Refused: when the scheme has an edition of that code already.
    """
    drafts = []
    for document in documents:
        read = parse_edition(document, frameworks.known())
        scheme, _made = Scheme.objects.get_or_create(
            code=read.scheme, defaults={"name": dict(read.name)}
        )
        drafts.append(_begun(Edition(scheme=scheme), document, by=by, at=at))
    return drafts


@transaction.atomic
def change(
    *, edition: Edition, document: dict[str, Any], seen: int, by: Person, at: datetime
) -> Edition:
    """Write what a draft says now; `seen` is the revision that the change was made on.

    Effects, in order: the draft with its next revision number, only if it is still at `seen`; the
    revision kept. A document that is still wrong may be saved.

    :raises Overtaken: when somebody else saved meanwhile.
    :raises Refused: when the edition is no draft (any more), or its code is taken.
    """
    _refuse_unless_draft(edition)
    with _unique_code():
        written = Edition.objects.filter(pk=edition.pk, state=State.DRAFT, revision=seen).update(
            revision=seen + 1, changed_at=at, changed_by=by, **columns(document)
        )
    edition.refresh_from_db()
    if not written:
        _refuse_unless_draft(edition)
        raise Overtaken(_("Somebody else has changed this draft meanwhile."))
    keep(edition, by=by, at=at)
    return edition


@transaction.atomic
def submit(*, edition: Edition, by: Person, at: datetime) -> Edition:
    """Ask for approval; nobody changes the draft until it is approved or given back.

    :raises Refused: when it is no draft, or the parser refuses what it says.
    """
    if drafting.problems(json.loads(edition.document), frameworks.known()):
        raise Refused(
            _("This draft still has mistakes. They are listed on its page; put them right first.")
        )
    move(
        edition,
        State.DRAFT,
        State.MODERATION,
        submitted_by=by,
        submitted_at=at,
        asked="",
        seen=edition.revision,
    )
    return edition


@transaction.atomic
def give_back(*, edition: Edition, asked: str, by: Person) -> Edition:
    """Back to a draft, with what is asked for; who submitted it may take it back without a word.

    :raises Refused: when it is not in moderation, or a moderator says nothing.
    """
    if edition.submitted_by_id != by.pk and not asked.strip():
        raise Refused(
            _("Say what has to change, so that the next draft can be better."), field="asked"
        )
    move(edition, State.MODERATION, State.DRAFT, asked=asked.strip())
    return edition


@transaction.atomic
def discard(*, edition: Edition) -> None:
    """Throw a draft away, with its revisions.

    :raises Refused: when it is no draft.
    """
    _refuse_unless_draft(edition)
    if not Edition.objects.filter(pk=edition.pk, state=State.DRAFT).delete()[0]:
        raise Refused(_("This edition is no draft any more."))


def _begun(draft: Edition, document: dict[str, Any], *, by: Person, at: datetime) -> Edition:
    for name, value in columns(document).items():
        setattr(draft, name, value)
    draft.changed_by, draft.changed_at = by, at
    with _unique_code():
        draft.save(force_insert=True)
    keep(draft, by=by, at=at)
    return draft


@contextmanager
def _unique_code() -> Iterator[None]:
    """A savepoint in which a second edition of the same code becomes a refusal."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        raise Refused(
            _("This scheme has an edition of that code already. Choose another code."),
            field="code",
        ) from error


def columns(document: dict[str, Any]) -> dict[str, Any]:
    """What an edition's row says of its document."""
    text = canonical.text(document)
    dated = document["edition"]
    last = dated.get("effective_through")
    return {
        "document": text,
        "sha256": canonical.digest(text),
        "code": dated["code"],
        "effective_from": date.fromisoformat(str(dated["effective_from"])),
        "effective_through": date.fromisoformat(str(last)) if last else None,
    }


def keep(edition: Edition, *, by: Person | None, at: datetime) -> None:
    """Keep what the draft says now under its revision number."""
    EditionRevision.objects.create(
        edition=edition, number=edition.revision, document=edition.document, at=at, by=by
    )


def move(edition: Edition, old: str, new: str, *, seen: int | None = None, **fields: Any) -> None:
    """From one state to another, once. :raises Refused: when somebody else was quicker."""
    rows = Edition.objects.filter(pk=edition.pk, state=old)
    if seen is not None:
        rows = rows.filter(revision=seen)
    moved = rows.update(state=new, **fields)
    edition.refresh_from_db()
    if not moved:
        raise Refused(_("Somebody else was quicker. Reload the page to see how it stands now."))


def _refuse_unless_draft(edition: Edition) -> None:
    if edition.state == State.MODERATION:
        raise Refused(
            _("This edition waits for approval, so it cannot be changed. Take it back first.")
        )
    if edition.state == State.PUBLISHED:
        raise Refused(
            _(
                "Edition %(code)s is published, and applications rely on it, so it cannot be "
                "changed. Make a new edition as a copy of it."
            )
            % {"code": edition.code}
        )

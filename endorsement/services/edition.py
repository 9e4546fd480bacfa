"""A draft of criteria: begun as a copy, changed, submitted, given back, approved, discarded.

Once published an edition never changes; the database refuses it as well.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from endorsement.models import Association, Edition, EditionRevision, Person, Scheme
from endorsement.refusals import Refused
from endorsement.rules import drafting
from endorsement.rules.scheme import parse_edition
from endorsement.selectors import frameworks
from endorsement.selectors.criteria_desk import had_a_hand_in
from endorsement.services import event
from lms.backbone import canonical

State = Edition.State


class Overtaken(Refused):
    """Somebody else changed the draft meanwhile; nothing was written."""


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
            revision=seen + 1, changed_at=at, changed_by=by, **_columns(document)
        )
    edition.refresh_from_db()
    if not written:
        _refuse_unless_draft(edition)
        raise Overtaken(_("Somebody else has changed this draft meanwhile."))
    _keep(edition, by=by, at=at)
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
    _move(
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
    _move(edition, State.MODERATION, State.DRAFT, asked=asked.strip())
    return edition


@transaction.atomic
def approve(
    *, edition: Edition, effective_from: date, seen: int, by: Person, at: datetime
) -> Edition:
    """Publish what was submitted, from a day on; `seen` is the revision that the approver has read.

    Effects, in order: the state moves, once; an event in the chain of decisions of every association
    that follows the scheme.

    :raises Overtaken: when it was taken back, changed and submitted again meanwhile.
    :raises Refused: when it is not in moderation, the approver changed it at any time or submitted it,
        its day has passed, or it overlaps another edition.
    """
    scheme = Scheme.objects.select_for_update().get(pk=edition.scheme_id)
    edition.refresh_from_db()
    if edition.state != State.MODERATION:
        raise Refused(_("This edition is not waiting for approval (any more)."))
    if edition.revision != seen:
        raise Overtaken(
            _("This edition was changed since you opened it. Please read it as it is now.")
        )
    if had_a_hand_in(edition, by):
        raise Refused(
            _("You changed or submitted this edition yourself. Somebody else has to approve it.")
        )
    document = json.loads(edition.document)
    document["edition"]["effective_from"] = effective_from.isoformat()
    if edition.effective_through and edition.effective_through < effective_from:
        raise Refused(
            _("The last day of this edition is before its first."), field="effective_from"
        )
    if effective_from < _today(scheme, at):
        raise Refused(
            _("An edition cannot begin in the past. Choose today or a later day."),
            field="effective_from",
        )
    refuse_overlap(scheme.code, edition.code, effective_from, edition.effective_through)
    parse_edition(document, frameworks.known())
    _move(
        edition,
        State.MODERATION,
        State.PUBLISHED,
        approved_by=by,
        published_at=at,
        seen=seen,
        **_columns(document),
    )
    scheme.name = document["name"]
    scheme.save(update_fields=["name"])
    announce(edition, actor=by, at=at)
    return edition


@transaction.atomic
def discard(*, edition: Edition) -> None:
    """Throw a draft away, with its revisions.

    :raises Refused: when it is no draft.
    """
    _refuse_unless_draft(edition)
    if not Edition.objects.filter(pk=edition.pk, state=State.DRAFT).delete()[0]:
        raise Refused(_("This edition is no draft any more."))


def refuse_overlap(scheme: str, code: str, first: date, last: date | None) -> None:
    """An edition without a last day ends when the next begins; any other overlap is a mistake.

    :raises Refused: naming the published edition that holds on the same days.
    """
    others = Edition.objects.filter(scheme__code=scheme, state=State.PUBLISHED)
    for other in others.exclude(code=code).order_by("effective_from"):
        earlier = other.effective_from < first
        through = other.effective_through if earlier else last
        later_from = first if earlier else other.effective_from
        if other.effective_from == first or (through is not None and through >= later_from):
            raise Refused(
                _(
                    "Edition %(code)s would hold on the same days as edition %(other)s. "
                    "Let one end before the other begins."
                )
                % {"code": code, "other": other.code},
                field="effective_from",
            )


def announce(edition: Edition, *, actor: Person | None, at: datetime) -> None:
    """Write the publication into the chain of decisions of every association that follows it."""
    for association in Association.objects.filter(overlay__scheme=edition.scheme).order_by("pk"):
        event.record(
            association=association,
            stream=f"edition:{edition.public_id}:{association.slug}",
            kind="edition_published",
            actor=actor,
            payload={
                "scheme": edition.scheme.code,
                "edition": edition.code,
                "sha256": edition.sha256,
                "effective_from": edition.effective_from,
                "effective_through": edition.effective_through or "",
                "submitted_by": str(edition.submitted_by.ref) if edition.submitted_by else "",
            },
            at=at,
            chained=True,
        )


def _begun(draft: Edition, document: dict[str, Any], *, by: Person, at: datetime) -> Edition:
    for name, value in _columns(document).items():
        setattr(draft, name, value)
    draft.changed_by, draft.changed_at = by, at
    with _unique_code():
        draft.save(force_insert=True)
    _keep(draft, by=by, at=at)
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


def _columns(document: dict[str, Any]) -> dict[str, Any]:
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


def _keep(edition: Edition, *, by: Person, at: datetime) -> None:
    EditionRevision.objects.create(
        edition=edition, number=edition.revision, document=edition.document, at=at, by=by
    )


def _move(edition: Edition, old: str, new: str, *, seen: int | None = None, **fields: Any) -> None:
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


def _today(scheme: Scheme, at: datetime) -> date:
    """The latest calendar day it already is for somebody who follows the scheme."""
    followers = Association.objects.filter(overlay__scheme=scheme)
    return max((one.day_of(at) for one in followers), default=at.date())

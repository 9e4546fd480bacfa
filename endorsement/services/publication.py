"""Publishing an edition of criteria, and taking it back before its first day.

Once it is in force an edition never changes; the database refuses it as well.
"""

import json
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from endorsement.models import Application, Association, Edition, Person, Scheme
from endorsement.refusals import Overtaken, Refused
from endorsement.rules.scheme import parse_edition
from endorsement.selectors import frameworks
from endorsement.selectors.criteria_desk import had_a_hand_in
from endorsement.services import event, own_days
from endorsement.services.edition import columns, keep, move

State = Edition.State


@transaction.atomic
def approve(
    *, edition: Edition, effective_from: date, seen: int, by: Person, at: datetime
) -> Edition:
    """Publish what was submitted, from a day on; `seen` is the revision that the approver has read.

    Effects, in order: the state moves, once; an event in the chain of decisions of every association
    that follows the scheme; a mail to the coordinators of each whose own renewal days it overrules.

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
    move(
        edition,
        State.MODERATION,
        State.PUBLISHED,
        approved_by=by,
        published_at=at,
        seen=seen,
        **columns(document),
    )
    scheme.name = document["name"]
    scheme.save(update_fields=["name"])
    announce(edition, actor=by, at=at)
    return edition


@transaction.atomic
def take_back(*, edition: Edition, asked: str, by: Person, at: datetime) -> Edition:
    """Make an approved edition a draft again, with what has to change, before its first day.

    Nobody can have applied by it yet: an application takes the edition in force on its day. Whoever
    takes it back has not changed what it says, and may approve it again.

    Effects, in order: the state moves, once, without an approval any more; the next revision number,
    so that nobody saves over it from a page of before; the scheme's name as the last published edition
    has it; an event in the chain of decisions of every association that follows the scheme.

    :raises Refused: when it is not published, is in force for any association that follows the scheme,
        an application stays with it, or nothing is asked for.
    """
    scheme = Scheme.objects.select_for_update().get(pk=edition.scheme_id)
    edition = Edition.objects.select_for_update().get(pk=edition.pk)
    if edition.state != State.PUBLISHED:
        raise Refused(_("This edition is not published (any more)."))
    _refuse_in_force(edition, scheme, at)
    if not asked.strip():
        raise Refused(
            _("Say what has to change, so that the next draft can be better."), field="asked"
        )
    move(
        edition,
        State.PUBLISHED,
        State.DRAFT,
        asked=asked.strip(),
        approved_by=None,
        published_at=None,
        revision=edition.revision + 1,
    )
    keep(edition, by=None, at=at)
    _name_as_published(scheme)
    _tell(edition, "edition_taken_back", actor=by, payload={}, at=at)
    return edition


def _refuse_in_force(edition: Edition, scheme: Scheme, at: datetime) -> None:
    if edition.effective_from <= _today(scheme, at):
        raise Refused(
            _(
                "Edition %(code)s is in force or has been, and people are measured by it, so it "
                "cannot be taken back. Make a new edition as a copy of it."
            )
            % {"code": edition.code}
        )
    if Application.objects.filter(edition=edition).exists():
        raise Refused(_("An application stays with this edition, so it cannot be taken back."))


def _name_as_published(scheme: Scheme) -> None:
    last = scheme.editions.filter(state=State.PUBLISHED).order_by("effective_from", "pk").last()
    if last is not None:
        scheme.name = json.loads(last.document)["name"]
        scheme.save(update_fields=["name"])


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
    """Write the publication into the chain of decisions of every association that follows it, and tell the
    coordinators of those whose own renewal days do not all go with it."""
    submitted_by = str(edition.submitted_by.ref) if edition.submitted_by else ""
    payload = {"submitted_by": submitted_by}
    _tell(edition, "edition_published", actor=actor, payload=payload, at=at)
    for association in _followers(edition.scheme).select_related("overlay"):
        own_days.tell_overruled(edition=edition, association=association, at=at)


def _tell(
    edition: Edition, kind: str, *, actor: Person | None, payload: dict[str, Any], at: datetime
) -> None:
    for association in _followers(edition.scheme):
        event.record(
            association=association,
            stream=f"edition:{edition.public_id}:{association.slug}",
            kind=kind,
            actor=actor,
            payload={
                "scheme": edition.scheme.code,
                "edition": edition.code,
                "sha256": edition.sha256,
                "effective_from": edition.effective_from,
                "effective_through": edition.effective_through or "",
                **payload,
            },
            at=at,
            chained=True,
        )


def _today(scheme: Scheme, at: datetime) -> date:
    """The latest calendar day it already is for somebody who follows the scheme."""
    return max((one.day_of(at) for one in _followers(scheme)), default=at.date())


def _followers(scheme: Scheme) -> QuerySet[Association]:
    return Association.objects.filter(overlay__scheme=scheme).order_by("pk")

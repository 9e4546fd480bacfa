"""An import is taken back as far as nobody has built on it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Prefetch, ProtectedError
from django.utils.translation import gettext as _

from endorsement.models import (
    Belonging,
    ClaimInvitation,
    Endorsement,
    ImportedRow,
    Notice,
    PeopleImport,
    Person,
    RenewalCycle,
)
from endorsement.refusals import Refused
from endorsement.selectors.people_changes import gone_on
from endorsement.services import event
from endorsement.services.addresses import is_unused

Outcome, State = ImportedRow.Outcome, PeopleImport.State


@dataclass(frozen=True)
class Stays:
    """A row that is not taken back, and why."""

    row: ImportedRow
    reason: str


def stays(batch: PeopleImport) -> Iterator[Stays]:
    """The added rows on which somebody has built, each with its sentence."""
    for row in _added(batch):
        reason = _why(row)
        if reason:
            yield Stays(row, reason)


@transaction.atomic
def undo(*, batch: PeopleImport, by: Person, at: datetime) -> int:
    """Take an import back; how many rows were. Twice takes back once.

    Effects, in order, for each row that added something on which nobody has built: a link of the chain
    for an award; the award with its held cycle, the membership or the decisions go; the person goes when
    nothing else hangs on them. What rows changed stays changed, for nobody knows what was right before.

    :raises Refused: when the import is not finished, was undone before, or no row can be taken back.
    """
    locked = PeopleImport.objects.select_for_update().get(pk=batch.pk)
    if locked.state != State.DONE:
        raise Refused(_("Only an import that is finished can be undone, and only once."))
    undone = 0
    for row in _added(locked):
        if not _why(row):
            undone += _take_back(row, by=by, at=at)
    if not undone:
        raise Refused(_("Somebody has built on every row of this import, so nothing was undone."))
    PeopleImport.objects.filter(pk=locked.pk).update(state=State.UNDONE, undone_by=by, undone_at=at)
    return undone


def _added(batch: PeopleImport) -> list[ImportedRow]:
    rows = batch.rows.filter(outcome=Outcome.ADDED).select_related(
        "person", "endorsement__association", "endorsement__person", "belonging", "batch"
    )
    cycles = Prefetch("endorsement__cycles", RenewalCycle.objects.select_related("renewal"))
    return list(rows.prefetch_related(cycles, "standings").order_by("number"))


def _why(row: ImportedRow) -> str:
    """Why a row stays; empty when nobody has built on it."""
    if row.person is not None and row.person.user_id is not None and row.made_person:
        return _("The person has an account by now.")
    if row.endorsement is not None:
        return _why_award(row.endorsement)
    if row.belonging is not None and row.belonging.confirmed_at is not None:
        return _("The membership was confirmed.")
    return ""


def _why_award(award: Endorsement) -> str:
    reasons = {
        "renewed": _("The endorsement was renewed here, or its holder has begun to."),
        "certified": _("A certificate was asked for."),
        "moved": _("The state was changed here."),
        "running": _("Reminders have begun."),
    }
    reason = reasons.get(gone_on(award), "")
    claimed = ClaimInvitation.objects.filter(
        person=award.person, association=award.association, claimed_at__isnull=False
    )
    if not reason and claimed.exists():
        return _("The person has taken the record into their account.")
    return reason


def _take_back(row: ImportedRow, *, by: Person, at: datetime) -> int:
    person, award, belonging = row.person, row.endorsement, row.belonging
    standings = list(row.standings.all())
    try:
        with transaction.atomic():
            row.person = row.endorsement = row.belonging = None
            row.outcome, made, row.made_person = Outcome.UNDONE, row.made_person, False
            row.save()
            row.standings.clear()
            if award is not None:
                _forget_award(award, by=by, at=at)
            if belonging is not None:
                Belonging.objects.filter(pk=belonging.pk).delete()
            for standing in standings:
                standing.delete()
            if made and person is not None:
                _forget_person(person)
    except (ProtectedError, IntegrityError):
        # Something that no rule above knows hangs on it: it stays as it is.
        return 0
    return 1


def _forget_award(award: Endorsement, *, by: Person, at: datetime) -> None:
    event.record(
        association=award.association,
        stream=award.stream,
        kind="endorsement.import_undone",
        actor=by,
        payload={"person": str(award.person.ref), "original_number": award.original_number},
        at=at,
        chained=True,
    )
    for cycle in award.cycles.all():
        Notice.objects.filter(subject=cycle.subject_key).delete()
        cycle.delete()
    award.delete()


def _forget_person(person: Person) -> None:
    """Somebody who came by the import and on whom nothing else hangs; an invitation is no record."""
    if person.user_id is not None:
        return
    person.claim_invitations.filter(claimed_at__isnull=True).delete()
    if is_unused(person):
        person.delete()

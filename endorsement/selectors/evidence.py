"""Evidence files, fetched only by those who may see them."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from endorsement.models import (
    Application,
    EvidenceFile,
    GuestInvitation,
    LedgerEntry,
    Membership,
    Person,
    Review,
)
from endorsement.permissions import has_role, today_in
from endorsement.selectors import guests
from endorsement.selectors.applications import reviews_for
from endorsement.selectors.ledger import chain
from endorsement.selectors.renewal_viewers import may_see as may_see_renewals


def of_entry(entry: LedgerEntry) -> QuerySet[EvidenceFile]:
    """The files of an entry and of the rows it corrects, oldest first."""
    return EvidenceFile.objects.filter(entry__in=chain(entry)).order_by("uploaded_at", "pk")


def for_owner(person: Person, public_id: str) -> EvidenceFile:
    """A file of the person's own, flagged or not.

    :raises Http404: for everybody else's.
    """
    files = EvidenceFile.objects.filter(entry__person=person).select_related("entry")
    return get_object_or_404(files, public_id=public_id)


def of_application(application: Application, keys: Iterable[str]) -> dict[str, list[EvidenceFile]]:
    """The files that a submitted application shows, by the key of its entries, in two queries.

    Those are the files that were there when it was submitted, also on rows that an entry corrects.
    """
    return shown_by(application.person_id, keys, application.submitted_at)


def shown_by(
    person_id: int, keys: Iterable[str], until: datetime | None
) -> dict[str, list[EvidenceFile]]:
    """The files that were there when a person handed something in, by the key of the entries in it."""
    shown = set(keys)
    rows = {
        row.pk: row
        for row in LedgerEntry.objects.filter(person=person_id).only("public_id", "corrects_id")
    }
    key_of: dict[int, str] = {}
    for row in rows.values():
        at: LedgerEntry | None = row if row.public_id in shown else None
        while at is not None:
            key_of[at.pk] = row.public_id
            at = rows.get(at.corrects_id) if at.corrects_id else None
    files = EvidenceFile.objects.filter(entry__in=key_of, uploaded_at__lte=until).order_by(
        "uploaded_at", "pk"
    )
    found: dict[str, list[EvidenceFile]] = {}
    for file in files:
        found.setdefault(key_of[file.entry_id], []).append(file)
    return found


def for_viewer(person: Person, public_id: str) -> EvidenceFile:
    """A file the person may open.

    Those are its owner; a reviewer of an application whose snapshot holds the entry, if the file was
    there when it was submitted; a coordinator of that application's association; and in the same way
    those who look at a renewal or its audit. A flagged file is closed to all but the coordinator.

    :raises Http404: for everybody else.
    """
    files = EvidenceFile.objects.select_related("entry__person", "entry__corrects")
    file = get_object_or_404(files, public_id=public_id)
    if file.entry.person_id == person.pk and file.flagged_at is None:
        return file
    for application in _applications_with(file):
        if may_coordinate(person, application):
            return file
        if file.flagged_at is None and may_review(person, application):
            return file
    keys = [row.public_id for row in chain(file.entry)]
    if may_see_renewals(
        person, file.entry.person, keys=keys, at=file.uploaded_at, flagged=bool(file.flagged_at)
    ):
        return file
    raise Http404


def _applications_with(file: EvidenceFile) -> list[Application]:
    """Submitted applications that show the entry, or a correction of it, with this file.

    One that was withdrawn shows nothing any more.
    """
    keys = [row.public_id for row in chain(file.entry)]
    applications = (
        Application.objects.filter(person=file.entry.person, submitted_at__gte=file.uploaded_at)
        .exclude(state=Application.State.WITHDRAWN)
        .select_related("association")
    )
    return [one for one in applications if any(f'"{key}"' in one.snapshot for key in keys)]


def may_coordinate(person: Person, application: Application) -> bool:
    association = application.association
    if application.person_id == person.pk:
        return False
    return has_role(
        person, association, Membership.Role.COORDINATOR, on=today_in(association)
    ) or guests.opens(person, application, GuestInvitation.Role.COORDINATOR)


def may_review(person: Person, application: Application) -> bool:
    closed = [Review.State.RECUSED, Review.State.WAITING]
    reviews = application.reviews.filter(reviewer=person).exclude(state__in=closed)
    return reviews.exists() and reviews_for(person, application)

"""Papers that criteria ask for are handed in by the person and looked at by a coordinator."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from endorsement.models import Application, Association, Paper, PaperLook, Person
from endorsement.permissions import today_in
from endorsement.refusals import Refused
from endorsement.selectors import offered
from endorsement.services import event
from endorsement.services.conflict import refuse_conflict
from endorsement.services.evidence import FOLDER, STORAGE
from lms.backbone.files import Checked, store

MOST_PAPERS = 60


@transaction.atomic
def hand_in(
    *,
    person: Person,
    association: Association,
    document: str,
    dated_on: date,
    through_on: date | None,
    checked: Checked,
    at: datetime,
) -> Paper:
    """Keep a paper that the association's criteria ask for; the same file twice is one paper.

    Effects, in order: the content in the evidence storage; its record.

    :raises Refused: when the criteria know no such paper, its days cannot be, or there are very many.
    """
    if document not in dict(offered.by(association).uploads):
        raise Refused(_("The association's criteria do not ask for this paper."), field="document")
    if dated_on > today_in(association, at):
        raise Refused(
            _("This day is in the future. Please enter it once it has happened."), field="dated_on"
        )
    if through_on is not None and through_on < dated_on:
        raise Refused(
            _("The last day is before the first day. Please check both dates."), field="through_on"
        )
    if person.papers.filter(association=association).count() >= MOST_PAPERS:
        raise Refused(_("There are very many papers already. Please remove one first."))
    paper, _created = Paper.objects.get_or_create(
        person=person,
        association=association,
        document=document,
        sha256=store(STORAGE, FOLDER, checked.content),
        defaults={
            "dated_on": dated_on,
            "through_on": through_on,
            "name": checked.name,
            "content_type": checked.content_type,
            "size": checked.size,
            "uploaded_at": at,
        },
    )
    return paper


@transaction.atomic
def remove(*, paper: Paper) -> None:
    """Remove a paper that nobody relies on; a sweep deletes its content.

    :raises Refused: when it was looked at, or handed in with an application.
    """
    applied = Application.objects.filter(
        person=paper.person, association=paper.association, submitted_at__gte=paper.uploaded_at
    ).exclude(state=Application.State.WITHDRAWN)
    if paper.looks.exists() or applied.exists():
        raise Refused(_("This paper was handed in with an application, so it stays."))
    paper.delete()


@transaction.atomic
def flag(*, paper: Paper, at: datetime) -> Paper:
    """Close a paper to everybody but the coordinator. Reporting it again keeps the first time."""
    Paper.objects.filter(pk=paper.pk, flagged_at__isnull=True).update(flagged_at=at)
    paper.refresh_from_db()
    return paper


@transaction.atomic
def look_at(
    *, paper: Paper, application: Application, fits: bool, coordinator: Person, at: datetime
) -> PaperLook:
    """Record that a coordinator looked at a paper and whether it fits; looking again is another row.

    Effects, in order: the look; its event in the application's stream.

    :raises Refused: for a conflict of interest, a closed application, or a paper not handed in with it.
    """
    refuse_conflict(coordinator, application, at=at)
    if application.state in Application.CLOSED:
        raise Refused(_("This application is closed; nothing about it can change any more."))
    asked_for = (application.person_id, application.association_id)
    late = application.submitted_at is None or paper.uploaded_at > application.submitted_at
    if (paper.person_id, paper.association_id) != asked_for or late:
        raise Refused(_("This paper was not handed in with this application."))
    last = paper.looks.last()
    if last is not None and last.fits == fits:
        return last
    look = PaperLook.objects.create(paper=paper, fits=fits, by=coordinator, at=at)
    event.record(
        association=application.association,
        stream=application.stream,
        kind=f"paper.{'fits' if fits else 'does_not_fit'}",
        actor=coordinator,
        payload={"paper": paper.public_id, "document": paper.document},
        at=at,
    )
    return look

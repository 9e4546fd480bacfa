"""A person says to which associations they belong and may prove it; a coordinator may confirm it."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from endorsement.models import Application, Belonging, BelongingDetail, BelongingProof, Person
from endorsement.refusals import Refused
from endorsement.selectors import belongings
from endorsement.services import event
from endorsement.services.conflict import refuse_conflict
from endorsement.services.evidence import FOLDER, STORAGE
from lms.backbone.files import Checked, store


@transaction.atomic
def add(
    *,
    person: Person,
    organization: str,
    from_on: date,
    through_on: date | None,
    name: str,
    number: str,
    at: datetime,
) -> Belonging:
    """Add a membership; the same association from the same day is one membership. The days of one that
    stands on the association's own list are the association's to say.

    Effects, in order: the row with its days; its name and number, which can be erased.

    :raises Refused: for days that cannot be, or an association without a name.
    """
    if from_on > at.astimezone(ZoneInfo(person.time_zone)).date():
        raise Refused(
            _("This day is in the future. Please enter it once it has happened."), field="from_on"
        )
    if through_on is not None and through_on < from_on:
        raise Refused(
            _("The last day is before the first day. Please check both dates."), field="through_on"
        )
    if organization not in belongings.names() and organization != Belonging.OTHER:
        raise Refused(_("This association is not one of those to choose from."))
    if organization == Belonging.OTHER and not name.strip():
        raise Refused(_("Please write the association's name."), field="name")
    row, created = Belonging.objects.get_or_create(
        person=person,
        organization=organization,
        from_on=from_on,
        defaults={"through_on": through_on, "recorded_at": at},
    )
    if created:
        BelongingDetail.objects.create(belonging=row, name=name.strip(), number=number.strip())
    elif not _is_settled(row) and row.through_on != through_on:
        row.through_on = through_on
        row.save(update_fields=["through_on"])
    return row


@transaction.atomic
def remove(*, belonging: Belonging) -> None:
    """Take a membership out that nobody has confirmed.

    :raises Refused: once it was confirmed, and for one that stands on the association's own list.
    """
    row = Belonging.objects.select_for_update().get(pk=belonging.pk)
    if row.listed_by_id is not None and row.confirmed_at is None:
        raise Refused(
            _("This membership stands on your association's own list, so it stays in your record.")
        )
    if row.confirmed_at is not None:
        raise Refused(_("This membership was confirmed, so it stays in your record."))
    row.delete()


def _is_settled(row: Belonging) -> bool:
    """Whether the association has said it: confirmed one, or has it on its own list of members."""
    return row.confirmed_at is not None or row.listed_by_id is not None


@transaction.atomic
def prove(*, belonging: Belonging, checked: Checked, at: datetime) -> BelongingProof:
    """Keep an accepted file with a membership; another file takes the place of the one before.

    Effects, in order: the content in the evidence storage; its record. The same file again changes
    nothing, a report about it stays.

    :raises Refused: once the membership was confirmed.
    """
    row = Belonging.objects.select_for_update().get(pk=belonging.pk)
    if row.confirmed_at is not None:
        raise Refused(_("This membership was confirmed, so its file stays as it is."), field="file")
    sha256 = store(STORAGE, FOLDER, checked.content)
    known = BelongingProof.objects.filter(belonging=row, sha256=sha256).first()
    if known is not None:
        return known
    # One that takes another's place has an address of its own: a link leads to what was looked at.
    BelongingProof.objects.filter(belonging=row).delete()
    return BelongingProof.objects.create(
        belonging=row,
        sha256=sha256,
        name=checked.name,
        content_type=checked.content_type,
        size=checked.size,
        uploaded_at=at,
    )


@transaction.atomic
def flag_proof(*, proof: BelongingProof, at: datetime) -> BelongingProof:
    """Close a proof to everybody but the coordinator. Reporting it again keeps the first time."""
    BelongingProof.objects.filter(pk=proof.pk, flagged_at__isnull=True).update(flagged_at=at)
    proof.refresh_from_db()
    return proof


@transaction.atomic
def confirm(
    *, belonging: Belonging, application: Application, coordinator: Person, at: datetime
) -> Belonging:
    """A coordinator has checked a membership: from now on its days are permanent.

    Effects, in order: the confirmation, once; its event in the application's stream.

    :raises Refused: for a coordinator with a conflict of interest.
    """
    refuse_conflict(coordinator, application, at=at)
    mine = Belonging.objects.filter(pk=belonging.pk, person=application.person)
    if mine.filter(confirmed_at__isnull=True).update(confirmed_at=at, confirmed_by=coordinator):
        event.record(
            association=application.association,
            stream=application.stream,
            kind="membership.confirmed",
            actor=coordinator,
            payload={"membership": belonging.public_id},
            at=at,
        )
    belonging.refresh_from_db()
    return belonging

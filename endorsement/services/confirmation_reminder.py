"""Whoever is silent about hours for two weeks is reminded once; asking about more begins anew.

The link is not kept anywhere, so a reminder brings a new one, made while the mail leaves.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from endorsement.models import Association, ConfirmationRequest, Notice
from endorsement.selectors import confirmations
from endorsement.services import mailed_link
from endorsement.services.confirmation import LINK_DAYS, mail_context
from endorsement.services.notices import owing
from endorsement.services.notices.kinds import CHANNEL, Kind, Section, Silence

NAME = "confirmations"
AFTER = timedelta(days=14)
BATCH = 200


def owe(at: datetime) -> int:
    """Owe a reminder of everything that was silent for two weeks; how many."""
    due = confirmations.silent(at - AFTER).values_list("pk", flat=True)
    return sum(_owe(pk, at) for pk in list(due[:BATCH]))


@transaction.atomic
def _owe(pk: int, at: datetime) -> bool:
    since = at - AFTER
    if not confirmations.silent(since).filter(pk=pk).exists():
        return False
    # Columns of the row alone: of two sweeps at once the second waits here and looks again.
    waits = ConfirmationRequest.objects.filter(confirmations.UNREMINDED, pk=pk, sent_at__lte=since)
    if not waits.update(reminded_at=at):
        return False
    request = confirmations.people().get(pk=pk)
    Notice.objects.create(
        association=request.association,
        person=request.confirmer,
        kind=NAME,
        subject=f"confirmation:{pk}",
        rung=f"silent:{request.asked_at:%Y-%m-%dT%H:%M:%S}",
        channel=CHANNEL,
        rung_on=at.astimezone(ZoneInfo(request.confirmer.time_zone)).date(),
        due_at=at,
        owed_at=at,
    )
    return True


def write(notices: Sequence[Notice], at: datetime) -> dict[int, Section | Silence]:
    """What each says now, with a new link; nothing once all has an answer or the link was sent again."""
    return {one.pk: _section(one, at) for one in notices}


def _section(notice: Notice, at: datetime) -> Section | Silence:
    pk = int(notice.subject.partition(":")[2])
    request = confirmations.people().select_for_update(of=("self",)).get(pk=pk)
    if not confirmations.waits(request):
        return Silence("answered")
    if request.person.erased_at:
        return Silence("erased")
    if request.sent_at is None or request.sent_at > notice.owed_at:
        return Silence("sent_again")
    token = mailed_link.renew_quietly(request, days=LINK_DAYS, at=at)
    return Section("confirmation_reminder", mail_context(request, token))


def left(notices: Sequence[Notice], at: datetime) -> None:
    """Their links were sent now."""
    keys = [int(one.subject.partition(":")[2]) for one in notices]
    ConfirmationRequest.objects.filter(pk__in=keys).update(sent_at=at)


def _silent(at: datetime, association: Association) -> Iterator[owing.Subject]:
    """What will have been silent for two weeks by then, of those who ask through the association."""
    rows = confirmations.silent(at - AFTER).filter(association=association)
    for one in rows.select_related("confirmer"):
        # `silent` finds none that was not mailed.
        since = max(one.asked_at, one.sent_at or one.asked_at)
        reached = [("silent", association.day_of(since + AFTER))]
        yield owing.Subject(f"confirmation:{one.pk}", one.confirmer, association, reached)


CONFIRMATIONS = Kind(
    name=NAME,
    title=_("Hours that others ask you to confirm"),
    owe=owe,
    write=write,
    duty=False,
    rungs={"silent": _("two weeks without an answer")},
    coming=owing.coming_of(_silent),
    left=left,
)

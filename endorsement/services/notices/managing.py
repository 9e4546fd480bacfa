"""What a coordinator does with reminders: pause, resume, set the hours, try again, try them out."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from endorsement.models import Association, DayMessage, Notice, Person, ReminderSettings
from endorsement.refusals import Refused
from endorsement.selectors import reminders
from endorsement.services import event
from endorsement.services.notices import rehearsing
from endorsement.services.notices.gathering import gather
from lms.backbone.mail import hint_mails, owe_mail
from lms.backbone.models import Mail


@transaction.atomic
def pause(*, association: Association, by: Person, at: datetime) -> bool:
    """Nothing leaves until somebody resumes; what comes due stays owed. Pausing twice pauses once.

    Effects, in order: the mark; an event. A mail that is on its way asks when it leaves and stays.
    """
    row, _made = ReminderSettings.objects.get_or_create(association=association)
    open_one = ReminderSettings.objects.filter(pk=row.pk, paused_at__isnull=True)
    if not open_one.update(paused_at=at, paused_by=by):
        return False
    _record(association, "reminders.paused", by, at)
    return True


@transaction.atomic
def resume(*, association: Association, by: Person, at: datetime) -> bool:
    """Go on: of what came due meanwhile the latest about each thing goes out.

    Effects, in order: the mark goes; an event; what is owed is gathered.
    """
    paused = ReminderSettings.objects.filter(association=association, paused_at__isnull=False)
    if not paused.update(paused_at=None, paused_by=None):
        return False
    _record(association, "reminders.resumed", by, at)
    gather(at=at)
    return True


@transaction.atomic
def set_hours(*, association: Association, from_hour: int, until_hour: int) -> None:
    """Mail leaves between these hours of the day, where its reader is.

    :raises Refused: for hours that leave no time between them.
    """
    if not 0 <= from_hour < until_hour <= 24:
        raise Refused(
            _("The first hour has to come before the last one, for example from 8 to 20."),
            field="until_hour",
        )
    ReminderSettings.objects.update_or_create(
        association=association, defaults={"from_hour": from_hour, "until_hour": until_hour}
    )


@transaction.atomic
def retry_failed(*, association: Association, at: datetime) -> int:
    """Owe anew what was given up; how many notices that were.

    Effects, in order: notices that could not be written are owed again; messages that could not be sent
    are, which may carry another association's reminders too; a hint to send.
    """
    failed = reminders.notices(association, standing=reminders.FAILED)
    keys = list(failed.order_by().values_list("pk", flat=True))
    dead = Notice.objects.filter(pk__in=keys, state=Notice.State.DEAD)
    dead.update(state=Notice.State.OWED, attempts=0, due_at=at)
    messages = DayMessage.objects.filter(notices__in=keys, mail__state=Mail.State.DEAD)
    mails = list(messages.values_list("mail_id", flat=True).distinct())
    Mail.objects.filter(pk__in=mails, state=Mail.State.DEAD).update(
        state=Mail.State.OWED, attempts=0, due_at=at
    )
    hint_mails(mails)
    gather(at=at)
    return len(keys)


@transaction.atomic
def send_test(*, notice: Notice, to: Person, at: datetime) -> None:
    """Send a coordinator what a notice would say now, marked as a test; nothing else changes.

    :raises Refused: when it would say nothing any more.
    """
    if rehearsing.rehearsed(notice, to.language, at) is None:
        raise Refused(_("There is nothing to try out: this reminder would not be sent any more."))
    owe_mail(
        key=f"test:{notice.pk}:{to.pk}:{at:%Y%m%d%H%M%S%f}",
        to=to.email,
        template=rehearsing.TEMPLATE,
        language=to.language,
        context={"notice": notice.pk, "to": str(to.ref)},
        at=at,
    )


def _record(association: Association, kind: str, by: Person, at: datetime) -> None:
    event.record(
        association=association,
        stream=f"association:{association.slug}",
        kind=kind,
        actor=by,
        payload={"association": association.slug},
        at=at,
    )

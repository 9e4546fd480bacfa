"""Mail as owed rows: inserted with the business change, rendered and sent later, once."""

import logging
from datetime import datetime, timedelta
from smtplib import SMTPResponseException
from typing import Any

from lms.backbone.departures import route
from lms.backbone.hints import hint
from lms.backbone.letters import render
from lms.backbone.models import Mail

logger = logging.getLogger(__name__)

SEND_TASK = "backbone.send_mail"
TOO_LATE = "too_late"
KEEP_ADDRESSES = timedelta(days=365)


def owe_mail(
    *,
    key: str,
    to: str,
    template: str,
    context: dict[str, Any],
    language: str,
    at: datetime,
    until: datetime | None = None,
) -> Mail:
    """Owe one message; owing it again under the same `key` changes nothing.

    Effects: 1. inserts the Mail row in the caller's transaction, due at `at`; 2. after commit, hints
    to the worker. `context` must be JSON-able and is emptied once the message is sent. A message that
    has not left by `until` does not leave any more.
    """
    mail, made = Mail.objects.get_or_create(
        key=key,
        defaults={
            "to_address": to,
            "template": template,
            "context": context,
            "language": language,
            "due_at": at,
            "until": until,
        },
    )
    if made:
        hint(SEND_TASK, mail.pk)
    return mail


def send_owed_mail(pk: int, at: datetime) -> bool:
    """Send the owed message if nobody else does; whether it was sent now.

    Effects: 1. claims the row, and ends here with a reason when `until` is over or nothing may leave for
    the address any more; 2. renders; 3. hands the message to the mail server; 4. marks the row done and
    empties its context, which may hold a one-time link. A failure at 2 or 3 gives the row back for a
    later attempt, and after the last attempt leaves it dead. Never raises for a mail that cannot be
    rendered or sent: the row tells why.
    """
    attempt = Mail.objects.claim(pk, at=at)
    if attempt is None:
        return False
    mail = Mail.objects.get(pk=pk)
    way = route(mail.to_address, at)
    reason = TOO_LATE if mail.until is not None and at >= mail.until else way.reason
    if reason:
        logger.info("mail %s was not sent: %s", mail.public_id, reason)
        Mail.objects.finish(pk, attempt=attempt, at=at, context={}, reason=reason)
        return False
    mail.to_address = way.address
    try:
        render(mail).send()
    except Exception as error:  # noqa: BLE001  the row keeps the reason and the schedule
        reason = _reason(error)
        logger.warning("mail %s attempt %d failed: %s", mail.public_id, attempt, reason)
        Mail.objects.fail(pk, attempt=attempt, at=at, error=reason)
        return False
    Mail.objects.finish(pk, attempt=attempt, at=at, context={})
    return True


def owed_mail_ids(at: datetime, limit: int = 500) -> list[int]:
    """The messages due by `at`, oldest first, in one query."""
    return list(Mail.objects.owed(at).values_list("pk", flat=True)[:limit])


def send_due_mail(*, at: datetime, limit: int = 500) -> int:
    """Send everything due by `at` in this process; how many messages left."""
    return sum(send_owed_mail(pk, at) for pk in owed_mail_ids(at, limit))


def call_off(*, prefix: str) -> int:
    """Messages under keys that begin so and have not left do not leave; how many."""
    waiting = Mail.objects.filter(key__startswith=prefix).exclude(state=Mail.State.DONE)
    return int(waiting.delete()[0])


def forget_addresses(*, at: datetime) -> int:
    """Blank the address of messages sent a year before `at`; how many. The key stays: owed is owed."""
    old = Mail.objects.filter(state=Mail.State.DONE, finished_at__lte=at - KEEP_ADDRESSES)
    return int(old.exclude(to_address="").update(to_address=""))


def forget(*, address: str, name: str) -> None:
    """Keep nothing that says the person was written to, or is written about.

    Effects: 1. unsent messages to the address go; 2. sent ones lose it, their key stays; 3. unsent
    messages to others that name the person or their address go.
    """
    if address:
        theirs = Mail.objects.filter(to_address__iexact=address)
        theirs.exclude(state=Mail.State.DONE).delete()
        theirs.update(to_address="", context={})
    waiting = Mail.objects.exclude(state=Mail.State.DONE).only("pk", "context")
    about = [mail.pk for mail in waiting.iterator() if _names(mail.context, address, name)]
    Mail.objects.filter(pk__in=about).delete()


def _names(context: dict[str, Any], address: str, name: str) -> bool:
    texts = [value for value in context.values() if isinstance(value, str)]
    return any(
        (bool(name) and text == name) or (bool(address) and address.lower() in text.lower())
        for text in texts
    )


def _reason(error: Exception) -> str:
    """What went wrong, without addresses: servers like to repeat them in their answers."""
    if isinstance(error, SMTPResponseException):
        return f"{type(error).__name__} {error.smtp_code}"
    if isinstance(error, OSError) and error.strerror:
        return f"{type(error).__name__}: {error.strerror}"
    return type(error).__name__

"""Mail as owed rows: inserted with the business change, rendered and sent later, once."""

import logging
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import datetime, timedelta
from smtplib import SMTPConnectError, SMTPRecipientsRefused, SMTPResponseException
from socket import gaierror
from typing import Any

from django.core.mail import get_connection
from django.db import transaction

from lms.backbone.departures import Later, Nothing, Said, refused, route, writer_of
from lms.backbone.hints import hint
from lms.backbone.letters import render
from lms.backbone.models import Mail

logger = logging.getLogger(__name__)

SEND_TASK = "backbone.send_mail"
BATCH_TASK = "backbone.send_mails"
#: Messages that go through one connection, and the most that one sweep wakes a worker for.
BATCH = 50
A_SWEEP = 5_000
#: No mail server was reached, which is no fault of the message: it waits until one is.
AWAY = (ConnectionError, TimeoutError, gaierror, SMTPConnectError)
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


def send_owed_mail(pk: int, at: datetime, connection: Any = None) -> bool:
    """Send the owed message if nobody else does; whether it was sent now.

    Effects: 1. claims the row; 2. asks whether it still leaves, for where and, if it has a writer, what it
    says: it may end here with a reason, or wait; 3. renders, and hands the message to the mail server; 4.
    marks the row done and empties its context, which may hold a one-time link, and in the same transaction
    tells the writer. A failure at 2 or 3 gives the row back for a later attempt, and after the last attempt
    leaves it dead; what a server refuses for good is told to whoever keeps count. Never raises for a mail
    that cannot be rendered or sent: the row tells why.
    """
    return _send(pk, at, connection) is None


def _send(pk: int, at: datetime, connection: Any) -> Exception | str | None:
    """What kept the message from leaving; None when it left."""
    attempt = Mail.objects.claim(pk, at=at)
    if attempt is None:
        return "held"
    mail = Mail.objects.get(pk=pk)
    try:
        leaving = _asked(mail, at)
        if isinstance(leaving, Later):
            Mail.objects.put_off(pk, attempt=attempt, until=leaving.at)
            return "later"
        if isinstance(leaving, Nothing):
            logger.info("mail %s was not sent: %s", mail.public_id, leaving.reason)
            Mail.objects.finish(pk, attempt=attempt, at=at, context={}, reason=leaving.reason)
            return leaving.reason
        message = render(mail, leaving)
        message.connection = connection
        message.send()
    except Exception as error:  # noqa: BLE001  the row keeps the reason and the schedule
        _failed(mail, attempt, error, at)
        return error
    with transaction.atomic():
        Mail.objects.finish(pk, attempt=attempt, at=at, context={})
        leaving.left(at)
    return None


def _asked(mail: Mail, at: datetime) -> Said | Nothing | Later:
    if mail.until is not None and at >= mail.until:
        return Nothing(TOO_LATE)
    write = writer_of(mail.template)
    if write is not None:
        return write(mail.context, at)
    way = route(mail.to_address, mail.template, at)
    if way.reason:
        return Nothing(way.reason)
    return Said(way.address, mail.template, mail.language, mail.context)


def _failed(mail: Mail, attempt: int, error: Exception, at: datetime) -> None:
    reason = _reason(error)
    logger.warning("mail %s attempt %d failed: %s", mail.public_id, attempt, reason)
    if isinstance(error, SMTPRecipientsRefused):
        for address, (code, _words) in error.recipients.items():
            # Asked again at once: there may be another address, or nothing to say without one.
            known = 500 <= code < 600 and refused(address, str(code), at)
            if known and route(address, mail.template, at).address != address:
                Mail.objects.put_off(mail.pk, attempt=attempt, until=at)
                return
    give_back = Mail.objects.wait if isinstance(error, AWAY) else Mail.objects.fail
    give_back(mail.pk, attempt=attempt, at=at, error=reason)


def send_batch(pks: Iterable[int], *, clock: Callable[[], datetime]) -> int:
    """Send these one after the other through one connection; how many left.

    Each is claimed, asked about and marked done by itself, so a process that dies on the way leaves at
    most one in doubt. A mail server that is away ends the batch: the others keep all of their attempts.
    """
    connection, sent = get_connection(), 0
    try:
        for pk in pks:
            if not _reachable(connection, pk, clock()):
                break
            kept_from = _send(pk, clock(), connection)
            sent += kept_from is None
            if isinstance(kept_from, Exception):
                # Whatever state it is in: the next one gets a new one.
                _close(connection)
    finally:
        _close(connection)
    return sent


def _reachable(connection: Any, pk: int, at: datetime) -> bool:
    try:
        connection.open()
    except OSError as error:
        attempt = Mail.objects.claim(pk, at=at)
        if attempt is not None:
            Mail.objects.wait(pk, attempt=attempt, at=at, error=_reason(error))
        return False
    return True


def _close(connection: Any) -> None:
    with suppress(OSError):
        connection.close()


def hint_mails(pks: Iterable[int | None]) -> None:
    """Hint to the worker, after commit, that these may leave: some at a time, for one connection each."""
    known = [pk for pk in pks if pk is not None]
    for start in range(0, len(known), BATCH):
        hint(BATCH_TASK, known[start : start + BATCH])


def owed_mail_ids(at: datetime, limit: int = A_SWEEP) -> list[int]:
    """The messages due by `at`, oldest first, in one query."""
    return list(Mail.objects.owed(at).values_list("pk", flat=True)[:limit])


def send_due_mail(*, at: datetime, limit: int = A_SWEEP) -> int:
    """Send everything due by `at` in this process; how many messages left."""
    return send_batch(owed_mail_ids(at, limit), clock=lambda: at)


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
    if isinstance(error, SMTPRecipientsRefused):
        return f"SMTPRecipientsRefused {next(iter(error.recipients.values()))[0]}"
    if isinstance(error, SMTPResponseException):
        return f"{type(error).__name__} {error.smtp_code}"
    if isinstance(error, OSError) and error.strerror:
        return f"{type(error).__name__}: {error.strerror}"
    return type(error).__name__

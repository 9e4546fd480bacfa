"""What sign-in keeps beside the account, and when it goes."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib.auth import SESSION_KEY, get_user_model
from django.contrib.sessions.models import Session

from lms.accounts.models import User
from lms.backbone import jobs, mail

KEEP_ATTEMPTS = timedelta(days=30)
BATCH = 500


def forget(user: User) -> None:
    """Before an account goes: what was tried in its name goes, what was mailed to its addresses, and
    what was prepared for it."""
    jobs.forget(owner_id=user.pk)
    addresses = {
        user.email,
        *EmailAddress.objects.filter(user=user).values_list("email", flat=True),
    }
    for address in sorted(addresses):
        for tried in (AccessAttempt, AccessFailureLog, AccessLog):
            tried.objects.filter(username__iexact=address).delete()
        mail.forget(address=address, name="")


def clean_up(*, at: datetime) -> None:
    """Expired sessions go, sessions of accounts that are gone, and sign-in attempts after 30 days."""
    Session.objects.filter(expire_date__lt=at).delete()
    for batch in _in_batches(Session.objects.order_by("pk").iterator(chunk_size=BATCH)):
        _end_orphaned(batch)
    for tried in (AccessAttempt, AccessFailureLog, AccessLog):
        tried.objects.filter(attempt_time__lt=at - KEEP_ATTEMPTS).delete()


def _end_orphaned(sessions: list[Session]) -> None:
    owners = {session.pk: _owner(session) for session in sessions}
    known = get_user_model().objects.filter(pk__in={pk for pk in owners.values() if pk})
    there = {str(pk) for pk in known.values_list("pk", flat=True)}
    gone = [key for key, owner in owners.items() if owner and owner not in there]
    Session.objects.filter(pk__in=gone).delete()


def _owner(session: Session) -> str:
    """The account a session is signed in to, empty for a visitor's."""
    return str(session.get_decoded().get(SESSION_KEY, ""))


def _in_batches(rows: Iterable[Any]) -> Iterator[list[Any]]:
    batch: list[Any] = []
    for row in rows:
        batch.append(row)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch

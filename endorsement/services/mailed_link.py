"""How often a link is mailed: at most twice within a day, and not twice in a hurry."""

import secrets
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from endorsement.models.mailed_link import MailedLink
from endorsement.refusals import Refused

DAY = timedelta(days=1)
PAUSE = timedelta(minutes=10)


def unsent(days: int, at: datetime) -> dict[str, object]:
    """Columns of a link that nobody has been sent."""
    return {
        "token_sha256": MailedLink.digest(secrets.token_urlsafe(32)),
        "token_expires_at": at + timedelta(days=days),
    }


def sent_within_a_day(link: MailedLink, at: datetime) -> bool:
    return link.sent_at is not None and at < link.sent_at + DAY


def may_be_sent(link: MailedLink, at: datetime) -> bool:
    """Whether fewer than two mails left within the last day."""
    return link.sent_before_at is None or link.sent_before_at + DAY <= at


def renew(link: MailedLink, *, days: int, at: datetime, hurry: bool = False) -> str:
    """A new token for the link, saved with the time; the old one stops working.

    `hurry` tells that there is something new to say, so that no pause is needed.

    :raises Refused: when the link was mailed minutes ago, or twice within the last day.
    """
    if not hurry and link.sent_at is not None and at < link.sent_at + PAUSE:
        raise Refused(
            _("We sent the link a few minutes ago. Please wait a little before sending it again.")
        )
    if not may_be_sent(link, at):
        raise Refused(
            _(
                "We have already written to this person twice within a day. "
                "Please send it again tomorrow."
            )
        )
    token = secrets.token_urlsafe(32)
    link.token_sha256 = link.digest(token)
    link.token_expires_at = at + timedelta(days=days)
    link.sent_before_at, link.sent_at = link.sent_at, at
    link.save(update_fields=["token_sha256", "token_expires_at", "sent_at", "sent_before_at"])
    return token


def renew_quietly(link: MailedLink, *, days: int, at: datetime) -> str:
    """A new token for a mail that is about to leave; `sent_at` is set once it has."""
    token = secrets.token_urlsafe(32)
    link.token_sha256 = link.digest(token)
    link.token_expires_at = at + timedelta(days=days)
    link.save(update_fields=["token_sha256", "token_expires_at"])
    return token

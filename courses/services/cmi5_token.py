"""What lets a part of a cmi5 package speak: fetched once, for one session, as long as that lives."""

from base64 import b64decode, b64encode
from binascii import Error
from datetime import datetime, timedelta

from django.core import signing

from courses.models import PackageSession
from courses.packages.cmi5.statement import Refused
from courses.selectors.cmi5 import by_key
from courses.services.play_token import FILES_GOOD_FOR, GOOD_FOR

_FETCH = "courses.cmi5.fetch"
_SPEAK = "courses.cmi5.speak"
#: What was said before the end may arrive after it.
LATE = timedelta(seconds=15)
#: How often the sign of life is written.
BEAT = timedelta(minutes=1)


class NotFetched(Exception):
    """No token is given out: with the code and the sentence of section 8.2.3."""

    def __init__(self, code: str, why: str) -> None:
        super().__init__(why)
        self.code = code
        self.why = why


def fetch_link(session: PackageSession) -> str:
    """What the address of the fetch URL ends with."""
    return signing.dumps(str(session.key), salt=_FETCH)


def give_out(*, link: str, at: datetime) -> str:
    """The token, to the first who asks.

    :raises NotFetched: when it was given out before, or the session is over.
    """
    try:
        key = signing.loads(link, salt=_FETCH, max_age=GOOD_FOR)
    except signing.SignatureExpired:
        raise NotFetched("1", "The session has expired.") from None
    except signing.BadSignature:
        raise NotFetched("2", "This is no fetch URL of a session.") from None
    fresh = PackageSession.objects.filter(key=key, fetched_at=None, ended_at=None)
    if fresh.update(fetched_at=at, seen_at=at) != 1:
        raise NotFetched("1", "The authorization token has already been returned.")
    return b64encode(signing.dumps(key, salt=_SPEAK).encode()).decode()


def session_of(*, header: str, at: datetime) -> PackageSession:
    """The session whose token stands in the Authorization header.

    Effects: its sign of life, at most once a minute.

    :raises Refused: when there is none, or it is over.
    """
    session = by_key(_key_in(header))
    if session is None or at - session.seen_at > GOOD_FOR:
        raise Refused("The authorization token is no longer good.", 401)
    if session.abandoned:
        raise Refused("The session was abandoned: the part was opened again elsewhere.", 403)
    if session.ended_at is not None and at - session.ended_at > LATE:
        raise Refused("The session is over.", 403)
    if at - session.seen_at > BEAT:
        PackageSession.objects.filter(pk=session.pk).update(seen_at=at)
    return session


def _key_in(header: str) -> str:
    scheme, _space, token = header.partition(" ")
    try:
        if scheme.casefold() != "basic":
            raise Refused("The authorization token of the fetch URL is missing.", 401)
        signed = b64decode(token.strip(), validate=True).decode("ascii")
        key: str = signing.loads(signed, salt=_SPEAK, max_age=FILES_GOOD_FOR)
    except (Error, UnicodeDecodeError, signing.BadSignature):
        raise Refused("The authorization token is no longer good.", 401) from None
    return key

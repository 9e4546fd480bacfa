"""One polite question to one address: little is read, nothing inside is asked, redirects are counted."""

import socket
import ssl
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

import requests
from requests_hardened import Config, Manager
from requests_hardened.ip_filter import InvalidIPAddress

from courses.rules.links import Answer, Reason

#: To connect, and between two pieces of the answer.
TIMEOUT = (5, 10)
MOST_HOPS = 6
#: What sites answer that do not know the question; they are asked for the page itself.
NO_HEAD = frozenset({400, 403, 404, 405, 406, 410, 429, 500, 501, 502, 503})
FOR_GOOD = frozenset({301, 308})
REDIRECTS = frozenset({301, 302, 303, 307, 308})
SCHEMES = frozenset({"http", "https"})


def ask(address: str, *, agent: str, loopback: bool = False) -> Answer:
    """What the address answers, wherever it leads; never raises for what a site does.

    `agent` says who asks. `loopback` lets tests ask this machine.
    """
    config = Config(
        ip_filter_enable=True,
        ip_filter_allow_loopback_ips=loopback,
        # Followed by hand below: each hop is looked at like the first.
        never_redirect=True,
        default_timeout=TIMEOUT,
        user_agent_override=agent,
    )
    try:
        with Manager(config).get_session() as session:
            # No proxy that the environment names: it would be asked instead of the address.
            session.trust_env = False
            return _followed(session, address)
    except (requests.RequestException, OSError, ValueError) as error:
        return Answer(reason=_reason(error))


def _followed(session: requests.Session, address: str) -> Answer:
    here, for_good, seen = address, True, {address}
    for _hop in range(MOST_HOPS):
        status, target = _asked(session, here)
        if status not in REDIRECTS or not target:
            return Answer(status=status, leads_to=here if for_good and here != address else "")
        for_good = for_good and status in FOR_GOOD
        here = urljoin(here, target)
        if here in seen:
            break
        if urlsplit(here).scheme not in SCHEMES:
            return Answer(reason=Reason.SERVER)
        seen.add(here)
    return Answer(reason=Reason.LOOP)


def _asked(session: requests.Session, address: str) -> tuple[int, str]:
    """Status and where it leads. The page itself is asked for only where its head is not to be had."""
    with session.head(address, allow_redirects=False) as answer:
        if answer.status_code not in NO_HEAD:
            return answer.status_code, answer.headers.get("Location", "")
    # Streamed and closed at once: nothing of the page is read.
    with session.get(address, stream=True, allow_redirects=False) as answer:
        return answer.status_code, answer.headers.get("Location", "")


def _reason(error: Exception) -> Reason:
    causes = list(_causes(error))
    if any(isinstance(one, InvalidIPAddress) for one in causes):
        return Reason.PRIVATE
    if any(isinstance(one, requests.exceptions.SSLError | ssl.SSLError) for one in causes):
        return Reason.NOT_SAFE
    if any(isinstance(one, socket.gaierror | requests.exceptions.InvalidURL) for one in causes):
        return Reason.UNKNOWN_HOST
    return Reason.NO_ANSWER


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__

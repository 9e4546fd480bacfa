"""What an address's answers mean over time. Answer in, standing out; no clock, no network."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from urllib.parse import urlsplit

WEEK, DAY = timedelta(days=7), timedelta(days=1)
#: Tries in a row, a day apart, before an address counts as broken.
TRIES, TRIES_WHEN_GONE = 3, 2


class Reason(StrEnum):
    """Why it did not work; the values are those of the database."""

    NONE = ""
    GONE = "gone"
    REFUSED = "refused"
    SERVER = "server"
    UNKNOWN_HOST = "unknown_host"
    NO_ANSWER = "no_answer"
    NOT_SAFE = "not_safe"
    PRIVATE = "private"
    LOOP = "loop"


#: What it looks like as well when our own network is away.
OURS_MAYBE = frozenset({Reason.UNKNOWN_HOST, Reason.NO_ANSWER})
REFUSALS = frozenset({401, 402, 403, 405, 406, 407, 418, 429, 451, 999})
GONE = frozenset({404, 410})


@dataclass(frozen=True)
class Answer:
    """The last status, and the address that a site says it has moved to for good; or why there is none."""

    status: int | None = None
    leads_to: str = ""
    reason: Reason = Reason.NONE

    @property
    def why(self) -> Reason:
        """Nothing where it works."""
        if self.reason or self.status is None:
            return self.reason or Reason.NO_ANSWER
        if self.status < 400:
            return Reason.NONE
        if self.status in REFUSALS:
            return Reason.REFUSED
        return Reason.GONE if self.status in GONE else Reason.SERVER


@dataclass(frozen=True)
class Standing:
    """`state` in the words of the database; asked again after `wait`."""

    state: str
    reason: Reason = Reason.NONE
    failures: int = 0
    leads_to: str = ""
    wait: timedelta = WEEK


def after(address: str, answer: Answer, *, failures: int) -> Standing:
    """Where an address stands after an answer; `failures` are those in a row before it."""
    why = answer.why
    if why is Reason.NONE:
        moved = answer.leads_to if _is_elsewhere(address, answer.leads_to) else ""
        return Standing("moved" if moved else "works", leads_to=moved)
    if why is Reason.REFUSED:
        # It is there; whether it shows the right thing only a person can see.
        return Standing("closed", why)
    tries = failures + 1
    enough = TRIES_WHEN_GONE if why is Reason.GONE else TRIES
    if tries >= enough:
        return Standing("broken", why, tries)
    return Standing("failing", why, tries, wait=DAY)


def is_own_outage(answers: list[Answer]) -> bool:
    """Whether several sites are silent at once and none speaks: then nothing is learned of them."""
    return len(answers) > 1 and all(one.why in OURS_MAYBE for one in answers)


def _is_elsewhere(address: str, leads_to: str) -> bool:
    """Another page; not the same one with `www.`, a slash or another scheme."""
    return bool(leads_to) and _page(address) != _page(leads_to)


def _page(address: str) -> tuple[str, str, str]:
    parts = urlsplit(address)
    return (parts.netloc.removeprefix("www."), parts.path.rstrip("/"), parts.query)


def one_a_host(addresses: list[str], most: int) -> list[str]:
    """The first few addresses, no two of one site: nobody's server is asked twice in a row."""
    chosen: dict[str, str] = {}
    for address in addresses:
        host = urlsplit(address).netloc.removeprefix("www.")
        if len(chosen) < most:
            chosen.setdefault(host, address)
    return list(chosen.values())

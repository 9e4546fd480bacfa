"""What opens a package on its own host: signed, short-lived, and worth nothing anywhere else.

A package can read the token of the page around it. With it, it can say of this unit what it could say
anyway, and nothing else: no hours, no other lesson, no other person.
"""

from dataclasses import asdict, dataclass
from datetime import timedelta

from django.core import signing

#: Renewed by every message, of which an open page sends one a minute.
GOOD_FOR = timedelta(minutes=30)
#: Files are asked for as long as a page of the package stays open.
FILES_GOOD_FOR = timedelta(hours=12)
_PLAY = "courses.play"
_FILES = "courses.play.files"


@dataclass(frozen=True)
class Ticket:
    """`play` and `turn` name who reports; without a play an author tries the package. `session` is
    that of cmi5, empty for SCORM.

    `origin` is the page around: the only one that may frame the player and hears what it says.
    """

    package: str
    unit: str
    origin: str
    play: str = ""
    turn: int = 0
    session: str = ""


def issue(ticket: Ticket) -> str:
    return signing.dumps(asdict(ticket), salt=_PLAY)


def read(token: str) -> Ticket | None:
    """None for a token that has run out or was made by somebody else."""
    try:
        return Ticket(**signing.loads(token, salt=_PLAY, max_age=GOOD_FOR))
    except (signing.BadSignature, TypeError):
        return None


def for_files(ticket: Ticket) -> str:
    """The way to the files of the package, in a frame below the page of the same origin."""
    return signing.dumps([ticket.package, ticket.origin], salt=_FILES)


def files_of(token: str) -> tuple[str, str] | None:
    """The package whose files may be read, and the origin of the page around; None for neither."""
    try:
        package, origin = signing.loads(token, salt=_FILES, max_age=FILES_GOOD_FOR)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return package, origin

"""What no log line may hold: the secret part of a mailed link, which would open what it opens."""

import re
from logging import LogRecord

#: Addresses whose next part is a one-time secret, as they stand in a line about a request.
_SECRET = re.compile(r"(/r/|/accounts/confirm-email/|/accounts/password/reset/key/)[^/\s\"']+")
_HIDDEN = r"\1..."


def hide_secrets(record: LogRecord) -> bool:
    """A logging filter that lets every record through, without secrets of addresses."""
    message = record.getMessage()
    shown = _SECRET.sub(_HIDDEN, message)
    if shown != message:
        record.msg, record.args = shown, ()
    return True

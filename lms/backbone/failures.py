"""What may be written down about a failure. A message may repeat what somebody typed; this does not."""

import errno
import traceback
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def reason(error: BaseException) -> str:
    """The kind of error and the last line of ours it came through: safe to store and to show."""
    places = _places(error)
    kind = _kind(error)
    return f"{kind} at {places[-1]}" if places else kind


def trail(error: BaseException) -> str:
    """The lines of ours that it came through, outermost first: safe to log."""
    return " > ".join(_places(error)) or "outside our code"


def _kind(error: BaseException) -> str:
    """The class, and for what the system refused its own code: `OSError(ENOSPC)`."""
    kind = type(error).__name__
    code = errno.errorcode.get(error.errno or 0) if isinstance(error, OSError) else None
    return f"{kind}({code})" if code else kind


def _places(error: BaseException) -> list[str]:
    places = []
    for frame in traceback.extract_tb(error.__traceback__):
        path = Path(frame.filename)
        if path.is_relative_to(ROOT) and "site-packages" not in path.parts:
            places.append(f"{path.relative_to(ROOT)}:{frame.lineno}")
    return places

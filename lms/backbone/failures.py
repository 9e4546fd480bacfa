"""What may be written down about a failure. A message may repeat what somebody typed; this does not."""

import traceback
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def reason(error: BaseException) -> str:
    """The kind of error and the last line of ours it came through: safe to store and to show."""
    places = _places(error)
    kind = type(error).__name__
    return f"{kind} at {places[-1]}" if places else kind


def trail(error: BaseException) -> str:
    """The lines of ours that it came through, outermost first: safe to log."""
    return " > ".join(_places(error)) or "outside our code"


def _places(error: BaseException) -> list[str]:
    places = []
    for frame in traceback.extract_tb(error.__traceback__):
        path = Path(frame.filename)
        if path.is_relative_to(ROOT) and "site-packages" not in path.parts:
            places.append(f"{path.relative_to(ROOT)}:{frame.lineno}")
    return places

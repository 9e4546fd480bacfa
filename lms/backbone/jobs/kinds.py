"""What can be done in the background: apps name their functions when they start."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lms.backbone.jobs.parts import Part
    from lms.backbone.jobs.results import Result
    from lms.backbone.jobs.running import Running
    from lms.backbone.models import Job

KEEP = timedelta(days=7)

Run = Callable[["Running"], "Result | None"]
DoPart = Callable[["Part"], dict[str, Any]]
Address = Callable[["Job"], str]


@dataclass(frozen=True)
class Kind:
    """How a kind of job runs, what its pages call it, and how long its result is kept.

    `part` does a part of one that is cut into parts; what it returns is kept with the part.
    `home` is the page from which it is asked for; `shown_at` is the page of a result that is no file.
    """

    run: Run
    title: Any
    keep: timedelta = KEEP
    home: Address | None = None
    shown_at: Address | None = None
    part: DoPart | None = None

    def do_part(self, part: "Part") -> dict[str, Any]:
        """:raises LookupError: for a kind that is not cut into parts."""
        if self.part is None:
            raise LookupError(f"{self.title} has no parts.")
        return self.part(part)


_kinds: dict[str, Kind] = {}


def register(
    name: str,
    run: Run,
    *,
    title: Any,
    keep: timedelta = KEEP,
    home: Address | None = None,
    shown_at: Address | None = None,
    part: DoPart | None = None,
) -> None:
    """Make `name` a kind of job. `title` is a translated phrase, lazily: “A copy of your record”.

    :raises ValueError: for a name that another function has taken.
    """
    known = _kinds.get(name)
    if known is not None and known.run is not run:
        raise ValueError(f"A job called {name!r} is registered twice.")
    _kinds[name] = Kind(run, title, keep, home, shown_at, part)


def kind_of(name: str) -> Kind:
    """:raises LookupError: for a kind that no app of this version has named."""
    try:
        return _kinds[name]
    except KeyError:
        raise LookupError(f"There is no job called {name!r}.") from None


def title_of(name: str) -> str:
    """What its pages call a kind; of one that is no longer there, the name."""
    return str(_kinds[name].title) if name in _kinds else name

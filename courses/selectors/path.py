"""Learning paths: which there are, and where somebody stands in them.

Modules are known by what they last offered (`TrainingOffer`), so that a module that left the site keeps
its name in a path; what counts is in the ledger.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.http import Http404
from wagtail.models import Locale, Page

from courses.models import Enrollment, PathEnrollment, PathPage
from courses.models.choices import spoken
from courses.rules.path import Part
from endorsement.models import LedgerEntry, Person, TrainingOffer


@dataclass(frozen=True)
class Done:
    """A module that somebody completed: the newest version they did."""

    version: int
    on: date
    hours: Decimal


@dataclass(frozen=True)
class Offered:
    """A module as its newest version offers it; not `live` when nobody can begin it any more."""

    title: str
    hours: Decimal
    live: bool


@dataclass(frozen=True)
class Stop:
    """A module on the path. `state`: done, next, open, locked, spare (not needed any more) or gone."""

    part: Part
    module: Offered | None
    done: Done | None
    begun: bool
    state: str

    @property
    def title(self) -> str:
        return self.module.title if self.module else self.part.code


@dataclass(frozen=True)
class Standing:
    """Where a person stands; a visitor has done nothing. `path` holds the facts, `page` is read."""

    path: PathPage
    page: PathPage
    stops: Sequence[Stop]
    enrollment: PathEnrollment | None = None

    @property
    def done(self) -> set[str]:
        return {stop.part.code for stop in self.stops if stop.done}

    @property
    def counted(self) -> int:
        return self.path.way.counted(self.done)

    @property
    def needed(self) -> int:
        return self.path.way.needed

    @property
    def completed(self) -> bool:
        """Whether this version is recorded as completed."""
        return self.enrollment is not None and self.enrollment.completed_at is not None

    @property
    def everything_done(self) -> bool:
        return self.path.way.is_complete(self.done)

    @property
    def next(self) -> Stop | None:
        return next((stop for stop in self.stops if stop.state == "next"), None)

    @property
    def hours(self) -> Decimal:
        """Clock hours of the required modules and of the shortest optional ones that are needed."""
        required = [s.module.hours for s in self.stops if s.module and s.part.required]
        others = sorted(s.module.hours for s in self.stops if s.module and not s.part.required)
        return sum([*required, *others[: self.path.way.optional]], Decimal(0))


def completed(people: Collection[int], codes: Collection[str]) -> dict[int, dict[str, Done]]:
    """What these people completed of these modules, in one query: by person, then by code.

    Whatever recorded the completion; what was corrected since or withdrawn does not count.
    """
    rows = LedgerEntry.objects.filter(
        person__in=people,
        offer_code__in=codes,
        kind=LedgerEntry.Kind.TRAINING,
        origin=LedgerEntry.Origin.SYSTEM,
        corrected_by__isnull=True,
        withdrawn=False,
        permanent_at__isnull=False,
    ).order_by("offer_version")
    found: dict[int, dict[str, Done]] = {}
    for person, code, version, first_on, last_on, hours in rows.values_list(
        "person_id", "offer_code", "offer_version", "first_on", "last_on", "hours"
    ):
        done = Done(version or 0, last_on or first_on, hours or Decimal(0))
        found.setdefault(person, {})[code] = done
    return found


def offered(codes: Collection[str]) -> dict[str, Offered]:
    """The newest version of each of these modules, on the site or not, in one query."""
    rows = TrainingOffer.objects.filter(code__in=codes).order_by("live", "version")
    return {row.code: Offered(spoken(row.title), row.hours, row.live) for row in rows}


def live_paths(below: Page | None = None) -> list[PathPage]:
    """Shared paths, or every path below a page: of each the page in the language it was written in."""
    pages = _live()
    pages = pages.descendant_of(below) if below else pages.filter(shared=True)
    return _sources(pages)


def every_path() -> list[PathPage]:
    """Every live path, listed for everybody or not."""
    return _sources(_live())


def containing(code: str) -> list[PathPage]:
    """Every live path that a module belongs to."""
    return [path for path in every_path() if any(part.code == code for part in path.way.parts)]


def by_code(code: str) -> PathPage:
    """:raises Http404: when no live path has this key."""
    found = _sources(_live().filter(code=code))
    if not found:
        raise Http404
    return found[0]


def source_of(page: PathPage) -> PathPage:
    """The page this one was translated from, or itself."""
    first = PathPage.objects.filter(translation_key=page.translation_key).order_by("pk").first()
    return first or page


def standings(paths: Sequence[PathPage], person: Person | None) -> list[Standing]:
    """Where the person stands in each of these paths; as many queries for many as for one."""
    codes = {part.code for path in paths for part in path.way.parts}
    modules = offered(codes)
    done: dict[str, Done] = {}
    begun: set[str] = set()
    theirs: dict[str, PathEnrollment] = {}
    if person is not None:
        done = completed([person.pk], codes).get(person.pk, {})
        taken = Enrollment.objects.filter(person=person, code__in=codes, switched_at__isnull=True)
        begun = set(taken.filter(completed_at__isnull=True).values_list("code", flat=True))
        theirs = _enrollments(paths, person)
    pages = _translated(paths)
    return [
        Standing(
            path,
            pages.get(path.translation_key, path),
            tuple(_stops(path, modules, done, begun)),
            theirs.get(path.code),
        )
        for path in paths
    ]


def of_person(person: Person) -> list[Standing]:
    """Paths that the person follows or completed and that are on the site, the open ones first."""
    codes = set(PathEnrollment.objects.filter(person=person).values_list("code", flat=True))
    if not codes:
        return []
    found = _sources(_live().filter(code__in=codes))
    return sorted(standings(found, person), key=lambda one: one.completed)


def _live() -> Any:
    return PathPage.objects.live().select_related("association", "locale").order_by("pk")


def _enrollments(paths: Iterable[PathPage], person: Person) -> dict[str, PathEnrollment]:
    """By code: the completed enrollment of the present version, otherwise the open one."""
    versions = {path.code: path.version for path in paths}
    found: dict[str, PathEnrollment] = {}
    rows = PathEnrollment.objects.filter(person=person, code__in=versions).select_related("entry")
    for row in rows:
        if row.completed_at is None:
            found.setdefault(row.code, row)
        elif row.version == versions[row.code]:
            found[row.code] = row
    return found


def _stops(
    path: PathPage, modules: dict[str, Offered], done: dict[str, Done], begun: set[str]
) -> Iterable[Stop]:
    way = path.way
    has = {part.code for part in way.parts if part.code in done}
    met = False
    for part in way.parts:
        module = modules.get(part.code)
        if part.code in has:
            state = "done"
        elif module is None or not (module.live or part.code in begun):
            state = "gone"
        elif not way.still_counts(part, has):
            state = "spare"
        elif not way.is_open(part, has):
            state = "locked"
        else:
            state, met = ("open", met) if met else ("next", True)
        yield Stop(part, module, done.get(part.code), part.code in begun, state)


def _sources(pages: Iterable[PathPage]) -> list[PathPage]:
    """Pages without their translations; `pages` are ordered by when they were made."""
    first: dict[Any, PathPage] = {}
    for page in pages:
        first.setdefault(page.translation_key, page)
    return list(first.values())


def _translated(paths: Sequence[PathPage]) -> dict[Any, PathPage]:
    """Live pages in the active language, by translation key, in at most one query."""
    active = Locale.get_active().pk
    missing = [path.translation_key for path in paths if path.locale_id != active]
    if not missing:
        return {}
    found = PathPage.objects.live().filter(translation_key__in=missing, locale=active)
    return {page.translation_key: page for page in found}

"""What a module, or a record of it, covers: competencies by name, in their areas."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from courses.models.choices import spoken
from endorsement.models import CompetencyArea

#: More than so many would bury the other facts beside them.
MOST_AT_ONCE = 6


@dataclass(frozen=True)
class Area:
    """An area with what is covered of it; without competencies it is covered as a whole."""

    name: str
    competencies: tuple[str, ...] = ()


@dataclass(frozen=True)
class Covered:
    areas: tuple[Area, ...] = ()

    @property
    def count(self) -> int:
        """How many lines it takes."""
        return sum(len(area.competencies) or 1 for area in self.areas)

    @property
    def many(self) -> bool:
        return self.count > MOST_AT_ONCE


def covered(references: Iterable[str]) -> Covered:
    """In the order of the framework, whatever the author's; two queries, none without references.

    What no framework knows any more is named by its code.
    """
    wanted = dict.fromkeys(one for one in references if one)
    if not wanted:
        return Covered()
    # Of several versions of a framework the newest names the codes.
    found: dict[str, CompetencyArea] = {}
    rows = CompetencyArea.objects.select_related("framework").prefetch_related("competencies")
    for row in rows.order_by("framework", "position"):
        found[f"{row.framework.code}:{row.code}"] = row
    areas = [area for code, row in found.items() if (area := _area(code, row, wanted))]
    known = {
        *found,
        *(f"{code}.{one.code}" for code, row in found.items() for one in row.competencies.all()),
    }
    return Covered((*areas, *(Area(code) for code in wanted if code not in known)))


def _area(code: str, row: CompetencyArea, wanted: Collection[str]) -> Area | None:
    names = [spoken(one.name) for one in row.competencies.all() if f"{code}.{one.code}" in wanted]
    if not names and code not in wanted:
        return None
    return Area(spoken(row.name), tuple(names))

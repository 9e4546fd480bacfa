"""Packages in lessons, and where a learner stands in them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import Http404

from courses.models import Enrollment, Package, PackagePlay
from courses.packages.manifest import Unit


@dataclass(frozen=True)
class Part:
    """A unit of a package as a learner sees it."""

    unit: Unit
    play: PackagePlay | None

    @property
    def done(self) -> bool:
        return self.play is not None and self.play.done_at is not None


def units_of(package: Package) -> list[Unit]:
    return [Unit(**unit) for unit in package.units]


def unit_of(package: Package, key: str) -> Unit:
    """:raises Http404: when the package has no such unit."""
    for unit in units_of(package):
        if unit.key == key:
            return unit
    raise Http404


def parts(enrollment: Enrollment, lesson_key: str, block: Mapping[str, Any]) -> list[Part]:
    """Units of the package in a lesson's block, with the learner's standing; empty without one."""
    package = block["package"]
    if package is None:
        return []
    plays = PackagePlay.objects.filter(
        enrollment=enrollment, lesson_key=lesson_key, block_key=block["key"], package=package
    )
    known = {play.unit_key: play for play in plays.defer("report")}
    return [Part(unit, known.get(unit.key)) for unit in units_of(package)]


def unfinished(enrollment: Enrollment, lesson_key: str, body: Iterable[Any]) -> list[str]:
    """Titles of the packages in a lesson that have to be finished first."""
    wanted = [child.value for child in body if child.block_type == "package"]
    return [
        block["title"]
        for block in wanted
        if block["required"] and not all(part.done for part in parts(enrollment, lesson_key, block))
    ]

"""Packages in lessons, and where a learner stands in them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.http import Http404
from django.utils.translation import get_language

from courses.models import Enrollment, Package, PackagePlay
from courses.packages.cmi5.course import text_in
from courses.packages.manifest import Standard, Unit

#: By block, package and unit.
Plays = Mapping[tuple[str, int, str], PackagePlay]


@dataclass(frozen=True)
class Part:
    """A unit of a package as a learner sees it."""

    unit: Unit
    play: PackagePlay | None

    @property
    def done(self) -> bool:
        return self.play is not None and self.play.done_at is not None


def units_of(package: Package) -> list[Unit]:
    """Its units, with the titles in the reader's language where it brings several."""
    units = [Unit(**unit) for unit in package.units]
    if package.standard != Standard.CMI5:
        return units
    language = get_language() or "en"
    titles = {one["key"]: text_in(one["titles"], language) for one in package.course["parts"]}
    return [replace(unit, title=titles[unit.key]) for unit in units]


def unit_of(package: Package, key: str) -> Unit:
    """:raises Http404: when the package has no such unit."""
    for unit in units_of(package):
        if unit.key == key:
            return unit
    raise Http404


def in_lesson(enrollment: Enrollment, lesson_key: str, body: Any) -> Plays:
    """Where the learner stands in the packages of a lesson: one query, none where it has no package."""
    if all(block["type"] != "package" for block in body.raw_data):
        return {}
    rows = PackagePlay.objects.filter(enrollment=enrollment, lesson_key=lesson_key).defer("report")
    return {(one.block_key, one.package_id, one.unit_key): one for one in rows}


def parts(plays: Plays, block: Mapping[str, Any]) -> list[Part]:
    """Units of the package in a lesson's block, with the learner's standing; empty without one."""
    package = block["package"]
    if package is None:
        return []
    return [
        Part(unit, plays.get((block["key"], package.pk, unit.key))) for unit in units_of(package)
    ]


def unfinished(enrollment: Enrollment, lesson_key: str, body: Any) -> list[str]:
    """Titles of the packages in a lesson that have to be finished first."""
    plays = in_lesson(enrollment, lesson_key, body)
    wanted = [child.value for child in body if child.block_type == "package"]
    return [
        block["title"]
        for block in wanted
        if block["required"] and not all(part.done for part in parts(plays, block))
    ]

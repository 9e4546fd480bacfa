"""A competency framework: areas and competencies with permanent codes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from endorsement.rules.reading import Node, Text

FORMAT = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Competency:
    """One competency of an area; referred to as `core:foundations.attachment`."""

    code: str
    name: Text
    description: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """One area; referred to as `core:foundations`."""

    code: str
    name: Text
    description: Text
    competencies: tuple[Competency, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Framework:
    """A version of a framework; referred to as `core@1`.

    `rating_scale` names the levels on which people rate themselves in it, the lowest first; without one
    the platform's steps do.
    """

    code: str
    version: str
    name: Text
    areas: tuple[Area, ...]
    rating_scale: tuple[Text, ...] = ()

    @property
    def reference(self) -> str:
        """Code and version, such as `core@1`."""
        return f"{self.code}@{self.version}"

    def names(self) -> dict[str, Text]:
        """Name by reference, areas and competencies: `core:reflection` -> {"en": "Reflection"}."""
        found: dict[str, Text] = {}
        for area in self.areas:
            found[f"{self.code}:{area.code}"] = area.name
            for competency in area.competencies:
                found[f"{self.code}:{area.code}.{competency.code}"] = competency.name
        return found


def parse_framework(document: object) -> Framework:
    """Read a framework from plain values.

    :raises DocumentError: at the first thing that is wrong.
    """
    fields = Node(document).fields(
        ("format", "framework", "version", "name", "areas"), ("rating_scale",)
    )
    if fields["format"].value != FORMAT:
        raise fields["format"].error("unknown_format", value=fields["format"].value, known=FORMAT)
    areas = tuple(_area(node) for node in fields["areas"].items(least=1))
    _refuse_twins(fields["areas"], [area.code for area in areas])
    scale = fields["rating_scale"].items(least=2) if "rating_scale" in fields else ()
    return Framework(
        code=fields["framework"].code(),
        version=fields["version"].text(),
        name=fields["name"].label(),
        areas=areas,
        rating_scale=tuple(level.label() for level in scale),
    )


def _area(node: Node) -> Area:
    fields = node.fields(("code", "name", "description", "competencies"))
    competencies = tuple(_competency(one) for one in fields["competencies"].items(least=1))
    _refuse_twins(fields["competencies"], [one.code for one in competencies])
    return Area(
        code=fields["code"].code(),
        name=fields["name"].label(),
        description=fields["description"].label(),
        competencies=competencies,
    )


def _competency(node: Node) -> Competency:
    fields: Mapping[str, Node] = node.fields(("code", "name", "description"))
    return Competency(
        code=fields["code"].code(),
        name=fields["name"].label(),
        description=fields["description"].label(),
    )


def _refuse_twins(node: Node, codes: list[str]) -> None:
    for at, code in enumerate(codes):
        if code in codes[:at]:
            raise node.error("duplicate", value=code)

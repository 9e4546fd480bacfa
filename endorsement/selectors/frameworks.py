"""Competency areas and competencies by reference, for forms, charts and sentences."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.translation import get_language

from endorsement.models import Competency, Framework
from endorsement.rules import framework as rules

DEFAULT = "core@1"
#: The steps of a self-assessment in a framework that brings no scale of its own.
STEPS = 4


@dataclass(frozen=True)
class AreaChoice:
    """An area with its competencies, each as reference and name in the reader's language."""

    reference: str
    name: str
    competencies: list[tuple[str, str]] = field(default_factory=list)


def in_language(text: Mapping[str, str]) -> str:
    """The text in the reader's language, else in English, else in any."""
    language = (get_language() or "en").split("-")[0]
    return text.get(language) or text.get("en") or next(iter(text.values()), "")


def areas(reference: str = DEFAULT) -> list[AreaChoice]:
    """The areas of a framework in its own order. Empty when it was never loaded."""
    code, _at, version = reference.partition("@")
    rows = Competency.objects.filter(
        area__framework__code=code, area__framework__version=version
    ).select_related("area__framework")
    found: dict[str, AreaChoice] = {}
    for row in rows.order_by("area__position", "position"):
        area = str(row.area)
        choice = found.setdefault(area, AreaChoice(area, in_language(row.area.name)))
        choice.competencies.append((f"{area}.{row.code}", in_language(row.name)))
    return list(found.values())


def loaded(references: Iterable[str]) -> list[tuple[str, str]]:
    """Those of these frameworks that are there, in the order given, each once, with their names."""
    there = {str(row): in_language(row.name) for row in Framework.objects.all()}
    return [(one, there[one]) for one in dict.fromkeys(references) if one in there]


def scale(reference: str) -> list[str]:
    """The names of a framework's own levels of a self-rating, the lowest first; empty without any."""
    code, _at, version = reference.partition("@")
    row = Framework.objects.filter(code=code, version=version).first()
    return [in_language(level) for level in row.rating_scale] if row else []


def own_levels() -> dict[str, int]:
    """How many levels the frameworks with a scale of their own have."""
    rows = Framework.objects.exclude(rating_scale=[])
    return {str(row): len(row.rating_scale) for row in rows}


def names(references: Iterable[str] = (DEFAULT,)) -> dict[str, Mapping[str, str]]:
    """Texts by area and competency reference, over these versions of frameworks."""
    wanted = set(references)
    frameworks = Framework.objects.prefetch_related("areas__competencies")
    found: dict[str, Mapping[str, str]] = {}
    for framework in frameworks:
        if str(framework) not in wanted:
            continue
        for area in framework.areas.all():
            found[f"{framework.code}:{area.code}"] = area.name
            for competency in area.competencies.all():
                found[f"{framework.code}:{area.code}.{competency.code}"] = competency.name
    return found


def known() -> list[rules.Framework]:
    """Every framework that was loaded, as values for the parser."""
    rows = Framework.objects.prefetch_related("areas__competencies").order_by("code", "version")
    return [
        rules.Framework(
            code=row.code,
            version=row.version,
            name=row.name,
            rating_scale=tuple(row.rating_scale),
            areas=tuple(
                rules.Area(
                    code=area.code,
                    name=area.name,
                    description={},
                    competencies=tuple(
                        rules.Competency(code=one.code, name=one.name, description=one.description)
                        for one in area.competencies.all()
                    ),
                )
                for area in row.areas.all()
            ),
        )
        for row in rows
    ]

"""What a requirement can name: areas, topics, categories, documents, roles, papers, age bands."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from endorsement import wording
from endorsement.rules.drafting import outline
from endorsement.rules.facts import TOPICS
from endorsement.selectors import frameworks

Choices = list[tuple[str, Any]]


@dataclass(frozen=True)
class Naming:
    """Choices of codes, each with its name in the reader's language."""

    areas: Choices = field(default_factory=list)
    competencies: Choices = field(default_factory=list)
    topics: Choices = field(default_factory=list)
    categories: Choices = field(default_factory=list)
    documents: Choices = field(default_factory=list)
    reference_roles: Choices = field(default_factory=list)
    uploads: Choices = field(default_factory=list)
    age_bands: Choices = field(default_factory=list)
    requirements: Choices = field(default_factory=list)
    purpose: str = "award"

    @property
    def bases(self) -> Choices:
        """What makes a provider: an endorsement, or the association's own word."""
        return [*self.categories, ("vetted", _("Accepted by the association"))]


def naming(document: Mapping[str, Any], category: str = "", purpose: str = "award") -> Naming:
    """What requirements of this tree can name."""
    found = areas_of(document.get("frameworks") or ())
    return Naming(
        areas=[(one.reference, one.name) for one in found],
        competencies=with_competencies(found),
        topics=[(code, wording.word(code)) for code in TOPICS] + _named(document, "topics"),
        categories=_named(document, "categories"),
        documents=_named(document, "documents"),
        reference_roles=_named(document, "reference_roles"),
        uploads=_named(document, "uploads"),
        age_bands=_named(document, "age_bands"),
        requirements=requirements_of(document, category, purpose),
        purpose=purpose,
    )


def areas_of(references: Iterable[Any]) -> list[frameworks.AreaChoice]:
    return [one for reference in references for one in frameworks.areas(str(reference))]


def with_competencies(areas: Iterable[frameworks.AreaChoice]) -> Choices:
    """Each area, and its competencies after it."""
    found: Choices = []
    for area in areas:
        found.append((area.reference, area.name))
        found += [(code, f"– {name}") for code, name in area.competencies]
    return found


def _named(document: Mapping[str, Any], key: str) -> Choices:
    found = document.get(key) or {}
    return [(code, _name(code, text)) for code, text in found.items()]


def _name(code: str, value: Any) -> str:
    text = value.get("name", value) if isinstance(value, dict) else {}
    return wording.pick(text) if isinstance(text, dict) and text else code


def requirements_of(document: Mapping[str, Any], category: str, purpose: str) -> Choices:
    """Every requirement of a tree but its top."""
    if category not in (document.get("categories") or {}):
        return []
    places = outline(dict(document), category, purpose)
    return [(one.id, _name(one.id, {"name": one.node.get("label") or {}})) for one in places[1:]]

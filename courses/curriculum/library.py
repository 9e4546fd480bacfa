"""Sources, resource cards and modules together, with every reference between them checked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from courses.curriculum.blocks import KeyFigure, Quotation, ResourceCard
from courses.curriculum.format import CurriculumError, load
from courses.curriculum.glossary import Term, terms
from courses.curriculum.module import Module
from courses.curriculum.reader import Node, optional_text, unique
from courses.curriculum.text import LANGUAGES, Text

FOLDER = Path(__file__).parent
RESOURCE_KINDS = frozenset(
    {"organization", "program", "paper", "webinar", "campaign", "regulation", "framework", "page"}
)
#: What a resource is about, and whom it helps; the library is filtered by both.
RESOURCE_TOPICS = (
    "development",
    "part_c",
    "early_experience",
    "trauma",
    "services",
    "pyramid",
    "consultation",
    "policy",
    "advocacy",
    "workforce",
    "supervision",
    "equity",
)
RESOURCE_AUDIENCES = (
    "families",
    "early_intervention",
    "early_education",
    "home_visiting",
    "clinicians",
    "child_welfare",
    "supervisors",
    "leaders",
    "advocates",
)


@dataclass(frozen=True)
class Source:
    """Where a claim comes from; undated pages have no year and were read on ``read_on``."""

    key: str
    title: str
    publisher: str
    address: str
    year: int | None
    read_on: dt.date | None
    claims: tuple[str, ...] = ()


@dataclass(frozen=True)
class Resource:
    code: str
    name: Text
    kind: str
    what: Text
    for_whom: Text
    url: str
    checked_on: dt.date
    topics: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    languages: tuple[str, ...] = ("en",)


@dataclass(frozen=True)
class Library:
    """All that ships; ``modules`` by number, ``sources`` and ``resources`` by key and code."""

    sources: dict[str, Source]
    resources: dict[str, Resource]
    modules: tuple[Module, ...]
    terms: tuple[Term, ...] = ()


def load_library(folder: Path = FOLDER) -> Library:
    """Read ``sources.yaml``, ``resources.yaml``, ``glossary.yaml`` and every module in ``folder``.

    :raises CurriculumError: when a file is wrong or names a source, resource or prerequisite
        that does not exist.
    """
    sources = {source.key: source for source in _sources(folder / "sources.yaml")}
    resources = {resource.code: resource for resource in _resources(folder / "resources.yaml")}
    paths = sorted((folder / "modules").glob("*.yaml"))
    modules = tuple(sorted((load(path) for path in paths), key=lambda module: module.number))
    for module in modules:
        for name in sorted(_source_keys(module) - sources.keys()):
            raise CurriculumError(module.file, "sources", f"there is no source “{name}”")
        for name in sorted(set(module.references) - sources.keys()):
            raise CurriculumError(module.file, "references", f"there is no source “{name}”")
        for name in sorted(_source_keys(module) - set(module.references)):
            raise CurriculumError(module.file, "references", f"“{name}” is used but not listed")
        for name in sorted(_resource_codes(module) - resources.keys()):
            raise CurriculumError(module.file, "resource", f"there is no resource “{name}”")
        for name in sorted(
            {*module.prerequisites, *module.required_before} - {other.code for other in modules}
        ):
            raise CurriculumError(module.file, "prerequisites", f"there is no module “{name}”")
    glossary = terms(folder / "glossary.yaml")
    for name in sorted({term.source for term in glossary if term.source} - sources.keys()):
        raise CurriculumError(folder / "glossary.yaml", "source", f"there is no source “{name}”")
    return Library(sources, resources, modules, glossary)


def _source_keys(module: Module) -> set[str]:
    return set(_used_sources(module))


def _used_sources(module: Module) -> Iterator[str]:
    for question in module.questions:
        yield from question.sources
    for block in module.blocks():
        yield from block.sources
        if isinstance(block, KeyFigure | Quotation):
            yield block.source


def _resource_codes(module: Module) -> set[str]:
    return {block.resource for block in module.blocks() if isinstance(block, ResourceCard)}


def _sources(file: Path) -> list[Source]:
    nodes = Node.read(file).fields("sources")["sources"].items(at_least=1)
    sources = [_source(node) for node in nodes]
    unique(nodes, [source.key for source in sources])
    return sources


def _source(node: Node) -> Source:
    found = node.fields("key title publisher year", "address read_on claims")
    year = found["year"]
    return Source(
        key=found["key"].key(),
        title=found["title"].string(),
        publisher=found["publisher"].string(),
        address=_address(found["address"]) if "address" in found else "",
        year=None if year.value is None else year.whole(at_least=1900),
        read_on=found["read_on"].day() if "read_on" in found else None,
        claims=_claims(found["claims"]) if "claims" in found else (),
    )


def _claims(node: Node) -> tuple[str, ...]:
    return tuple(claim.string() for claim in node.items(at_least=1))


def _resources(file: Path) -> list[Resource]:
    nodes = Node.read(file).fields("resources")["resources"].items(at_least=1)
    resources = [_resource(node) for node in nodes]
    unique(nodes, [resource.code for resource in resources])
    return resources


def _resource(node: Node) -> Resource:
    found = node.fields("code name kind what url checked_on", "for_whom topics audiences languages")
    return Resource(
        code=found["code"].key(),
        name=_name(found["name"]),
        kind=found["kind"].choice(RESOURCE_KINDS),
        what=found["what"].text(),
        for_whom=optional_text(found, "for_whom"),
        url=_address(found["url"]),
        checked_on=found["checked_on"].day(),
        topics=_codes(found.get("topics"), RESOURCE_TOPICS),
        audiences=_codes(found.get("audiences"), RESOURCE_AUDIENCES),
        languages=_codes(found.get("languages"), LANGUAGES) or ("en",),
    )


def _name(node: Node) -> Text:
    """By language where it is told in words; an official title is the same text in each."""
    if isinstance(node.value, dict):
        return node.text()
    return Text(node.string(), node.string())


def _codes(node: Node | None, allowed: Collection[str]) -> tuple[str, ...]:
    """Codes in the order of the list they are chosen from."""
    items = [] if node is None else node.items()
    codes = [item.choice(allowed) for item in items]
    unique(items, codes)
    return tuple(code for code in allowed if code in codes)


def _address(node: Node) -> str:
    address = node.string()
    if not address.startswith("https://"):
        raise node.error("an address starts with https://")
    return address

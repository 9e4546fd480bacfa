"""What a SCORM package holds, by its `imsmanifest.xml`.

Sources: SCORM 1.2 Content Aggregation Model (ADL, 2001) and SCORM 2004 Content Aggregation Model (ADL, 3rd
and 4th edition). A package of SCORM 1.2 may have several units; of SCORM 2004 one is taken, because several
of them follow rules of sequencing that nobody here plays.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum
from xml.etree.ElementTree import Element

from courses.exchange.question import BadFile
from courses.exchange.safe_xml import Document, parse
from courses.packages.cmi5.course import Course
from courses.packages.entry import address
from courses.packages.h5p.content import Content

NAME = "imsmanifest.xml"
OF_2004 = "http://www.imsglobal.org/xsd/imscp_v1p1"
MOST_UNITS = 200
LONGEST_TITLE = 200


class Standard(StrEnum):
    SCORM_1_2 = "scorm_1_2"
    SCORM_2004 = "scorm_2004"
    CMI5 = "cmi5"
    H5P = "h5p"


@dataclass(frozen=True)
class Unit:
    """A part that is opened by itself. `mastery` is the percent that passes, None where none is set.

    `path` is the file in the package, `query` what follows it in its address. Of a unit that does not
    `report`, opening it is all there is.
    """

    key: str
    title: str
    path: str
    query: str = ""
    mastery: int | None = None
    reports: bool = True


@dataclass(frozen=True)
class Manifest:
    standard: Standard
    title: str
    units: tuple[Unit, ...]
    #: Of cmi5 what its units are told and which blocks they form, of H5P what shows its content.
    course: Course | Content | None = None


def read(content: bytes, names: Collection[str]) -> Manifest:
    """The manifest, with `names` of the files beside it.

    :raises BadFile: when it is none, or names nothing that can be played here.
    """
    document = parse(content)
    if document.root.tag != "manifest":
        raise BadFile("not_a_package")
    standard = _standard(document)
    organization = _organization(document.root)
    units = tuple(_units(document.root, organization, set(names)))
    if not units:
        raise BadFile("no_unit")
    if len(units) > (MOST_UNITS if standard is Standard.SCORM_1_2 else 1):
        raise BadFile("several_units", found=len(units))
    if len({unit.key for unit in units}) < len(units):
        raise BadFile("not_a_package")
    title = _text(organization, "title") or units[0].title
    return Manifest(standard, title[:LONGEST_TITLE], units)


def _standard(document: Document) -> Standard:
    version = _text(document.root.find("metadata"), "schemaversion").casefold()
    if version.startswith("1.2"):
        return Standard.SCORM_1_2
    if "2004" in version or version.startswith("cam 1.3"):
        return Standard.SCORM_2004
    return Standard.SCORM_2004 if document.namespace == OF_2004 else Standard.SCORM_1_2


def _organization(root: Element) -> Element | None:
    """The organization that the package calls its own, otherwise the first."""
    named = root.find("organizations")
    if named is None:
        return None
    found = named.findall("organization")
    wanted = [one for one in found if one.get("identifier") == named.get("default")]
    return next(iter([*wanted, *found]), None)


def _units(root: Element, organization: Element | None, names: set[str]) -> Iterator[Unit]:
    resources = root.find("resources")
    if organization is None or resources is None:
        return
    known = {one.get("identifier", ""): one for one in resources.findall("resource")}
    for number, item in enumerate(organization.iter("item"), start=1):
        resource = known.get(item.get("identifierref", ""))
        if resource is None:
            continue
        base = root.get("base", "") + resources.get("base", "") + resource.get("base", "")
        path, query = address(base + resource.get("href", ""), item.get("parameters", ""), names)
        yield Unit(
            key=item.get("identifier", "")[:80] or str(number),
            title=(_text(item, "title") or str(number))[:LONGEST_TITLE],
            path=path,
            query=query,
            mastery=_mastery(item),
            reports=resource.get("scormtype", resource.get("scormType", "sco")).casefold() == "sco",
        )


def _mastery(item: Element) -> int | None:
    """Percent: `masteryscore` of 1.2, the primary objective's measure (-1 to 1) of 2004."""
    plain = _number(_text(item, "masteryscore"))
    if plain is not None:
        return max(0, min(100, round(plain)))
    primary = item.find("sequencing/objectives/primaryObjective")
    if primary is None or primary.get("satisfiedByMeasure", "false").strip() not in {"true", "1"}:
        return None
    # Without a number the measure is 1.0, by the sequencing and navigation book.
    measure = _number(_text(primary, "minNormalizedMeasure") or "1.0")
    return None if measure is None else max(0, min(100, round(measure * 100)))


def _number(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if abs(number) < 1e6 else None


def _text(parent: Element | None, name: str) -> str:
    found = None if parent is None else parent.find(name)
    return "" if found is None else " ".join("".join(found.itertext()).split())

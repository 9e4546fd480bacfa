"""The course structure of a package, `cmi5.xml` (section 13)."""

from collections.abc import Collection
from typing import NamedTuple
from urllib.parse import parse_qsl
from xml.etree.ElementTree import Element

from courses.exchange.question import BadFile
from courses.exchange.safe_xml import parse
from courses.packages.cmi5.course import Block, Course, LaunchMethod, MoveOn, Part, Texts, text_in
from courses.packages.cmi5.iri import is_iri
from courses.packages.entry import address

NAME = "cmi5.xml"
#: The specification asks for more than a thousand.
MOST_PARTS = 2_000
LONGEST_TITLE = 200
LONGEST_ID = 1_000
LONGEST_TEXT = 10_000
#: What a launch adds to the address of a part (section 8.1).
LAUNCH_NAMES = frozenset({"endpoint", "fetch", "actor", "registration", "activityid"})


class Entry(NamedTuple):
    """Where a part lies in the package."""

    path: str
    query: str


def read(content: bytes, names: Collection[str]) -> tuple[Course, list[Entry]]:
    """The course, and where each of its parts lies among the `names` of files.

    :raises BadFile: when it is none, or names what cannot be played here.
    """
    root = parse(content).root
    course = root.find("course")
    if root.tag != "courseStructure" or course is None:
        raise BadFile("not_a_package")
    reader = _Reader(set(names))
    reader.walk(root)
    if not reader.parts:
        raise BadFile("no_unit")
    for objective in root.iterfind("objectives/objective"):
        reader.id_of(objective)
    found = Course(
        reader.id_of(course), _texts(course, "title"), tuple(reader.parts), tuple(reader.blocks)
    )
    return found, reader.entries


class _Reader:
    """Walks the tree; ids are unique among parts, among blocks and among objectives."""

    def __init__(self, names: set[str]) -> None:
        self.names = names
        self.seen: set[tuple[str, str]] = set()
        self.parts: list[Part] = []
        self.blocks: list[Block] = []
        self.entries: list[Entry] = []

    def walk(self, parent: Element) -> list[str]:
        """Keys of all parts below; inner blocks are noted before outer ones."""
        keys: list[str] = []
        for child in parent:
            if child.tag == "au":
                keys.append(self._part(child))
            elif child.tag == "block":
                own = self.id_of(child)
                below = self.walk(child)
                key = f"block-{len(self.blocks) + 1}"
                self.blocks.append(Block(key, own, _texts(child, "title"), tuple(below)))
                keys.extend(below)
        return keys

    def id_of(self, element: Element) -> str:
        own = element.get("id", "").strip()
        if not is_iri(own) or len(own) > LONGEST_ID:
            raise BadFile("course_id", name=own[:100])
        if (element.tag, own) in self.seen:
            raise BadFile("course_twice", name=own[:100])
        self.seen.add((element.tag, own))
        return own

    def _part(self, element: Element) -> str:
        if len(self.parts) == MOST_PARTS:
            raise BadFile("complicated")
        key = f"au-{len(self.parts) + 1}"
        part = Part(
            key=key,
            id=self.id_of(element),
            titles=_texts(element, "title"),
            descriptions=_texts(element, "description", needed=False),
            move_on=MoveOn(_choice(element, "moveOn", MoveOn, MoveOn.NOT_APPLICABLE)),
            mastery=_mastery(element),
            launch_method=LaunchMethod(
                _choice(element, "launchMethod", LaunchMethod, LaunchMethod.ANY_WINDOW)
            ),
            launch_parameters=_text(element, "launchParameters"),
            entitlement_key=_text(element, "entitlementKey"),
            activity_type=element.get("activityType", "").strip()[:LONGEST_ID],
            objectives=tuple(
                one.get("idref", "").strip() for one in element.iterfind("objectives/objective")
            ),
            fragment=_text(element, "url").partition("#")[2],
        )
        self.parts.append(part)
        self.entries.append(self._entry(_text(element, "url")))
        return key

    def _entry(self, url: str) -> Entry:
        path, query = address(url, "", self.names)
        asked = {name.casefold() for name, _value in parse_qsl(query, keep_blank_values=True)}
        if taken := sorted(asked & LAUNCH_NAMES):
            raise BadFile("entry_query", name=taken[0])
        return Entry(path, query)


def _choice(
    element: Element, name: str, known: type[MoveOn] | type[LaunchMethod], default: str
) -> str:
    value = element.get(name, default).strip()
    if value not in list(known):
        raise BadFile("course_value", name=name, value=value[:100])
    return value


def _mastery(element: Element) -> float | None:
    text = element.get("masteryScore")
    if text is None:
        return None
    try:
        score = float(text)
    except ValueError:
        score = -1.0
    if not 0 <= score <= 1:
        raise BadFile("course_value", name="masteryScore", value=text[:100])
    return round(score, 4)


def _texts(element: Element, name: str, *, needed: bool = True) -> Texts:
    """Texts by language. A title has to be there, for learners choose by it."""
    found: dict[str, str] = {}
    for one in element.iterfind(f"{name}/langstring"):
        text = " ".join("".join(one.itertext()).split())
        if text:
            most = LONGEST_TITLE if name == "title" else LONGEST_TEXT
            found.setdefault(one.get("lang", "und").strip()[:35], text[:most])
    if needed and not text_in(found, "en"):
        raise BadFile("course_title")
    return found


def _text(element: Element, name: str) -> str:
    found = element.find(name)
    return "" if found is None else "".join(found.itertext()).strip()[:LONGEST_TEXT]

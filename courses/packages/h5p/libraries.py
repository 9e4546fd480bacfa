"""The libraries in an H5P package: which there are, which are needed, and in which order they load."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from courses.exchange.question import BadFile
from courses.packages.entry import address
from courses.packages.h5p.reading import mapping, number, rows

#: The version of H5P's own interface that the player has (static/courses/h5p/README.md).
CORE = (1, 28)
MOST = 500
_FILE = "library.json"


class Name(NamedTuple):
    """A library and the version of it that fits: corrections within a version change no name."""

    machine: str
    major: int
    minor: int

    def __str__(self) -> str:
        return f"{self.machine} {self.major}.{self.minor}"

    @property
    def folder(self) -> str:
        return f"{self.machine}-{self.major}.{self.minor}"


@dataclass(frozen=True)
class Library:
    name: Name
    folder: str
    styles: tuple[str, ...]
    scripts: tuple[str, ...]
    needs: tuple[Name, ...]
    full_screen: bool


def name_of(told: Mapping[str, Any], file: str) -> Name:
    """:raises BadFile: when it names no library."""
    machine = told.get("machineName")
    if not isinstance(machine, str) or not machine:
        raise BadFile("h5p_broken", name=file)
    return Name(
        machine[:100], number(told, "majorVersion", file), number(told, "minorVersion", file)
    )


def needed(told: Mapping[str, Any], file: str) -> tuple[Name, ...]:
    return tuple(name_of(one, file) for one in rows(told, "preloadedDependencies", file))


def found(read: Callable[[str], bytes], names: Collection[str]) -> dict[Name, Library]:
    """The libraries in the package, of two of one name the one with more corrections.

    :raises BadFile: when one of them cannot be understood.
    """
    files = [name for name in names if name.count("/") == 1 and name.endswith(f"/{_FILE}")]
    if len(files) > MOST:
        raise BadFile("h5p_broken", name=_FILE)
    known: dict[Name, tuple[int, Library]] = {}
    for file in sorted(files):
        told = mapping(read(file), file)
        library = _library(told, file, names)
        patch = number(told, "patchVersion", file) if "patchVersion" in told else 0
        if library.name not in known or known[library.name][0] < patch:
            known[library.name] = (patch, library)
    return {name: library for name, (_patch, library) in known.items()}


def in_order(wanted: Collection[Name], known: Mapping[Name, Library]) -> list[Library]:
    """Everything that is wanted and what that needs, each after what it needs itself.

    :raises BadFile: with the names of those that are not there.
    """
    missing: dict[Name, None] = {}
    order: dict[Name, Library] = {}
    seen: set[Name] = set()
    # A stack of our own: how deep they need each other is a stranger's to say.
    open_ones: list[tuple[Name, Iterator[Name]]] = [(Name("", 0, 0), iter(wanted))]
    while open_ones:
        name, rest = open_ones[-1]
        following = next((one for one in rest if one not in seen), None)
        if following is None:
            open_ones.pop()
            if name in known:
                order[name] = known[name]
            continue
        seen.add(following)
        if following in known:
            open_ones.append((following, iter(known[following].needs)))
        else:
            missing[following] = None
    if missing:
        raise BadFile("h5p_without_libraries", names=_listed(missing))
    return list(order.values())


def _library(told: Mapping[str, Any], file: str, names: Collection[str]) -> Library:
    name, folder = name_of(told, file), file.removesuffix(f"/{_FILE}")
    core = told.get("coreApi")
    if isinstance(core, dict):
        wanted = (number(core, "majorVersion", file), number(core, "minorVersion", file))
        if wanted > CORE:
            asked, most = (".".join(map(str, one)) for one in (wanted, CORE))
            raise BadFile("h5p_too_new", name=str(name), wanted=asked, most=most)
    return Library(
        name=name,
        folder=folder,
        styles=_files(told, "preloadedCss", folder, names),
        scripts=_files(told, "preloadedJs", folder, names),
        needs=needed(told, file),
        full_screen=str(told.get("fullscreen", 0)) == "1",
    )


def _files(
    told: Mapping[str, Any], kind: str, folder: str, names: Collection[str]
) -> tuple[str, ...]:
    paths = (str(one.get("path", "")) for one in rows(told, kind, f"{folder}/{_FILE}"))
    return tuple(address(f"{folder}/{path}", "", names)[0] for path in paths)


def _listed(missing: Collection[Name], most: int = 10) -> str:
    shown = [str(one) for one in missing][:most]
    return ", ".join(shown) + (" …" if len(missing) > most else "")

"""Which standard a package follows, by the manifest in it."""

from collections.abc import Callable, Collection

from courses.exchange.question import BadFile
from courses.packages import manifest
from courses.packages.cmi5 import structure
from courses.packages.cmi5.course import text_in
from courses.packages.h5p import structure as h5p_structure
from courses.packages.manifest import LONGEST_TITLE, Manifest, Standard, Unit

#: In this order: what holds several is played as the first of them.
NAMES = (manifest.NAME, structure.NAME, h5p_structure.NAME)


def place_of(names: Collection[str]) -> tuple[str, str]:
    """The folder in which the manifest lies, and its name. The folder is empty at the top, or the only
    one there: people zip the folder, not its contents.

    :raises BadFile: when there is no manifest in either.
    """
    top = {name.partition("/")[0] for name in names if not name.startswith("__MACOSX/")}
    folders = ["", *(f"{one}/" for one in top if len(top) == 1)]
    for folder in folders:
        for name in NAMES:
            if folder + name in names:
                return folder, name
    raise BadFile("no_package")


def read(name: str, read_file: Callable[[str], bytes], names: Collection[str]) -> Manifest:
    """The manifest of this name, with `names` of the files beside it.

    :raises BadFile: when it is none, or names nothing that can be played here.
    """
    if name == manifest.NAME:
        return manifest.read(read_file(name), names)
    if name == structure.NAME:
        return _cmi5(read_file(name), names)
    title, content, mastery = h5p_structure.read(read_file, names)
    title = (title or content.library)[:LONGEST_TITLE]
    unit = Unit("h5p", title, h5p_structure.CONTENT, mastery=mastery)
    return Manifest(Standard.H5P, title, (unit,), content)


def _cmi5(content: bytes, names: Collection[str]) -> Manifest:
    course, entries = structure.read(content, names)
    units = (
        Unit(
            key=part.key,
            title=text_in(part.titles, "en"),
            path=entry.path,
            query=entry.query,
            mastery=None if part.mastery is None else round(part.mastery * 100),
        )
        for part, entry in zip(course.parts, entries, strict=True)
    )
    return Manifest(Standard.CMI5, text_in(course.titles, "en"), tuple(units), course)

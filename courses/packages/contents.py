"""Which standard a package follows, by the manifest in it."""

from collections.abc import Collection

from courses.exchange.question import BadFile
from courses.packages import manifest
from courses.packages.cmi5 import structure
from courses.packages.cmi5.course import text_in
from courses.packages.manifest import Manifest, Standard, Unit

#: In this order: what holds both is played as SCORM.
NAMES = (manifest.NAME, structure.NAME)


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


def read(name: str, content: bytes, names: Collection[str]) -> Manifest:
    """The manifest of this name, with `names` of the files beside it.

    :raises BadFile: when it is none, or names nothing that can be played here.
    """
    if name == manifest.NAME:
        return manifest.read(content, names)
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

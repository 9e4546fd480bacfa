"""What an H5P package holds, by its `h5p.json`, its content and the libraries in it.

A package plays with what it brings. One that was saved without its libraries is refused with their names:
fetching them from somebody's server would be another program than the one that the author tried.
"""

from collections.abc import Callable, Collection, Mapping
from html import unescape
from typing import Any

from courses.exchange.question import BadFile
from courses.packages.h5p import libraries
from courses.packages.h5p.content import Content
from courses.packages.h5p.reading import mapping

NAME = "h5p.json"
CONTENT = "content/content.json"
_RIGHTS = (
    "title", "authors", "license", "licenseVersion", "licenseExtras", "source", "yearFrom", "yearTo",
    "changes", "defaultLanguage",
)  # fmt: skip


def read(
    read_file: Callable[[str], bytes], names: Collection[str]
) -> tuple[str, Content, int | None]:
    """Title, what shows it, and the percent that passes where the content has one.

    :raises BadFile: when it is no H5P package, or cannot be played with what is in it.
    """
    told = mapping(read_file(NAME), NAME)
    if CONTENT not in names:
        raise BadFile("entry_missing", name=CONTENT)
    wanted = libraries.needed(told, NAME)
    main = next((one for one in wanted if one.machine == told.get("mainLibrary")), None)
    if main is None:
        raise BadFile("h5p_broken", name=NAME)
    known = libraries.found(read_file, names)
    loaded = libraries.in_order(wanted, known)
    parameters = mapping(read_file(CONTENT), CONTENT)
    content = Content(
        library=str(main),
        styles=tuple(style for one in loaded for style in one.styles),
        scripts=tuple(script for one in loaded for script in one.scripts),
        folders={one.name.folder: one.folder for one in loaded if one.folder != one.name.folder},
        rights={name: told[name] for name in _RIGHTS if name in told},
        language=_language(told),
        full_screen=known[main].full_screen,
    )
    return unescape(str(told.get("title", ""))).strip(), content, _mastery(parameters)


def _language(told: Mapping[str, Any]) -> str:
    """Empty where the package does not say: "und" is what it writes then."""
    language = str(told.get("defaultLanguage") or told.get("language") or "")
    return "" if language == "und" else language[:20]


def _mastery(parameters: Mapping[str, Any]) -> int | None:
    """What question sets and quizzes call the percent that passes; other content has none."""
    behavior = parameters.get("behaviour")
    for place in (parameters, behavior if isinstance(behavior, dict) else {}):
        percent = place.get("passPercentage")
        if isinstance(percent, int | float) and 0 <= percent <= 100:
            return round(percent)
    return None

"""Cells that hold several things: competencies, and hours by topic or area."""

import re
from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from endorsement.forms.import_columns import plain
from endorsement.selectors.frameworks import AreaChoice
from lms.backbone.cells import Unreadable, read_number

#: Between the things of one cell; a comma may be part of a name.
SEPARATORS = re.compile(r"[;\n|]+")


def references(areas: Iterable[AreaChoice]) -> dict[str, str]:
    """The reference behind each code and name of an area or competency.

    A code may leave out its framework: `foundations.attachment`.
    """
    found: dict[str, str] = {}
    for area in areas:
        for reference, name in [*area.competencies, (area.reference, area.name)]:
            for text in (reference, reference.partition(":")[2], name):
                found[plain(text)] = reference
    return found


def competencies(text: str, known: Mapping[str, str]) -> list[str]:
    """:raises Unreadable: when something in the cell is no competency."""
    found = []
    for part in _parts(text):
        # The export separates codes by blanks.
        words = part.split() if part.count(":") > 1 else [part]
        for word in words:
            reference = known.get(plain(word), "")
            if "." not in reference:
                raise Unreadable(
                    _(
                        "“%(text)s” is not a competency. Use the codes of the list below the template."
                    )
                    % {"text": word[:60]}
                )
            found.append(reference)
    return found


def by_name(choices: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The code behind each code and name."""
    return {plain(text): code for code, name in choices for text in (code, name)}


def listed(text: str, known: Mapping[str, str]) -> list[str]:
    """Several codes or names of one sort; the export separates codes by commas.

    :raises Unreadable: when one of them is not known.
    """
    found = []
    for part in _parts(text):
        whole = [part] if plain(part) in known else [one for one in part.split(",") if one.strip()]
        for word in whole:
            code = known.get(plain(word))
            if code is None:
                raise Unreadable(
                    _("“%(text)s” is not known here. Write one of: %(options)s.")
                    % {"text": word.strip()[:40], "options": ", ".join(sorted(set(known.values())))}
                )
            found.append(code)
    return found


def amounts(text: str, prefix: str, known: Mapping[str, str]) -> dict[str, str]:
    """Hours by code, `dei 1.5; ethics 0.5`, as the fields of a form.

    :raises Unreadable: when a code or a number cannot be read.
    """
    found = {}
    for part in _parts(text):
        named, _blank, number = part.rstrip().rpartition(" ")
        code = known.get(plain(named.rstrip(":")))
        if code is None or "." in code:
            raise Unreadable(
                _("“%(text)s” cannot be read. Write a code and its hours, such as: %(example)s.")
                % {"text": part[:60], "example": f"{next(iter(known.values()), 'dei')} 1.5"}
            )
        found[f"{prefix}{code}"] = str(read_number(number))
    return found


def _parts(text: str) -> list[str]:
    return [part.strip() for part in SEPARATORS.split(text) if part.strip()]

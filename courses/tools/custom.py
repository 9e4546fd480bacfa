"""Parameters that an author gives a tool: one `name=value` a line. Pure functions."""

import re
from collections.abc import Mapping

MOST = 50
LONGEST = 1000
_NAME = re.compile(r"[A-Za-z0-9_.\-]{1,80}")


class BadParameters(ValueError):
    """`line` is the first one that is not `name=value`, empty when there are too many."""

    def __init__(self, line: str = "") -> None:
        super().__init__(line)
        self.line = line


def read(text: str) -> dict[str, str]:
    """Parameters by name; empty lines are left out, and of two with one name the last counts.

    :raises BadParameters: when a line is none, or there are too many.
    """
    found: dict[str, str] = {}
    for line in filter(None, (line.strip() for line in text.splitlines())):
        name, parted, value = line.partition("=")
        name, value = name.strip(), value.strip()
        if not parted or not _NAME.fullmatch(name) or len(value) > LONGEST:
            raise BadParameters(line)
        found[name] = value
    if len(found) > MOST:
        raise BadParameters
    return found


def filled(parameters: Mapping[str, str], variables: Mapping[str, str]) -> dict[str, str]:
    """With the value of a variable in its place. One that is unknown or not told stays as it is
    written: so the standard wants it.
    """
    return {name: variables.get(value) or value for name, value in parameters.items()}

"""What the loader writes beside the English: the same nouns and pages, in Spanish."""

import dataclasses
from typing import Any

from courses.curriculum.text import Text

LANGUAGE = "es"


def is_written(value: Any) -> bool:
    """Whether every text below `value` is there in Spanish."""
    if isinstance(value, Text):
        return not value.en or value.has(LANGUAGE)
    return all(is_written(part) for part in _parts(value))


def in_spanish(value: Any) -> Any:
    """`value` with its Spanish where its English stood, so that the same fields can be made of it."""
    if isinstance(value, Text):
        return Text(en=value.into(LANGUAGE))
    if isinstance(value, tuple):
        return tuple(in_spanish(part) for part in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        found = {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
        return dataclasses.replace(
            value, **{name: in_spanish(part) for name, part in found.items() if _parts(part)}
        )
    return value


def _parts(value: Any) -> tuple[Any, ...]:
    if isinstance(value, Text):
        return (value,)
    if isinstance(value, tuple):
        return value
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return tuple(getattr(value, field.name) for field in dataclasses.fields(value))
    return ()

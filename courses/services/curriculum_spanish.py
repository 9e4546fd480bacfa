"""What the loader writes beside the English: the same nouns and pages, in Spanish."""

import dataclasses
import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from wagtail.fields import StreamField
from wagtail.models import Page

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


def take_places(*, source: Page, page: Page) -> None:
    """Blocks of `page` get the ids of those of `source`: bookmarks and a translator find them there."""
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            raw = getattr(page, field.name).get_prep_value()
            _same_ids(getattr(source, field.name).get_prep_value(), raw)
            setattr(page, field.name, field.to_python(json.dumps(raw, cls=DjangoJSONEncoder)))


def _same_ids(source: Any, there: Any) -> None:
    if isinstance(source, list) and isinstance(there, list):
        for one, other in zip(source, there, strict=False):
            _same_ids(one, other)
    elif isinstance(source, dict) and isinstance(there, dict):
        if "id" in source and "id" in there:
            there["id"] = source["id"]
        for name in source.keys() & there.keys():
            _same_ids(source[name], there[name])

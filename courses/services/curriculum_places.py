"""Ids of blocks: what bookmarks, notes and translations lead to stays where its words are."""

import json
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from wagtail.fields import StreamField
from wagtail.models import Page

Streams = dict[str, list[Any]]


def places_of(page: Page) -> Streams:
    """The blocks of the page's streams as they are stored, with their ids."""
    return {
        field.name: getattr(page, field.name).get_prep_value()
        for field in page._meta.get_fields()
        if isinstance(field, StreamField)
    }


def take_places(*, source: Page, page: Page) -> None:
    """Blocks of a translated page get the ids of those of its source, one after the other."""
    streams = places_of(page)
    for name, places in places_of(source).items():
        _same_ids(places, streams[name])
    _put(page, streams)


def keep_places(*, before: Streams, page: Page) -> None:
    """Blocks that the page had before keep their ids, also behind what was put in or left out."""
    streams = places_of(page)
    for name, places in before.items():
        for one, there in _pairs(places, streams[name]):
            _same_ids(one, there)
    _put(page, streams)


def _put(page: Page, streams: Streams) -> None:
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            stored = json.dumps(streams[field.name], cls=DjangoJSONEncoder)
            setattr(page, field.name, field.to_python(stored))


def _pairs(before: list[Any], now: list[Any]) -> Iterator[tuple[Any, Any]]:
    """Blocks that say the same, and between them those of the same kind in their order."""
    said, says = ([_said(block) for block in blocks] for blocks in (before, now))
    for what, i, j, k, m in SequenceMatcher(a=said, b=says, autojunk=False).get_opcodes():
        if what == "equal":
            yield from zip(before[i:j], now[k:m], strict=True)
        elif what == "replace":
            left = before[i:j]
            for block in now[k:m]:
                one = next((one for one in left if _kind(one) == _kind(block)), None)
                if one is not None:
                    left.remove(one)
                    yield one, block


def _kind(block: dict[str, Any]) -> tuple[str, str]:
    """Its type, and its key where it has one: a block with another key is another block."""
    value = block["value"]
    return block["type"], value.get("key") or "" if isinstance(value, dict) else ""


def _said(block: Any) -> str:
    return json.dumps(_without_ids(block), cls=DjangoJSONEncoder, sort_keys=True)


def _without_ids(value: Any) -> Any:
    if isinstance(value, list):
        return [_without_ids(one) for one in value]
    if isinstance(value, dict):
        return {name: _without_ids(one) for name, one in value.items() if name != "id"}
    return value


def _same_ids(source: Any, there: Any) -> None:
    if isinstance(source, list) and isinstance(there, list):
        for one, other in zip(source, there, strict=False):
            _same_ids(one, other)
    elif isinstance(source, dict) and isinstance(there, dict):
        if "id" in source and "id" in there:
            there["id"] = source["id"]
        for name in source.keys() & there.keys():
            _same_ids(source[name], there[name])

"""What a page or a shared bank says, made comparable: equal if they say the same, whoever wrote them.

A translation writes markup, defaults and the ids of blocks a little differently than a file or an editor.
"""

import re
from html import unescape
from typing import Any

from django.db.models import Field, Model
from wagtail.blocks import StreamValue, StructValue
from wagtail.blocks.list_block import ListValue
from wagtail.rich_text import RichText

from courses.models.states import STATE_FIELDS

AROUND_PARTS = re.compile(r"\s*(</?(?:p|ul|ol|li|h[1-6]|br|hr)\b[^>]*>)\s*")


def content_of(one: Model) -> dict[str, Any]:
    """Title and own fields by name, streams read to the last block; a page's state stands in a table of
    its own.
    """
    fields = [one._meta.get_field("title"), *one._meta.local_fields]
    return {
        field.name: _read(getattr(one, field.attname))
        for field in fields
        if isinstance(field, Field) and field.name not in STATE_FIELDS
    }


def _read(value: Any) -> Any:
    if isinstance(value, StreamValue):
        return [(child.block_type, _read(child.value)) for child in value]
    if isinstance(value, StructValue):
        return {name: _read(part) for name, part in value.items()}
    if isinstance(value, ListValue | list | tuple):
        return [_read(part) for part in value]
    if isinstance(value, RichText):
        return _read(value.source)
    if isinstance(value, str):
        return AROUND_PARTS.sub(r"\1", " ".join(unescape(value).split()))
    return value.pk if isinstance(value, Model) else value

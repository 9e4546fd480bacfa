"""What a page says, made comparable: revisions that say the same are equal, whoever wrote them.

A translation writes markup, defaults and the ids of blocks a little differently than a file or an editor.
"""

import re
from html import unescape
from typing import Any

from django.db.models import Model
from wagtail.blocks import StreamValue, StructValue
from wagtail.blocks.list_block import ListValue
from wagtail.models import Page
from wagtail.rich_text import RichText

AROUND_PARTS = re.compile(r"\s*(</?(?:p|ul|ol|li|h[1-6]|br|hr)\b[^>]*>)\s*")


def content_of(page: Page) -> dict[str, Any]:
    """The page's title and own fields by name, streams read to the last block."""
    fields = [page._meta.get_field("title"), *page._meta.local_fields]
    return {field.name: _read(field.value_from_object(page)) for field in fields}


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

"""Permanent keys of questions, options and blocks: learners' answers are stored under them.

A key is given once, when the block is first saved, and never shown for typing. A block that an
author duplicates gets a key of its own.
"""

from typing import Any

from django import forms
from wagtail import blocks

from lms.backbone.ids import public_id


def new_key() -> str:
    return public_id().lower()


class HiddenBlock(blocks.FieldBlock):
    """A text that goes with a block and is not shown to its author (courses/css/cms.css)."""

    def __init__(self, **kwargs: Any) -> None:
        self.field = forms.CharField(required=False, max_length=80, widget=forms.HiddenInput())
        super().__init__(**kwargs)

    class Meta:
        default = ""
        icon = "key"


class KeyBlock(HiddenBlock):
    """A key that fills itself in when the block is saved."""

    def clean(self, value: str | None) -> str:
        return super().clean(value or "") or new_key()


def _renew_repeated(values: list[Any]) -> None:
    seen: set[str] = set()
    for value in values:
        if not hasattr(value, "get") or value.get("key") is None:
            continue
        if value["key"] in seen:
            value["key"] = new_key()
        seen.add(value["key"])


class KeyedStreamBlock(blocks.StreamBlock):
    """A stream in which no two blocks share a key."""

    def clean(self, value: Any, **kwargs: Any) -> Any:
        cleaned = super().clean(value, **kwargs)
        _renew_repeated([child.value for child in cleaned])
        return cleaned


class KeyedListBlock(blocks.ListBlock):
    """A list in which no two items share a key."""

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        _renew_repeated(list(cleaned))
        return cleaned

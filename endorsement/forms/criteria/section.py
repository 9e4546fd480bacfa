"""A part of an edition's document as a form: what all such forms have."""

from typing import Any

from django import forms

from endorsement.forms.criteria.blocks import Block, blocks

Plain = dict[str, Any]
SPARE = 3


class SectionForm(forms.Form):
    """A part of an edition's document. `changed` is the whole document as the form has it."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    # Whether there are rows to add, so that one may save and go on with empty ones.
    grows = False

    def __init__(self, data: Any = None, *, document: Plain, revision: int, **more: Any) -> None:
        self.before = document
        super().__init__(data, initial={"revision": revision}, **more)
        self.build()

    def blocks(self) -> list[Block]:
        return blocks(self.visible_fields())

    def build(self) -> None:
        """Add the fields, with what the document says."""
        raise NotImplementedError

    def changed(self) -> Plain:
        """The document as it is said now; the one before stays as it is. Valid forms only."""
        raise NotImplementedError

    def set(self, key: str, value: Any) -> Plain:
        """The document with this key, or without it when there is nothing to say."""
        found = {name: kept for name, kept in self.before.items() if name != key}
        return found if value in (None, {}, []) else {**found, key: value}


def with_value(choices: list[tuple[str, Any]], value: Any) -> list[tuple[str, Any]]:
    return choices if not value or value in dict(choices) else [*choices, (value, value)]

"""Choices among codes that live in the database."""

from typing import Any

from wagtail import blocks


class CodeBlock(blocks.ChoiceBlock):
    """One code. Reading a stored page asks the database for no choices; only a form does."""

    def normalize_choice(self, value: Any) -> Any:
        return value


class CodesBlock(blocks.MultipleChoiceBlock):
    """Several codes, read without a query like one."""

    def normalize_choice(self, value: Any) -> Any:
        return value


class NameBlock(blocks.CharBlock):
    """A short technical name that other blocks refer to: the same in every language."""

    def get_translatable_segments(self, value: Any) -> list[Any]:  # noqa: ARG002
        return []

    def restore_translated_segments(self, value: Any, segments: Any) -> Any:  # noqa: ARG002
        return value

"""A refusal is a full sentence: what happened and what to do. Pages and commands show it as it is."""

from typing import Any


class Refused(Exception):
    """What was asked for cannot be done.

    `sentence` is a (lazily translated) full sentence for the person who asked; `field` names the form
    field it belongs to, empty for the whole.
    """

    def __init__(self, sentence: Any, *, field: str = "") -> None:
        super().__init__(str(sentence))
        self.sentence = sentence
        self.field = field


class Overtaken(Refused):
    """Somebody else, or another window, saved meanwhile; nothing was written."""

"""The blocks of a lesson. Block type names are permanent: learners' progress refers to them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from courses.curriculum.questions import Option
from courses.curriculum.text import Text


@dataclass(frozen=True, kw_only=True)
class Block:
    """What every block has: its type and the source keys of the claims it makes."""

    type: ClassVar[str]
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Prose(Block):
    """Running text in the small HTML subset of courses.curriculum.markup."""

    type = "prose"
    text: Text


@dataclass(frozen=True, kw_only=True)
class Callout(Block):
    """A box; tone is note, care (for the reader's own well-being) or practice."""

    type = "callout"
    tone: str
    title: Text
    text: Text


@dataclass(frozen=True, kw_only=True)
class KeyFigure(Block):
    """A number with its source; ``year`` is None where the source carries no date."""

    type = "key_figure"
    value: Text
    label: Text
    source: str
    year: int | None
    note: Text


@dataclass(frozen=True, kw_only=True)
class Image(Block):
    """``file`` is a path under courses/static/; alt replaces the picture in full."""

    type = "image"
    file: str
    alt: Text
    caption: Text
    credit: Text


@dataclass(frozen=True, kw_only=True)
class Panel:
    title: Text
    text: Text


@dataclass(frozen=True, kw_only=True)
class Accordion(Block):
    type = "accordion"
    items: tuple[Panel, ...]


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One way to go on in a vignette; ``next`` is a question key, "end", or None: the next one."""

    key: str
    text: Text
    feedback: Text
    next: str | None


@dataclass(frozen=True, kw_only=True)
class Turn:
    key: str
    text: Text
    options: tuple[Choice, ...]


@dataclass(frozen=True, kw_only=True)
class Vignette(Block):
    """A branching case about an invented family; it starts at the first question.

    ``key`` is empty unless the case had one of its own in the CMS: else its first question gives it.
    """

    type = "vignette"
    title: Text
    text: Text
    questions: tuple[Turn, ...]
    key: str = ""


@dataclass(frozen=True, kw_only=True)
class KnowledgeCheck(Block):
    """An ungraded question; an option's rationale is the feedback shown."""

    type = "knowledge_check"
    key: str
    text: Text
    options: tuple[Option, ...]


@dataclass(frozen=True, kw_only=True)
class Reflection(Block):
    """A private prompt; ``minutes`` is the listed activity time, 0 when none is claimed."""

    type = "reflection"
    key: str
    prompt: Text
    minutes: int


@dataclass(frozen=True, kw_only=True)
class Line:
    """What one voice says; ``speaker`` is a role or an invented first name."""

    speaker: Text
    text: Text


@dataclass(frozen=True, kw_only=True)
class Script(Block):
    """What an audio or video recording would say, written out, so that nobody needs the recording.

    ``medium`` is audio or video; ``scene`` tells what would be heard or seen.
    """

    type = "script"
    medium: str
    title: Text
    scene: Text
    lines: tuple[Line, ...]


@dataclass(frozen=True, kw_only=True)
class WrittenHandOut(Block):
    """A sheet to take along, drawn as a PDF; ``purpose`` says what one does with it.

    It is used at work rather than read here, so its words count toward no hours.
    """

    type = "written_hand_out"
    key: str
    title: Text
    purpose: Text
    text: Text


@dataclass(frozen=True, kw_only=True)
class ResourceCard(Block):
    """Points to an entry of resources.yaml by its code."""

    type = "resource_card"
    resource: str


@dataclass(frozen=True, kw_only=True)
class Table(Block):
    """The first cell of each row is its header."""

    type = "table"
    caption: Text
    header: tuple[Text, ...]
    rows: tuple[tuple[Text, ...], ...]


@dataclass(frozen=True, kw_only=True)
class Quotation(Block):
    """Words of others, verbatim, with attribution and source."""

    type = "quotation"
    text: Text
    attribution: Text
    source: str

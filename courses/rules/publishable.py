"""What the checks before publishing look at: a module as it would go on the site."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal


@dataclass(frozen=True)
class Spot:
    """Where to look: a page (0: the module itself), a block in it, and how to call it.

    `recording` is the one in the block where that is what has to be changed.
    """

    page: int = 0
    anchor: str = ""
    label: str = ""
    recording: int = 0


@dataclass(frozen=True)
class Part:
    """A block of a lesson: its running text as HTML, and what its kind needs.

    `kind` is the block's name. `missing` says what its `recording` lacks, `tagged` is whether a PDF was
    seen to be tagged (None: not a PDF). `closed` is an external tool that does not open there.
    """

    kind: str
    spot: Spot
    html: str = ""
    alt: str = ""
    title: str = ""
    missing: str = ""
    recording: int = 0
    tagged: bool | None = None
    sources: tuple[str, ...] = ()
    empty_headers: bool = False
    closed: bool = False


@dataclass(frozen=True)
class Lesson:
    """`objectives` are the keys or numbers of those that it serves."""

    spot: Spot
    parts: tuple[Part, ...] = ()
    complete: bool = True
    objectives: tuple[str, ...] = ()


@dataclass(frozen=True)
class Question:
    spot: Spot
    kind: str
    objective: str = ""


@dataclass(frozen=True)
class Bank:
    spot: Spot
    questions: tuple[Question, ...] = ()
    complete: bool = True


@dataclass(frozen=True)
class Objective:
    """Questions name it by its number or by its key."""

    number: int
    text: str
    key: str = ""


@dataclass(frozen=True)
class Named:
    """A place that names an objective, by its number or its key. `place` is the same in every draft."""

    place: str
    objective: str
    spot: Spot = Spot()


@dataclass(frozen=True)
class Credited:
    """What a record of the module keeps: hours, and what they are for."""

    hours: Decimal | None = None
    covers: frozenset[str] = frozenset()
    split: frozenset[tuple[str, Decimal]] = frozenset()
    topics: frozenset[tuple[str, Decimal]] = frozenset()


@dataclass(frozen=True)
class Published:
    """What was last published: keys of the objectives in their order, which objective each place
    named, and what was credited; None where it was an earlier version."""

    objectives: tuple[str, ...] = ()
    named: Mapping[str, str] = field(default_factory=dict)
    credited: Credited | None = None


@dataclass(frozen=True)
class Cited:
    """A source that the module names; `found` is False when there is no such source any more."""

    key: str
    title: str
    dated: bool = True
    found: bool = True


@dataclass(frozen=True)
class Offered:
    """An approval that the module names: whose rules it has, and whether it holds today."""

    name: str
    body: str = ""
    holds: bool = True
    own: bool = True
    number: str = ""


@dataclass(frozen=True)
class Presenter:
    name: str
    credentials: str = ""
    own: bool = True


@dataclass(frozen=True)
class Module:
    """Everything the checks look at, as it would go on the site."""

    hours: Decimal | None = None
    claimable: Decimal = Decimal(0)
    split: tuple[Decimal, ...] = ()
    topics: tuple[Decimal, ...] = ()
    covers: tuple[tuple[str, str], ...] = ()
    places: frozenset[str] = frozenset()
    minimum_minutes: int = 0
    objectives: tuple[Objective, ...] = ()
    draw: int = 0
    pass_mark: int = 0
    reviewed: bool = False
    reviewed_by: bool = False
    reviewed_on: bool = False
    content_note: str = ""
    # A module of live meetings alone may have neither.
    needs_lessons: bool = True
    needs_bank: bool = True
    lessons: tuple[Lesson, ...] = ()
    bank: Bank | None = None
    sources: tuple[Cited, ...] = ()
    presenters: tuple[Presenter, ...] = ()
    approvals: tuple[Offered, ...] = ()
    untranslated: int | None = None
    named: tuple[Named, ...] = ()
    credited: Credited = Credited()
    # None: no version was ever published.
    published: Published | None = None

    @property
    def parts(self) -> Iterator[Part]:
        for lesson in self.lessons:
            yield from lesson.parts

    @property
    def questions(self) -> tuple[Question, ...]:
        return self.bank.questions if self.bank else ()

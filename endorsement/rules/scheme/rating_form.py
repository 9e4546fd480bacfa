"""The form that raters fill in: lines to rate, a scale, and what is asked besides.

An edition that says nothing about it, or only part, has the usual form for the rest. Its lines name no
area, so that they fit whatever framework an edition reads.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from endorsement.rules.reading import Node, Text

NOT_ENOUGH = "not_enough"
"""The answer "I do not have enough information", which every line takes."""

FEWEST_STEPS, MOST_STEPS = 2, 9


class Ask(StrEnum):
    """What may be asked besides the lines."""

    KNOWN_FOR = "known_for"
    ROLE = "role"
    DIRECT_SERVICE = "direct_service"


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingItem:
    """One line of the form; raters may answer "not enough information". No area: it is about none."""

    code: str
    text: Text
    area: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingForm:
    """`scale` names the steps, lowest first; the first is answered with 1. `path`: where its lines stand."""

    items: tuple[RatingItem, ...]
    scale: tuple[Text, ...]
    asks: tuple[Ask, ...]
    path: str = ""

    def answers(self) -> tuple[str, ...]:
        """Every answer that a line takes, lowest first."""
        return (*(str(step + 1) for step in range(len(self.scale))), NOT_ENOUGH)


USUAL_SCALE: tuple[Text, ...] = (
    {"en": "not yet", "es": "todavía no"},
    {"en": "sometimes", "es": "a veces"},
    {"en": "usually", "es": "por lo general"},
    {"en": "nearly always", "es": "casi siempre"},
    {
        "en": "always, and helps others do so",
        "es": "siempre, y ayuda a otras personas a hacerlo",
    },
)
USUAL_ITEMS = (
    RatingItem(
        code="knowledge",
        text={
            "en": "Draws on sound knowledge of babies, young children and their relationships.",
            "es": "Se apoya en conocimientos sólidos sobre bebés, niños pequeños y sus vínculos.",
        },
    ),
    RatingItem(
        code="observation",
        text={
            "en": "Observes and listens before acting.",
            "es": "Observa y escucha antes de actuar.",
        },
    ),
    RatingItem(
        code="empathy",
        text={
            "en": "Meets children and those who care for them with warmth and respect.",
            "es": "Trata con calidez y respeto a los niños y a quienes los cuidan.",
        },
    ),
    RatingItem(
        code="culture",
        text={
            "en": "Takes each family's culture and choices seriously.",
            "es": "Toma en serio la cultura y las decisiones de cada familia.",
        },
    ),
    RatingItem(
        code="together",
        text={
            "en": "Works well with colleagues and other services.",
            "es": "Trabaja bien con colegas y con otros servicios.",
        },
    ),
    RatingItem(
        code="ethics",
        text={
            "en": "Acts ethically and keeps what families say private.",
            "es": "Actúa con ética y guarda en reserva lo que cuentan las familias.",
        },
    ),
    RatingItem(
        code="judgment",
        text={
            "en": "Knows when to ask for help, and asks.",
            "es": "Sabe cuándo pedir ayuda, y la pide.",
        },
    ),
    RatingItem(
        code="reflection",
        text={
            "en": "Thinks about their own part in the work and keeps learning.",
            "es": "Piensa en su propia parte en el trabajo y sigue aprendiendo.",
        },
    ),
)
USUAL = RatingForm(items=USUAL_ITEMS, scale=USUAL_SCALE, asks=tuple(Ask))


def read_items(node: Node) -> tuple[RatingItem, ...]:
    """Lines with different codes."""
    found: list[RatingItem] = []
    for item in node.items():
        fields = item.fields(("code", "text"), ("area",))
        code = fields["code"].code()
        if code in [earlier.code for earlier in found]:
            raise fields["code"].error("duplicate", value=code)
        area = fields["area"].area() if "area" in fields else ""
        found.append(RatingItem(code=code, area=area, text=fields["text"].label()))
    return tuple(found)


def read_rating_form(node: Node | None, lines: Node | None) -> RatingForm:
    """The form of an edition out of `rating_form` and the older `reference_form`, which is its lines only.

    :raises DocumentError: also when both have lines.
    """
    fields = node.fields((), ("items", "scale", "asks")) if node else {}
    older = read_items(lines) if lines else ()
    items = read_items(fields["items"]) if "items" in fields else ()
    if items and older:
        raise fields["items"].error("said_twice", key="reference_form")
    return RatingForm(
        items=items or older or USUAL.items,
        scale=_scale(fields["scale"]) if "scale" in fields else USUAL.scale,
        asks=_asks(fields["asks"]) if "asks" in fields else USUAL.asks,
        path="rating_form.items" if items else "reference_form",
    )


def _scale(node: Node) -> tuple[Text, ...]:
    steps = node.items(least=1)
    if not FEWEST_STEPS <= len(steps) <= MOST_STEPS:
        code, limit = (
            ("too_small", {"minimum": FEWEST_STEPS})
            if len(steps) < FEWEST_STEPS
            else ("too_large", {"maximum": MOST_STEPS})
        )
        raise node.error(code, value=len(steps), **limit)
    return tuple(step.label() for step in steps)


def _asks(node: Node) -> tuple[Ask, ...]:
    """In the order in which they are always asked; a list may be empty."""
    wanted = [item.choice(Ask) for item in node.items()]
    return tuple(one for one in Ask if one in wanted)

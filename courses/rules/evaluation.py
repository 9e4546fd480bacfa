"""The questions of an evaluation as a learner is asked them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

SCALE, YES_NO, TEXT = "scale", "yes_no", "text"
SINGLE, MULTIPLE = "single_choice", "multiple_choice"
USUAL, NEEDED, FREE = "usual", "yes", "no"

Pairs = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Asked:
    """One question. `about` is the objective that it refers to; only choices have options."""

    key: str
    kind: str
    text: str
    required: bool = True
    about: str = ""
    options: tuple[tuple[str, str], ...] = ()

    def plain(self) -> dict[str, Any]:
        """As it is kept with an answer."""
        kept: dict[str, Any] = {"key": self.key, "kind": self.kind, "text": self.text}
        if self.about:
            kept["about"] = self.about
        if self.options:
            kept["options"] = [list(option) for option in self.options]
        return kept


def asked(blocks: Iterable[tuple[str, Mapping[str, Any]]], objectives: Pairs) -> list[Asked]:
    """What blocks of an evaluation ask, in order; `objectives` are the module's, as key and text.

    The block "objectives" asks one question for each of them, under a key made of the objective's own:
    it stays the same when objectives change their order or their words.
    """
    found: list[Asked] = []
    for kind, value in blocks:
        if kind == "objectives":
            found.extend(_of_objective(value, key, text) for key, text in objectives)
        else:
            found.append(_item(value, objectives))
    return found


def _of_objective(value: Mapping[str, Any], key: str, text: str) -> Asked:
    return Asked(f"objective-{key}", SCALE, value["text"], value.get("needed") != FREE, text)


def _item(value: Mapping[str, Any], objectives: Pairs) -> Asked:
    kind, needed = value["kind"], value.get("needed") or USUAL
    options = tuple((one["key"], one["text"]) for one in value.get("options") or ())
    return Asked(
        key=value["key"],
        kind=kind,
        text=value["text"],
        required=kind != TEXT if needed == USUAL else needed == NEEDED,
        about=objective(value.get("objective") or "", objectives),
        options=options if kind in (SINGLE, MULTIPLE) else (),
    )


def objective(named: str, objectives: Pairs) -> str:
    """The objective that an author named by its number or its key; empty when there is none."""
    if named.isdecimal() and 0 < int(named) <= len(objectives):
        return objectives[int(named) - 1][1]
    return dict(objectives).get(named, "")

"""How a case with choices unfolds: which step follows which choice."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

END = "end"

Turn = Mapping[str, Any]


@dataclass(frozen=True)
class Walk:
    """Steps taken with the choice made in each, and the step that waits for one; None at the end."""

    taken: tuple[tuple[Turn, Mapping[str, Any]], ...]
    current: Turn | None


def walk(turns: Sequence[Turn], path: Sequence[Sequence[str]]) -> Walk:
    """Follow `path` ([step, choice] pairs) as far as the case allows; what no longer fits is left out."""
    taken: list[tuple[Turn, Mapping[str, Any]]] = []
    current: Turn | None = turns[0] if turns else None
    choices = {pair[0]: pair[1] for pair in path if len(pair) == 2}
    seen: set[str] = set()
    while current is not None and current["key"] in choices and current["key"] not in seen:
        chosen = [o for o in current["options"] if o["key"] == choices[current["key"]]]
        if not chosen:
            break
        seen.add(current["key"])
        taken.append((current, chosen[0]))
        current = _next(turns, current, chosen[0])
    return Walk(tuple(taken), None if current is not None and current["key"] in seen else current)


def steps(turns: Sequence[Turn]) -> list[tuple[Turn, list[tuple[Mapping[str, Any], str]]]]:
    """Every step with its choices, and the key of the step that follows each; empty at an end."""
    found = []
    for turn in turns:
        following = [(option, _next(turns, turn, option)) for option in turn["options"]]
        found.append(
            (turn, [(option, after["key"] if after else "") for option, after in following])
        )
    return found


def _next(turns: Sequence[Turn], current: Turn, choice: Mapping[str, Any]) -> Turn | None:
    wanted = choice.get("next")
    if wanted == END:
        return None
    if wanted:
        return next((turn for turn in turns if turn["key"] == wanted), None)
    following = [turn["key"] for turn in turns].index(current["key"]) + 1
    return turns[following] if following < len(turns) else None

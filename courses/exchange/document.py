"""An entry as plain JSON and back, for the time between looking and confirming."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from courses.exchange.question import Entry, Kind, Loss, Note, Option, Pair, Question, Refusal


def as_json(entry: Entry) -> dict[str, Any]:
    question = None
    if entry.question is not None:
        # What is not said is left out: a file's worth of questions is kept for a day.
        full = asdict(entry.question)
        question = {name: value for name, value in full.items() if value or name == "text"}
    return {
        "number": entry.number,
        "name": entry.name,
        "said": entry.said,
        "question": question,
        "notes": [
            [one.is_refusal, str(one.reason), [list(param) for param in one.params]]
            for one in entry.notes
        ],
    }


def from_json(kept: Mapping[str, Any]) -> Entry:
    question = kept["question"]
    return Entry(
        kept["number"],
        kept["name"],
        kept["said"],
        None if question is None else _question(question),
        tuple(_note(*one) for one in kept["notes"]),
    )


def _note(refusal: bool, reason: str, params: list[list[Any]]) -> Note:
    found: Loss | Refusal = Refusal(reason) if refusal else Loss(reason)
    return Note(found, tuple((name, value) for name, value in params))


def _question(kept: Mapping[str, Any]) -> Question:
    return Question(
        **{
            **kept,
            "kind": Kind(kept["kind"]),
            "options": tuple(Option(**option) for option in kept.get("options", ())),
            "pairs": tuple(Pair(**pair) for pair in kept.get("pairs", ())),
            **{name: tuple(kept.get(name, ())) for name in ("decoys", "items", "accepted")},
        }
    )

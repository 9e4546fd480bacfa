"""Questions of a bank as they are kept in an attempt: plain dictionaries with their kind."""

from collections.abc import Callable
from typing import Any


def plain_question(block: Any) -> dict[str, Any]:
    """A block of a bank's stream; the kind of a choice question stands in its value."""
    value = block.value
    kind = value["kind"] if block.block_type == "question" else block.block_type
    return {
        "key": value["key"],
        "kind": kind,
        "objective": value["objective"] or "",
        "text": value["text"],
        "rationale": value["rationale"],
        **_OWN[block.block_type](value),
    }


def _question(value: Any) -> dict[str, Any]:
    names = ("key", "text", "correct", "rationale")
    options = [{name: option[name] for name in names} for option in value["options"]]
    return {"partial": bool(value["partial"]), "options": options}


def _matching(value: Any) -> dict[str, Any]:
    pairs = [{name: pair[name] for name in ("key", "text", "match")} for pair in value["pairs"]]
    return {"partial": bool(value["partial"]), "pairs": pairs, "decoys": list(value["decoys"])}


def _ordering(value: Any) -> dict[str, Any]:
    items = [{name: item[name] for name in ("key", "text")} for item in value["items"]]
    return {"partial": bool(value["partial"]), "items": items}


def _short_answer(value: Any) -> dict[str, Any]:
    return {"accepted": list(value["accepted"]), "case_sensitive": bool(value["case_sensitive"])}


_OWN: dict[str, Callable[[Any], dict[str, Any]]] = {
    "question": _question,
    "matching": _matching,
    "ordering": _ordering,
    "short_answer": _short_answer,
}

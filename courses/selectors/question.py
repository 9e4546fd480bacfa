"""Questions of a bank as they are kept in an attempt: plain dictionaries with their kind."""

from collections.abc import Callable
from typing import Any

from courses.models import QuestionBankPage
from courses.models.bank import NONE, parts_of, prefix_of


def plain_questions(
    questions: Any, locale: Any, *, written_in: str = "", without: frozenset[int] = NONE
) -> list[dict[str, Any]]:
    """A bank's questions, with those of the shared banks it includes; each key once, each with the
    language of its words.
    """
    found: dict[str, dict[str, Any]] = {}
    for shared, block in parts_of(questions, locale, without):
        plain = plain_question(block)
        language = shared.locale.language_code if shared else written_in
        found.setdefault(f"{prefix_of(shared)}{plain['key']}", {**plain, "language": language})
    return [{**plain, "key": key} for key, plain in found.items()]


def drawn_from(bank: QuestionBankPage, without: frozenset[int] = NONE) -> list[dict[str, Any]]:
    """The questions of a module's bank, live or kept."""
    found = plain_questions(
        bank.questions, bank.locale, written_in=bank.written_in, without=without
    )
    kept = bank.kept_languages
    return [{**one, "language": kept.get(one["key"], one["language"])} for one in found]


def kept_stream(questions: Any, locale: Any) -> list[dict[str, Any]]:
    """The stream as it is kept with a version: shared banks are written out as they stand now."""
    kept = []
    for shared, block in parts_of(questions, locale):
        value = block.block.get_prep_value(block.value)
        key = f"{prefix_of(shared)}{block.value['key']}"
        kept.append({"type": block.block_type, "value": {**value, "key": key}, "id": block.id})
    return kept


def languages_of_shared(questions: Any, locale: Any) -> dict[str, str]:
    """The languages of questions of shared banks, by key: a bank may have no translation yet."""
    return {
        f"{prefix_of(shared)}{block.value['key']}": shared.locale.language_code
        for shared, block in parts_of(questions, locale)
        if shared
    }


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

"""What stands on a paper: fields without right answers, what comes back, and what is shown afterwards.

Fields of a question with parts are named by the place of the part on the paper, never by a key that
could tell the right order.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from courses.rules.marking import Answer, Question, is_partial, kind_of, right_choice

#: The most characters of a short answer.
LONGEST = 200

#: A device tells when an answer was given only about as exactly as its page took to arrive.
INEXACT_MS = 30_000

Fields = Mapping[str, Sequence[str]]


def shown(question: Question) -> dict[str, Any]:
    """A question as it leaves the server before it is handed in."""
    kind = kind_of(question)
    bare: dict[str, Any] = {
        "key": question["key"],
        "kind": kind,
        "text": question["text"],
        "language": question.get("language", ""),
        "partial": is_partial(question),
    }
    name = f"q-{question['key']}"
    if kind == "short_answer":
        return {**bare, "first": name, "exact": bool(question.get("case_sensitive"))}
    if kind in {"matching", "ordering"}:
        bare["parts"] = [
            {"name": _part(question, number), "key": part["key"], "text": part["text"]}
            for number, part in enumerate(_parts(question), start=1)
        ]
        choices = question.get("choices", ())
        bare["choices"] = [{"key": one["key"], "text": one["text"]} for one in choices]
        return {**bare, "first": _part(question, 1)}
    options = [{"key": one["key"], "text": one["text"]} for one in question["options"]]
    return {**bare, "first": f"{name}-0", "options": options}


def _parts(question: Question) -> list[Mapping[str, Any]]:
    """Lines or items in the order in which they stand on the paper."""
    if kind_of(question) == "matching":
        return list(question["pairs"])
    items = {item["key"]: item for item in question["items"]}
    return [items[key] for key in question["shown"]]


def _part(question: Question, number: int) -> str:
    return f"q-{question['key']}.{number}"


def still_open(
    paper: Sequence[Question], answered_at: Mapping[str, int], done_at: int, only: str = ""
) -> list[Question]:
    """The questions that an answer given at `done_at` may change: all, or the one with the key `only`,
    and none that was answered later. Both in milliseconds since 1970, by the server's clock.
    """
    return [
        question
        for question in paper
        if only in ("", question["key"])
        and answered_at.get(question["key"], 0) <= done_at + INEXACT_MS
    ]


def answers_in(paper: Sequence[Question], fields: Fields) -> dict[str, Answer]:
    """What a form says, without anything that is not on the paper."""
    return valid(paper, {question["key"]: _from_fields(question, fields) for question in paper})


def _from_fields(question: Question, fields: Fields) -> Answer:
    if kind_of(question) in {"matching", "ordering"}:
        parts = enumerate(_parts(question), start=1)
        return {
            part["key"]: (fields.get(_part(question, number)) or [""])[0] for number, part in parts
        }
    sent = fields.get(f"q-{question['key']}") or []
    return " ".join(sent) if kind_of(question) == "short_answer" else sent


def valid(paper: Sequence[Question], answers: Mapping[str, Answer]) -> dict[str, Answer]:
    """Answers that fit the paper; questions without an answer are left out."""
    kept = {
        question["key"]: _VALID.get(kind_of(question), _options)(question, answers[question["key"]])
        for question in paper
        if answers.get(question["key"])
    }
    return {key: answer for key, answer in kept.items() if answer}


def _options(question: Question, answer: Answer) -> list[str]:
    known = {option["key"] for option in question["options"]}
    chosen = sorted(known & set(answer))
    return chosen if kind_of(question) == "multiple_response" else chosen[:1]


def _matching(question: Question, answer: Answer) -> dict[str, str]:
    known = {choice["key"] for choice in question["choices"]}
    lines = [pair["key"] for pair in question["pairs"]]
    return {line: answer[line] for line in lines if answer.get(line) in known}


def _ordering(question: Question, answer: Answer) -> dict[str, int]:
    places = {str(place): place for place, _ in enumerate(question["items"], start=1)}
    told = {item["key"]: str(answer.get(item["key"])) for item in question["items"]}
    return {key: places[place] for key, place in told.items() if place in places}


def _short_answer(_question: Question, answer: Answer) -> str:
    return " ".join(str(answer).split())[:LONGEST]


_VALID: dict[str, Callable[[Question, Answer], Answer]] = {
    "matching": _matching,
    "ordering": _ordering,
    "short_answer": _short_answer,
}


def problem(question: Question, answer: Answer) -> str:
    """Why a question cannot be handed in yet: "missing", or "places" given twice; empty when it can."""
    if not answer:
        return "missing"
    kind = kind_of(question)
    if kind in {"matching", "ordering"} and len(answer) < len(_parts(question)):
        return "missing"
    if kind == "ordering" and len(set(answer.values())) < len(answer):
        return "places"
    return ""


def problems(paper: Sequence[Question], answers: Mapping[str, Answer]) -> dict[str, str]:
    """By key, what is in the way of handing in."""
    found = {one["key"]: problem(one, answers.get(one["key"])) for one in paper}
    return {key: why for key, why in found.items() if why}


@dataclass(frozen=True)
class Line:
    """A part of a question with what was answered and what is right; `given` is empty for nothing."""

    text: str
    given: str
    right: str
    is_right: bool


def lines(question: Question, answer: Answer) -> list[Line]:
    """A marked question line by line: matching, ordering and short answer."""
    kind, given = kind_of(question), answer or {}
    if kind == "matching":
        return [_matched(question, pair, given.get(pair["key"], "")) for pair in question["pairs"]]
    if kind == "ordering":
        items = enumerate(question["items"], start=1)
        return [_placed(item, place, given.get(item["key"])) for place, item in items]
    return []


def _matched(question: Question, pair: Mapping[str, str], chosen: str) -> Line:
    choices = {one["key"]: one["text"] for one in question.get("choices", ())}
    right = bool(chosen) and chosen == right_choice(question, pair)
    return Line(pair["text"], choices.get(chosen, ""), pair["match"], right)


def _placed(item: Mapping[str, str], place: int, given: int | None) -> Line:
    return Line(item["text"], str(given or ""), str(place), given == place)


def in_words(question: Question, answer: Answer) -> list[str]:
    """What was answered, in the words of the paper."""
    kind = kind_of(question)
    if kind == "short_answer":
        return [answer] if answer else []
    if kind in {"matching", "ordering"}:
        return [f"{line.text}: {line.given}" for line in lines(question, answer) if line.given]
    return [one["text"] for one in question.get("options", []) if one["key"] in (answer or ())]

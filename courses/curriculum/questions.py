"""Questions of the post-test bank and answer options shared with knowledge checks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from courses.curriculum.reader import Node, unique
from courses.curriculum.text import Text

CHOICE_KINDS = frozenset({"multiple_choice", "multiple_response", "true_false"})


@dataclass(frozen=True)
class Option:
    """One answer; ``rationale`` says why it is right or wrong."""

    key: str
    text: Text
    correct: bool
    rationale: Text


@dataclass(frozen=True)
class Pair:
    """A line of a matching question, and the answer that belongs to it."""

    key: str
    text: Text
    match: Text


@dataclass(frozen=True)
class Item:
    """One of the things to put in order."""

    key: str
    text: Text


@dataclass(frozen=True)
class Question:
    """One question of the bank; ``applied`` marks one that applies knowledge to a case.

    What is answered depends on the kind: ``options``; ``pairs`` and the ``decoys`` that fit none of
    them; ``items`` in their right order; or the words that are ``accepted``.
    """

    key: str
    kind: str
    objective: str
    applied: bool
    text: Text
    rationale: Text
    sources: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()
    pairs: tuple[Pair, ...] = ()
    decoys: tuple[Text, ...] = ()
    items: tuple[Item, ...] = ()
    accepted: tuple[Text, ...] = ()
    partial: bool = False
    case_sensitive: bool = False

    @property
    def right_keys(self) -> tuple[str, ...]:
        return tuple(option.key for option in self.options if option.correct)


def parse_options(node: Node, *, said: str) -> tuple[Option, ...]:
    """Two or more options; ``said`` names the field that explains each one."""
    nodes = node.items(at_least=2)
    options = tuple(_option(item, said) for item in nodes)
    unique(nodes, [option.key for option in options])
    if not any(option.correct for option in options):
        raise node.error("no option is correct")
    return options


def _option(node: Node, said: str) -> Option:
    found = node.fields(f"key text correct {said}")
    return Option(
        key=found["key"].key(),
        text=found["text"].text(),
        correct=found["correct"].flag(),
        rationale=found[said].text(),
    )


Fields = dict[str, Node]


def _choices(kind: str, node: Node, found: Fields) -> dict[str, Any]:
    options = parse_options(found["options"], said="rationale")
    right = sum(option.correct for option in options)
    if kind != "multiple_response" and right != 1:
        raise node.error("exactly one option is correct in this kind of question")
    if kind == "true_false" and [option.key for option in options] != ["true", "false"]:
        raise node.error("the options of true_false have the keys true and false, in this order")
    if "partial" in found and kind != "multiple_response":
        raise found["partial"].error("of the kinds with options only multiple_response has it")
    if _flag(found, "partial") and right == len(options):
        raise found["partial"].error("partial credit needs an option that is not correct")
    return {"options": options}


def _matching(_kind: str, node: Node, found: Fields) -> dict[str, Any]:
    nodes = found["pairs"].items(at_least=2)
    fields = [one.fields("key text match") for one in nodes]
    pairs = tuple(Pair(one["key"].key(), one["text"].text(), one["match"].text()) for one in fields)
    unique(nodes, [pair.key for pair in pairs])
    unique(nodes, [_said(pair.text) for pair in pairs])
    wrong = found["decoys"].items() if "decoys" in found else []
    decoys = tuple(one.text() for one in wrong)
    unique(wrong, [_said(text) for text in decoys])
    answers = {_said(pair.match) for pair in pairs}
    for place, text in zip(wrong, decoys, strict=True):
        if _said(text) in answers:
            raise place.error("a decoy is the answer of a line")
    if len(answers) + len(decoys) < 2:
        raise node.error("there are fewer than two answers to choose from")
    return {"pairs": pairs, "decoys": decoys}


def _ordering(_kind: str, _node: Node, found: Fields) -> dict[str, Any]:
    nodes = found["items"].items(at_least=2)
    fields = [one.fields("key text") for one in nodes]
    items = tuple(Item(one["key"].key(), one["text"].text()) for one in fields)
    unique(nodes, [item.key for item in items])
    unique(nodes, [_said(item.text) for item in items])
    return {"items": items}


def _short_answer(_kind: str, _node: Node, found: Fields) -> dict[str, Any]:
    nodes = found["accepted"].items(at_least=1)
    accepted = tuple(node.text() for node in nodes)
    for node, text in zip(nodes, accepted, strict=True):
        if not any(sign.isalnum() for sign in text.en):
            raise node.error("an answer needs a letter or a digit")
    return {"accepted": accepted}


# kind -> (required fields, optional fields, parser)
Parser = Callable[[str, Node, Fields], dict[str, Any]]
KINDS: dict[str, tuple[str, str, Parser]] = {
    **dict.fromkeys(sorted(CHOICE_KINDS), ("options", "partial", _choices)),
    "matching": ("pairs", "decoys partial", _matching),
    "ordering": ("items", "partial", _ordering),
    "short_answer": ("accepted", "case_sensitive", _short_answer),
}


def parse_question(node: Node) -> Question:
    """One question of the bank.

    :raises CurriculumError: for an unknown kind, a field that its kind does not have, or a bad value.
    """
    kind = node.entries().get("kind")
    if kind is None:
        raise node.error("the field “kind” is missing")
    name = kind.choice(KINDS)
    required, optional, parse = KINDS[name]
    found = node.fields(
        f"key kind text rationale {required}", f"objective applied sources {optional}"
    )
    return Question(
        key=found["key"].key(),
        kind=name,
        objective=found["objective"].key() if "objective" in found else "",
        applied=_flag(found, "applied"),
        text=found["text"].text(),
        rationale=found["rationale"].text(),
        sources=parse_keys(found.get("sources")),
        partial=_flag(found, "partial"),
        case_sensitive=_flag(found, "case_sensitive"),
        **parse(name, node, found),
    )


def _flag(found: Fields, name: str) -> bool:
    return found[name].flag() if name in found else False


def _said(text: Text) -> str:
    """What two texts have in common that a learner could not tell apart."""
    return " ".join(text.en.casefold().split())


def parse_keys(node: Node | None) -> tuple[str, ...]:
    """A list of keys, each once; nothing when the field is absent."""
    if node is None:
        return ()
    nodes = node.items()
    keys = tuple(item.key() for item in nodes)
    unique(nodes, keys)
    return keys

"""Questions of the post-test bank and answer options shared with knowledge checks."""

from __future__ import annotations

from dataclasses import dataclass

from courses.curriculum.reader import Node, unique
from courses.curriculum.text import Text

QUESTION_KINDS = frozenset({"multiple_choice", "multiple_response", "true_false"})


@dataclass(frozen=True)
class Option:
    """One answer; ``rationale`` says why it is right or wrong."""

    key: str
    text: Text
    correct: bool
    rationale: Text


@dataclass(frozen=True)
class Question:
    """One question of the bank; ``applied`` marks one that applies knowledge to a case."""

    key: str
    kind: str
    objective: str
    applied: bool
    text: Text
    options: tuple[Option, ...]
    rationale: Text
    sources: tuple[str, ...] = ()

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


def parse_question(node: Node) -> Question:
    found = node.fields("key kind objective text options rationale", "applied sources")
    question = Question(
        key=found["key"].key(),
        kind=found["kind"].choice(QUESTION_KINDS),
        objective=found["objective"].key(),
        applied=found["applied"].flag() if "applied" in found else False,
        text=found["text"].text(),
        options=parse_options(found["options"], said="rationale"),
        rationale=found["rationale"].text(),
        sources=parse_keys(found.get("sources")),
    )
    if question.kind != "multiple_response" and len(question.right_keys) != 1:
        raise node.error("exactly one option is correct in this kind of question")
    if question.kind == "true_false" and [o.key for o in question.options] != ["true", "false"]:
        raise node.error("the options of true_false have the keys true and false, in this order")
    return question


def parse_keys(node: Node | None) -> tuple[str, ...]:
    """A list of keys, each once; nothing when the field is absent."""
    if node is None:
        return ()
    nodes = node.items()
    keys = tuple(item.key() for item in nodes)
    unique(nodes, keys)
    return keys

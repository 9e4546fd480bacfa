"""What to read again after an attempt."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from courses.rules import marking
from courses.selectors.journey import Journey, Step


@dataclass(frozen=True)
class Again:
    """An objective with wrong answers, and the lessons that serve it."""

    objective: str
    steps: Sequence[Step]


def to_read_again(
    journey: Journey, questions: Sequence[Mapping[str, Any]], answers: Mapping[str, Any]
) -> list[Again]:
    """Objectives of the questions answered wrong, in the module's order, each once."""
    wrong = {
        question.get("objective", "")
        for question in questions
        if not marking.is_right(question, answers.get(question["key"]))
    }
    found = []
    for number, block in enumerate(journey.page.objectives, start=1):
        names = {block.value["key"], str(number)}
        if names & wrong:
            steps = [step for step in journey.steps if names & set(step.page.objectives)]
            found.append(Again(block.value["text"], steps))
    return found

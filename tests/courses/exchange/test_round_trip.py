"""What is written is read again as the same questions, in every format that can say it."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from courses.exchange import formats
from courses.exchange.question import Kind, Loss, Option, Question
from tests.courses.exchange.made import questions, without_rules

RULES = {Loss.WHOLE, Loss.CASE, Loss.PARTIAL, Loss.RULE}
PERCENT = Question(
    Kind.MULTIPLE_CHOICE,
    "//a\n\n- b",
    options=(Option("%50%b", True), Option("=[html] -> {", False)),
)


@pytest.mark.parametrize("name", formats.WRITTEN)
@given(made=st.lists(questions(), min_size=1, max_size=3))
@example(made=[PERCENT])
@settings(max_examples=60)
def test_written_questions_are_read_again(name: str, made: list[Question]) -> None:
    content, entries = formats.write(name, made)
    written = [entry for entry in entries if entry.question is not None]
    if not written:
        return
    reading = formats.read(content)
    assert len(reading.entries) == len(written)
    for said, found in zip(written, reading.entries, strict=True):
        lost = {one.reason for one in said.notes}
        if Loss.ARROW in lost:
            continue
        assert found.question is not None, found.notes
        if lost <= RULES and lost:
            assert without_rules(found.question) == without_rules(said.question)
        else:
            assert (found.question, found.notes) == (said.question, ())

"""What is done of a module counts only where the version asks for it."""

import pytest

from courses.rules.parts import Parts

EVERYTHING = {"passed": True, "evaluated": True, "attended": True}


@pytest.mark.parametrize(
    ("parts", "count", "done"),
    [
        (Parts(frozenset("ab")), 4, 4),
        (Parts(frozenset("ab"), live=True), 5, 5),
        (Parts(frozenset("abc"), evaluation=False), 4, 3),
        (Parts(frozenset("c"), test=False, live=True), 3, 2),
        (Parts(test=False, evaluation=False), 0, 0),
    ],
)
def test_what_is_asked_for_is_counted_and_nothing_else(parts: Parts, count: int, done: int) -> None:
    # Lessons a and b are read; those that the version no longer has count nowhere.
    assert (parts.count, parts.done("ab", **EVERYTHING)) == (count, done)
    nothing = dict.fromkeys(EVERYTHING, False)
    assert parts.done((), **nothing) == 0

"""When a learning path is completed, and what comes next."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from courses.rules.path import Part, Way


def way(required: str, optional: str = "", *, needed: int = 0, enforced: bool = False) -> Way:
    parts = [*(Part(code) for code in required), *(Part(code, required=False) for code in optional)]
    return Way(tuple(parts), needed, enforced)


@pytest.mark.parametrize(
    ("path", "done", "counted", "complete", "next_code"),
    [
        (way("ab"), "", 0, False, "a"),
        (way("ab"), "b", 1, False, "a"),
        (way("ab"), "ab", 2, True, None),
        (way("ab"), "abz", 2, True, None),
        (way("a", "xyz", needed=2), "a", 1, False, "x"),
        (way("a", "xyz", needed=2), "xyz", 2, False, "a"),
        (way("a", "xyz", needed=2), "axz", 3, True, None),
        (way("a", "xyz", needed=2), "axyz", 3, True, None),
        (way("", "xy", needed=1), "y", 1, True, None),
        # What asks for nothing is never completed.
        (way("", "xy"), "xy", 0, False, None),
        (way(""), "", 0, False, None),
    ],
)
def test_path_is_completed_by_all_required_and_enough_optional_modules(
    path, done, counted, complete, next_code
) -> None:
    following = path.next(done)
    assert (path.counted(done), path.is_complete(done), following and following.code) == (
        counted,
        complete,
        next_code,
    )


@pytest.mark.parametrize(
    ("enforced", "done", "open_codes"),
    [
        (False, "", "abc"),
        (True, "", "a"),
        (True, "b", "ab"),
        (True, "a", "ab"),
        (True, "ab", "abc"),
    ],
)
def test_enforced_order_opens_one_required_module_after_the_other(
    enforced, done, open_codes
) -> None:
    path = way("abc", enforced=enforced)
    assert "".join(one.code for one in path.parts if path.is_open(one, done)) == open_codes


@given(
    st.lists(st.booleans(), min_size=1, max_size=6), st.integers(0, 6), st.sets(st.integers(0, 5))
)
@settings(max_examples=60)
def test_following_what_comes_next_completes_every_path_in_as_many_steps_as_are_missing(
    required, optional, begun
) -> None:
    parts = tuple(Part(str(n), required=one) for n, one in enumerate(required))
    path = Way(parts, min(optional, required.count(False)))
    done = {str(n) for n in begun if n < len(parts)}
    missing, steps = path.needed - path.counted(done), 0
    while (following := path.next(done)) is not None:
        done.add(following.code)
        steps += 1
    assert (steps, path.is_complete(done)) == (missing, path.needed > 0)

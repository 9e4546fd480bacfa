import pytest

from courses.rules.case import walk

TURNS = [
    {
        "key": "one",
        "options": [
            {"key": "a", "next": ""},
            {"key": "b", "next": "three"},
            {"key": "c", "next": "end"},
        ],
    },
    {"key": "two", "options": [{"key": "a", "next": ""}, {"key": "b", "next": "one"}]},
    {"key": "three", "options": [{"key": "a", "next": ""}]},
]


@pytest.mark.parametrize(
    ("path", "taken", "current"),
    [
        ([], [], "one"),
        ([["one", "a"]], ["one"], "two"),
        ([["one", "b"]], ["one"], "three"),
        ([["one", "c"]], ["one"], None),
        ([["one", "a"], ["two", "a"]], ["one", "two"], "three"),
        ([["one", "a"], ["two", "a"], ["three", "a"]], ["one", "two", "three"], None),
        ([["one", "a"], ["two", "b"]], ["one", "two"], None),
        ([["one", "gone"]], [], "one"),
        ([["three", "a"]], [], "one"),
    ],
)
def test_walk_follows_the_choices(path, taken, current) -> None:
    found = walk(TURNS, path)
    assert [turn["key"] for turn, _choice in found.taken] == taken
    assert (found.current and found.current["key"]) == current

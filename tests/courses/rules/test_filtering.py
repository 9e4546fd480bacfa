"""Filters combine, and each says what its other choices would give."""

from hypothesis import given, settings
from hypothesis import strategies as st

from courses.rules.filtering import filtered

CHOICES = {"shape": lambda item: [item[0]], "colors": lambda item: item[1]}
ITEMS = [("round", ["red"]), ("round", ["blue"]), ("square", ["red", "blue"]), ("flat", [])]


def test_counts_are_what_choosing_would_show() -> None:
    found = filtered(ITEMS, CHOICES, {"shape": "round", "colors": "red"})
    assert found.items == [ITEMS[0]]
    assert found.counts == {
        "shape": {"round": 1, "square": 1},
        "colors": {"red": 1, "blue": 1},
    }
    assert found.without == {"shape": 2, "colors": 2}


def test_nothing_chosen_leaves_nothing_out() -> None:
    found = filtered(ITEMS, CHOICES, {"shape": "", "colors": ""})
    assert (found.items, found.without) == (ITEMS, {})
    assert found.counts["colors"] == {"red": 2, "blue": 2}


@given(
    st.lists(st.tuples(st.sampled_from("abc"), st.lists(st.sampled_from("xyz"), unique=True))),
    st.sampled_from(["", *"abc"]),
    st.sampled_from(["", *"xyz"]),
)
@settings(max_examples=40)
def test_every_count_is_kept(items: list, shape: str, color: str) -> None:
    found = filtered(items, CHOICES, {"shape": shape, "colors": color})
    for name, other in (("shape", {"colors": color}), ("colors", {"shape": shape})):
        for choice in "abcxyz":
            shown = filtered(items, CHOICES, {**other, name: choice}).items
            assert found.counts[name][choice] == len(shown)

"""Agreement beyond chance, against the published example and by its properties."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endorsement.rules.agreement import fleiss_kappa

# Ten items, fourteen raters, five categories: how many raters chose each.
EXAMPLE = [
    (0, 0, 0, 0, 14),
    (0, 2, 6, 4, 2),
    (0, 0, 3, 5, 6),
    (0, 3, 9, 2, 0),
    (2, 2, 8, 1, 1),
    (7, 7, 0, 0, 0),
    (3, 2, 6, 3, 0),
    (2, 5, 3, 2, 2),
    (6, 5, 2, 1, 0),
    (0, 2, 2, 3, 7),
]


def test_the_well_known_example_has_its_value():
    items = [
        [str(at) for at, count in enumerate(row) for _rater in range(count)] for row in EXAMPLE
    ]
    assert fleiss_kappa(items) == pytest.approx(0.210, abs=0.0005)


@pytest.mark.parametrize(
    ("items", "kappa"),
    [
        ([], None),
        ([("a", "a")] * 5, None),
        ([("a", "a"), ("r", "r")], 1.0),
        ([("a", "r"), ("r", "a")], -1.0),
        # 30 of 40 agree; the shares are 60 and 40 percent: (0.75 - 0.52) / 0.48.
        ([("a", "a")] * 19 + [("r", "r")] * 11 + [("a", "r")] * 10, 0.4791666),
    ],
)
def test_pairs(items, kappa):
    found = fleiss_kappa(items)
    assert found == (kappa if kappa is None else pytest.approx(kappa, abs=1e-6))


@pytest.mark.parametrize("items", [[("a",)], [("a", "r"), ("a", "a", "r")]])
def test_uneven_items_are_refused(items):
    with pytest.raises(ValueError, match="same number"):
        fleiss_kappa(items)


@given(st.lists(st.tuples(st.sampled_from("ar"), st.sampled_from("ar")), min_size=1, max_size=40))
def test_order_and_names_do_not_matter(items):
    found = fleiss_kappa(items)
    other = fleiss_kappa([(two, one) for one, two in reversed(items)])
    assert (found is None) == (other is None)
    if found is not None and other is not None:
        assert found == pytest.approx(other)
        assert -1 <= found <= 1

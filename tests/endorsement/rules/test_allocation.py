"""Dividing hours: never worse than trying everything, never more than there is."""

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from endorsement.rules.allocation import Supply, divide

QUOTAS = ("x", "y", "z")

Item = tuple[int, dict[str, int], str]
items = st.lists(
    st.tuples(
        st.integers(0, 3),
        st.fixed_dictionaries({quota: st.integers(0, 3) for quota in QUOTAS}),
        st.sampled_from(["", "group"]),
    ),
    max_size=3,
)
needs = st.fixed_dictionaries({quota: st.integers(0, 4) for quota in QUOTAS})


def supplies(listed: list[Item]) -> dict[str, Supply]:
    return {f"i{at}": Supply(*item) for at, item in enumerate(listed)}


def best(listed: list[Item], quotas: dict[str, int], most: int) -> int:
    """The greatest sum that any division reaches, by trying all of them."""

    def ways(item: Item) -> list[tuple[int, ...]]:
        amount, shares, _ = item
        ranges = [range(min(amount, shares[quota]) + 1) for quota in QUOTAS]
        return [way for way in product(*ranges) if sum(way) <= amount]

    found = 0
    for division in product(*(ways(item) for item in listed)):
        limited = sum(
            sum(way) for way, item in zip(division, listed, strict=True) if item[2] == "group"
        )
        filled = [sum(way[at] for way in division) for at in range(len(QUOTAS))]
        if limited <= most and all(
            have <= quotas[quota] for have, quota in zip(filled, QUOTAS, strict=True)
        ):
            found = max(found, sum(filled))
    return found


@settings(max_examples=150)
@given(items, needs, st.integers(0, 5))
def test_division_is_as_good_as_trying_everything(
    listed: list[Item], quotas: dict[str, int], most: int
) -> None:
    division = divide(supplies(listed), quotas, {"group": most})
    assert sum(sum(part.values()) for part in division.values()) == best(listed, quotas, most)
    for quota, need in quotas.items():
        assert sum(division[quota].values()) <= need
    for key, supply in supplies(listed).items():
        parts = {quota: division[quota].get(key, 0) for quota in quotas}
        assert sum(parts.values()) <= supply.amount
        assert all(parts[quota] <= supply.shares[quota] for quota in quotas)


def test_earlier_quota_is_filled_first() -> None:
    one = {"a": Supply(5, {"x": 5, "y": 5})}
    assert divide(one, {"x": 4, "y": 4}) == {"x": {"a": 4}, "y": {"a": 1}}
    assert divide(one, {"y": 4, "x": 4}) == {"y": {"a": 4}, "x": {"a": 1}}


def test_hours_move_between_quotas_to_fill_both() -> None:
    both = {"a": Supply(5, {"x": 5, "y": 5}), "b": Supply(5, {"x": 5})}
    assert divide(both, {"x": 5, "y": 5}) == {"x": {"b": 5}, "y": {"a": 5}}


def test_limit_binds_all_items_that_share_it() -> None:
    limited = {"a": Supply(5, {"x": 5}, "group"), "b": Supply(5, {"x": 5}, "group")}
    assert sum(divide(limited, {"x": 10}, {"group": 6})["x"].values()) == 6


def ways(amount: int, shares: dict[str, int]) -> list[tuple[int, ...]]:
    """Every way to give hours of one item to the quotas."""
    ranges = [range(min(amount, shares[quota]) + 1) for quota in QUOTAS]
    return [way for way in product(*ranges) if sum(way) <= amount]


unlimited = st.lists(
    st.tuples(
        st.integers(0, 3), st.fixed_dictionaries({quota: st.integers(0, 3) for quota in QUOTAS})
    ),
    max_size=4,
)


@settings(max_examples=150)
@given(unlimited, needs)
def test_of_all_best_divisions_it_is_the_first_by_quota_then_by_age(
    listed: list[tuple[int, dict[str, int]]], quotas: dict[str, int]
) -> None:
    quotas = {quota: quotas[quota] for quota in QUOTAS}
    best: tuple[int, tuple[int, ...], tuple[int, ...]] = (0, (0, 0, 0), ())
    for division in product(*(ways(*item) for item in listed)):
        filled = tuple(sum(way[at] for way in division) for at in range(len(QUOTAS)))
        if all(have <= quotas[quota] for have, quota in zip(filled, QUOTAS, strict=True)):
            best = max(best, (sum(filled), filled, tuple(sum(way) for way in division)))
    given = divide({f"i{at}": Supply(*item) for at, item in enumerate(listed)}, quotas)
    filled = tuple(sum(given[quota].values()) for quota in QUOTAS)
    taken = tuple(
        sum(given[quota].get(f"i{at}", 0) for quota in QUOTAS) for at in range(len(listed))
    )
    assert (sum(filled), filled) == best[:2]
    if listed:
        assert taken == best[2]

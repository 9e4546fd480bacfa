"""The sample of an audit: repeatable by anybody, of the right size, fair to everybody."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endorsement.rules.audit import Entrant, drawn, rank, size

SEED = "5eed" * 16
REFERENCES = st.sets(st.text("ABCDEFGH0123456789", min_size=4, max_size=12), max_size=40)
PERCENTS = st.integers(0, 100)


def listed(references, percent: int = 10, always=()) -> list[Entrant]:
    return [
        Entrant(reference=one, percent=percent, always=one in always) for one in sorted(references)
    ]


def test_number_is_the_one_that_sha256sum_prints():
    assert rank(SEED, "7Q2M4K9D0ABC") == hashlib.sha256(f"{SEED}:7Q2M4K9D0ABC".encode()).hexdigest()


def test_lowest_numbers_are_drawn():
    references = [f"E{n:011d}" for n in range(30)]
    order = sorted(references, key=lambda one: rank(SEED, one))
    assert drawn(SEED, listed(references)) == frozenset(order[:3])


SIZES = [(0, 10, 0), (1, 10, 1), (10, 10, 1), (11, 10, 2), (30, 5, 2), (7, 100, 7), (7, 0, 0)]


@pytest.mark.parametrize(("count", "percent", "expected"), SIZES)
def test_sample_is_rounded_up(count, percent, expected):
    assert size(count, percent) == expected


def test_each_percentage_is_taken_of_its_own_part():
    some, others = {f"A{n}" for n in range(20)}, {f"B{n}" for n in range(10)}
    found = drawn(SEED, [*listed(some, 10), *listed(others, 50)])
    assert (len(found & some), len(found & others)) == (2, 5)


@given(references=REFERENCES, percent=PERCENTS, data=st.data())
def test_reinstated_people_are_always_drawn_and_the_rest_by_their_own_number(
    references, percent, data
):
    always = set(data.draw(st.lists(st.sampled_from(sorted(references))))) if references else set()
    found = drawn(SEED, listed(references, percent, always))
    assert always <= found <= references
    assert len(found - always) == size(len(references - always), percent)


@given(references=REFERENCES, percent=PERCENTS, data=st.data())
def test_order_of_the_list_does_not_matter(references, percent, data):
    entrants = listed(references, percent)
    assert drawn(SEED, data.draw(st.permutations(entrants))) == drawn(SEED, entrants)


def test_another_seed_draws_others():
    references = {f"E{n}" for n in range(100)}
    assert drawn(SEED, listed(references)) != drawn("another", listed(references))

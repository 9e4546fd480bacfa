"""How long a membership lasts whose year is not that of the endorsement."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endorsement.rules.membership_year import MembershipYear

D = date.fromisoformat
# Arizona and Michigan: the calendar year, bought from 1 October on for the next one too.
AZ = MembershipYear(ends=(12, 31), carries_from=(10, 1))
IN = MembershipYear(ends=(12, 31), carries_from=(9, 1))
SC = MembershipYear(ends=(6, 30))
# The year ends in June; what is bought from April on runs on.
SPRING = MembershipYear(ends=(6, 30), carries_from=(4, 1))
# The year begins in April; what is bought from December on runs on, over the end of a calendar year.
APRIL = MembershipYear(ends=(3, 31), carries_from=(12, 1))
TWELVE_MONTHS = MembershipYear()


@pytest.mark.parametrize(
    ("year", "on", "through"),
    [
        (AZ, "2026-03-01", "2026-12-31"),
        (AZ, "2026-09-30", "2026-12-31"),
        (AZ, "2026-10-01", "2027-12-31"),
        (AZ, "2026-12-31", "2027-12-31"),
        (AZ, "2027-01-01", "2027-12-31"),
        (IN, "2026-08-31", "2026-12-31"),
        (IN, "2026-09-01", "2027-12-31"),
        (SC, "2026-06-30", "2026-06-30"),
        (SC, "2026-07-01", "2027-06-30"),
        (SPRING, "2026-03-31", "2026-06-30"),
        (SPRING, "2026-04-01", "2027-06-30"),
        (APRIL, "2026-11-30", "2027-03-31"),
        (APRIL, "2026-12-01", "2028-03-31"),
        (APRIL, "2027-02-15", "2028-03-31"),
        (APRIL, "2027-04-01", "2028-03-31"),
        (TWELVE_MONTHS, "2026-05-04", "2027-05-03"),
        (TWELVE_MONTHS, "2028-02-29", "2029-02-27"),
    ],
)
def test_what_is_bought_on_a_day_runs_through(year: MembershipYear, on: str, through: str) -> None:
    assert year.bought(D(on)) == (D(on), D(through))


@pytest.mark.parametrize(
    ("year", "bought", "covered"),
    [
        (AZ, ["2026-10-05"], True),
        (AZ, ["2026-01-15", "2027-01-01"], True),
        (AZ, ["2026-01-15"], False),
        (AZ, ["2026-01-15", "2027-02-01"], False),
        (TWELVE_MONTHS, ["2026-02-01", "2027-01-10"], True),
        (TWELVE_MONTHS, ["2026-02-01", "2027-03-10"], False),
    ],
)
def test_purchases_cover_a_period_without_a_gap(
    year: MembershipYear, bought: list[str], covered: bool
) -> None:
    wanted = D("2026-11-01"), D("2027-03-31")
    assert year.covers([D(one) for one in bought], wanted) is covered


@given(
    st.builds(
        MembershipYear,
        ends=st.none() | st.tuples(st.integers(1, 12), st.integers(1, 31)),
        carries_from=st.none() | st.tuples(st.integers(1, 12), st.integers(1, 31)),
    ),
    st.dates(D("2020-01-01"), D("2032-12-31")),
)
def test_buying_a_day_later_never_ends_earlier(year: MembershipYear, on: date) -> None:
    first, later = year.bought(on)[1], year.bought(on + timedelta(1))[1]
    assert on <= first <= later <= on + timedelta(1 + 2 * 366)

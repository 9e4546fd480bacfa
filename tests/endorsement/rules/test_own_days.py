"""What an association sets itself beside an edition that came later: what fits holds."""

import pytest

from endorsement.rules.reading import DocumentError
from endorsement.rules.scheme.own_days import fitted

EDITION = {
    "cycle": {"kind": "fixed_date", "month_day": "12-31"},
    "window_opens": {"months": 3},
}
WITH_GRACE = {**EDITION, "grace_days": 30, "late": {"from": 10}}
JUNE = {"cycle": {"kind": "fixed_date", "month_day": "06-30"}}
LATE = {"late": {"from": 5}}
# What the edition says; what the association says; what holds: due, grace, late, first left out; the misfits.
FOUND = [
    (WITH_GRACE, {**JUNE, **LATE}, ((6, 30), 30, True, ()), []),
    # No days of grace any more: nobody can be late, and everything else stays.
    (EDITION, {**JUNE, **LATE}, ((6, 30), 0, False, ()), ["renewal.late"]),
    # The association has days of grace of its own.
    (EDITION, {**LATE, "grace_days": 20}, ((12, 31), 20, True, ()), []),
    (
        EDITION,
        {"grace_days": 3, "grace_through": "01-31"},
        ((12, 31), 3, False, ()),
        ["renewal.grace_through"],
    ),
    (
        EDITION,
        {**JUNE, "first_period": {"exempt": ["training", "gone"]}},
        ((6, 30), 0, False, ("training",)),
        ["renewal.first_period.exempt"],
    ),
    (
        EDITION,
        {"ladder": ["due_7", "whenever"], **JUNE},
        ((6, 30), 0, False, ()),
        ["renewal.ladder[1]"],
    ),
    # The scheme alone.
    (WITH_GRACE, {}, ((12, 31), 30, True, ()), []),
]


@pytest.mark.parametrize(("edition", "own", "holds", "wrong"), FOUND)
def test_what_contradicts_the_edition_is_left_out_and_nothing_else(edition, own, holds, wrong):
    found = fitted(edition, own, {"training"})
    rule = found.rule
    assert holds == (
        (rule.month, rule.day),
        rule.grace_days,
        rule.late is not None,
        rule.first_exempts,
    )
    assert [one.path for one in found.misfits] == wrong


def test_edition_that_is_broken_itself_is_said_to_be():
    with pytest.raises(DocumentError):
        fitted({**EDITION, "window_opens": {}}, JUNE, set())

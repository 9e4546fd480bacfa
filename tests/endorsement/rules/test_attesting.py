"""What a holder's word stands for, and what has to be there in any case."""

import pytest

from endorsement.rules.attesting import standing
from endorsement.rules.verdict import GROUP, Reason, State, Unit, Verdict, at_least

MET, SHORT, OPEN = State.MET, State.NOT_MET, State.NOT_YET_ASSESSABLE


def leaf(name: str, state: State, kind: str = "hours", **more) -> Verdict:
    return Verdict(
        id=name, kind=kind, label={}, state=state, have=0, need=1, unit=Unit.HOURS, **more
    )


def group(*children: Verdict, need: int | None = None, name: str = "renewal") -> Verdict:
    wanted = len(children) if need is None else need
    return Verdict(
        id=name,
        kind=GROUP,
        label={},
        state=at_least([one.state for one in children], wanted),
        have=0,
        need=wanted,
        unit=Unit.REQUIREMENTS,
        children=children,
    )


def ids(verdicts) -> list[str]:
    return [one.id for one in verdicts]


#: verdict, whether the edition attests, then: missing, open, vouched for.
CASES = [
    (group(leaf("a", MET)), False, [], [], []),
    (group(leaf("a", SHORT), leaf("b", MET)), False, ["a"], [], []),
    (group(leaf("a", OPEN)), False, [], ["a"], []),
    (group(leaf("a", SHORT), leaf("s", SHORT, "signatures")), True, ["s"], [], ["a"]),
    (group(leaf("a", OPEN)), True, [], [], ["a"]),
    (group(leaf("m", OPEN, "membership")), True, [], ["m"], []),
    # Of alternatives one is enough, also one that only the signature vouches for.
    (
        group(group(leaf("a", SHORT), leaf("u", SHORT, "uploads"), need=1, name="either")),
        True,
        [],
        [],
        ["either"],
    ),
    (
        group(group(leaf("a", SHORT), leaf("u", SHORT, "uploads"), name="both")),
        True,
        ["both"],
        [],
        [],
    ),
    # Where the top itself is a choice there is nothing below it that is needed in any case.
    (group(leaf("a", SHORT), leaf("b", SHORT), need=1), False, ["renewal"], [], []),
]


@pytest.mark.parametrize(("verdict", "attest", "missing", "waiting", "vouched"), CASES)
def test_standing(verdict, attest, missing, waiting, vouched):
    found = standing(verdict, attest=attest)
    assert (ids(found.missing), ids(found.open), ids(found.attested)) == (missing, waiting, vouched)
    assert found.complete is verdict.met


def test_what_does_not_apply_is_not_missing():
    elsewhere = leaf("rsc", MET, reason=Reason("not_applicable"))
    assert ids(standing(group(elsewhere, leaf("a", SHORT)), attest=False).missing) == ["a"]

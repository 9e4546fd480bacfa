"""What a holder may attest instead of entering it, and what has to be there in any case.

Where an edition renews by attestation, hours, work and education need not be entered one by one: the
holder signs that they were done, and shows them when drawn for an audit. Signatures, memberships,
papers, ratings and exams are there or are not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from endorsement.rules.verdict import GROUP, State, Verdict, at_least

ATTESTED = frozenset({"hours", "supervision", "coverage", "count", "work", "education"})


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands between a verdict and handing in.

    `missing`: the holder's to do, right below the top. `open`: somebody else's answer is awaited.
    `attested`: requirements that only the signature vouches for.
    """

    missing: tuple[Verdict, ...]
    open: tuple[Verdict, ...]
    attested: tuple[Verdict, ...]

    @property
    def complete(self) -> bool:
        """Whether the evidence alone answers everything."""
        return not (self.missing or self.open or self.attested)


def standing(verdict: Verdict, *, attest: bool) -> Standing:
    """`attest`: whether the edition takes the holder's word for what was done."""
    tops = [one for one in _tops(verdict) if one.applies and not one.met]
    missing, waiting, vouched = [], [], []
    for one in tops:
        with_word = _state(one, attest=attest)
        if with_word is State.NOT_MET:
            missing.append(one)
        elif with_word is State.NOT_YET_ASSESSABLE:
            waiting.append(one)
        else:
            vouched.append(one)
    return Standing(tuple(missing), tuple(waiting), tuple(vouched))


def _tops(verdict: Verdict) -> Iterator[Verdict]:
    """The requirements right below the top; the top itself where fewer than all are enough."""
    if verdict.met:
        return
    if verdict.kind == GROUP and verdict.children and not verdict.a_choice:
        yield from verdict.children
    else:
        yield verdict


def _state(verdict: Verdict, *, attest: bool) -> State:
    """The state once the holder's word counts for what may be attested."""
    if verdict.met or not attest:
        return verdict.state
    if verdict.kind == GROUP:
        applying = [one for one in verdict.children if one.applies]
        return at_least([_state(one, attest=True) for one in applying], verdict.need)
    return State.MET if verdict.kind in ATTESTED else verdict.state

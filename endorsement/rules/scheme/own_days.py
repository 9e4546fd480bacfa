"""What an association sets itself about renewing, beside an edition that may have come later."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

from endorsement.rules.reading import DocumentError, Node
from endorsement.rules.renewal import RenewalRule
from endorsement.rules.scheme.cycle import overlaid, read_renewal


@dataclass(frozen=True)
class Fitted:
    """How it is renewed, and what of the association's own does not fit the edition."""

    rule: RenewalRule
    misfits: tuple[DocumentError, ...] = ()


def fitted(
    renewal: Mapping[str, Any], own: Mapping[str, Any], requirements: Collection[str]
) -> Fitted:
    """The edition's `renewal` with as much of the association's own as fits it.

    What contradicts the edition is left out, one thing at a time, so that a word about late renewals
    does not move anybody's due day. `requirements` are those that a first renewal may leave out.

    :raises DocumentError: when the edition itself is broken.
    """
    kept, misfits = dict(own), []
    while True:
        try:
            rule = read_renewal(Node(overlaid(renewal, kept), "renewal"))
        except DocumentError as error:
            if not kept:
                raise
            misfits.append(error)
            kept = _without(kept, error.path)
            continue
        if "first_period" in kept:
            rule, unknown = _known(rule, requirements)
            misfits += unknown
        return Fitted(rule, tuple(misfits))


def _without(own: Mapping[str, Any], path: str) -> dict[str, Any]:
    """Without the part that is at fault; without all of it, where that is a part of the edition."""
    part = path.removeprefix("renewal").lstrip(".").split(".")[0].split("[")[0]
    return {key: said for key, said in own.items() if key != part} if part in own else {}


def _known(
    rule: RenewalRule, requirements: Collection[str]
) -> tuple[RenewalRule, list[DocumentError]]:
    """Without requirements that the edition does not ask for."""
    path = "renewal.first_period.exempt"
    unknown = [
        DocumentError(path, "unknown_requirement", value=code)
        for code in rule.first_exempts
        if code not in requirements
    ]
    kept = tuple(code for code in rule.first_exempts if code in requirements)
    return replace(rule, first_exempts=kept), unknown

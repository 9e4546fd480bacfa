"""Whether a certificate stands, computed when it is asked. Pure: facts in, standing out."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Standing(StrEnum):
    VALID = "valid"
    EXPIRED = "expired"
    LAPSED = "lapsed"
    # Away for a while, whatever the reason: the public cannot tell a sanction from family leave.
    INACTIVE = "inactive"
    RETIRED = "retired"
    SUPERSEDED = "superseded"
    NOT_VALID = "not_valid"


@dataclass(frozen=True)
class Facts:
    """What decides. Days are inclusive; `today` is the day in the association's time zone."""

    today: date
    superseded: bool = False
    revoked_reason: str = ""
    record_corrected: bool = False
    endorsement_state: str = ""
    valid_through: date | None = None


@dataclass(frozen=True)
class Verdict:
    standing: Standing
    #: A code of `Certificate.Reason`, only with `NOT_VALID`.
    reason: str = ""


RESTING = {
    "lapsed": Standing.LAPSED,
    "inactive": Standing.INACTIVE,
    "suspended": Standing.INACTIVE,
    "retired": Standing.RETIRED,
    "archived": Standing.RETIRED,
}
"""States of an endorsement that is not in force and may be again, as the public learns of them."""


def judge(facts: Facts) -> Verdict:
    """The certificate's standing on the day. What is final comes before what is only over."""
    if facts.superseded:
        return Verdict(Standing.SUPERSEDED)
    if facts.revoked_reason:
        return Verdict(Standing.NOT_VALID, facts.revoked_reason)
    if facts.record_corrected:
        return Verdict(Standing.NOT_VALID, "record_corrected")
    if facts.endorsement_state == "revoked":
        return Verdict(Standing.NOT_VALID, "endorsement_ended")
    if facts.endorsement_state in RESTING:
        return Verdict(RESTING[facts.endorsement_state])
    if facts.valid_through and facts.today > facts.valid_through:
        return Verdict(Standing.EXPIRED)
    return Verdict(Standing.VALID)

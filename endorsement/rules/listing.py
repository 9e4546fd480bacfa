"""How an endorsement stands before the public: what a registry may show of it, and by which word."""

from __future__ import annotations

from enum import StrEnum


class Listed(StrEnum):
    """A standing that an association's registry shows or leaves out.

    DUE and LATE are endorsements that still hold: the window to renew is open, or the due day is over.
    """

    ACTIVE = "active"
    DUE = "due"
    LATE = "late"
    EMERGING = "emerging"
    INACTIVE = "inactive"
    RETIRED = "retired"
    SUSPENDED = "suspended"
    LAPSED = "lapsed"


#: What a registry shows where its association has decided nothing: whoever holds the endorsement today,
#: and whoever's lapsed until the day on which the scheme takes them out, which most schemes do at once.
USUAL = (Listed.ACTIVE, Listed.DUE, Listed.LATE, Listed.LAPSED)

#: The standing whose word is used where the association has none of its own. That a licensing board
#: sanctioned somebody is never the registry's to say.
SAID_AS = {
    Listed.DUE: Listed.ACTIVE,
    Listed.LATE: Listed.ACTIVE,
    Listed.SUSPENDED: Listed.INACTIVE,
}

"""What an edition and a category say for all of their requirements."""

from __future__ import annotations

from dataclasses import dataclass

from endorsement.rules.crosswalk import Crosswalk
from endorsement.rules.facts import TOPICS, Hundredths


@dataclass(frozen=True, kw_only=True)
class Defaults:
    """What holds where a requirement says nothing else.

    `split`: hours by area are counted for one area only. `shared`: requirements of a category may
    count the same hours, and with `shared_by_renewals` so may the renewals of a person's several
    endorsements. `topics` are the known topic codes, `age_bands` the category's.
    """

    purpose: str = "award"
    split: bool = False
    shared: bool = False
    shared_by_renewals: bool = True
    topics: tuple[str, ...] = TOPICS
    age_bands: tuple[str, ...] = ()
    credit_hours: tuple[tuple[str, Hundredths], ...] = ()
    crosswalk: Crosswalk = ()
    evidence_order: tuple[str, ...] = ()

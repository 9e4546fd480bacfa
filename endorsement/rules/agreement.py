"""How far two reviewers who judged the same thing on their own agree, beyond what chance would give.

Fleiss' kappa (J. L. Fleiss, "Measuring nominal scale agreement among many raters", Psychological
Bulletin 76(5), 1971, 378-382). Cohen's kappa asks for the same two raters throughout; here two different
people meet each time, and nobody is the first. The packages that offer it bring a numerical stack of
several hundred megabytes along, for the few lines below.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

ENOUGH = 20
"""Paired reviews from which on a figure is shown; fewer say little, and could point at people."""


def fleiss_kappa(items: Sequence[Sequence[str]]) -> float | None:
    """Each item holds its verdicts, the same number for every item, two or more.

    None when chance alone would make everybody agree (one verdict throughout), or there is nothing.

    :raises ValueError: when the items do not have the same number of verdicts.
    """
    if not items:
        return None
    raters = len(items[0])
    if raters < 2 or any(len(one) != raters for one in items):
        raise ValueError("Every item needs the same number of verdicts, two or more.")
    counts = [Counter(one) for one in items]
    agreeing = sum(n * (n - 1) for one in counts for n in one.values())
    observed = agreeing / (len(items) * raters * (raters - 1))
    shares: Counter[str] = sum(counts, Counter())
    by_chance = sum((n / (len(items) * raters)) ** 2 for n in shares.values())
    if len(shares) == 1:
        return None
    return (observed - by_chance) / (1 - by_chance)

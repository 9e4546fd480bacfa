"""Trying candidates out costs an evaluation each, so the answers are kept for as long as they hold.

What an answer depends on is its key: the facts, the criteria, the day, the candidates. Whatever changes one
of them asks anew; the cache may forget at any time. Keys are digests, and answers hold codes and
amounts only.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.core.cache import cache

from endorsement.rules import planning
from endorsement.rules.facts import Portfolio, Signature
from endorsement.rules.planning import Fact, Gain, Trial
from endorsement.rules.portfolio import canonical_text, to_document
from endorsement.rules.verdict import Reason, Unit
from endorsement.selectors.candidates import Candidate
from endorsement.selectors.measure import Measure, Standing

KEPT_SECONDS = 60 * 60 * 24


def digest(*parts: Portfolio | str) -> str:
    """One short text for everything that an answer depends on."""
    whole = hashlib.sha256()
    for part in parts:
        text = part if isinstance(part, str) else canonical_text(to_document(part))
        whole.update(text.encode())
        whole.update(b"\n")
    return whole.hexdigest()


def of_facts(facts: Iterable[Fact]) -> Portfolio:
    """Facts alone, as a portfolio that can be digested."""
    return planning.with_facts(Portfolio(), facts)


def try_all(
    found: Measure, standing: Standing, listed: Sequence[Candidate], on: date, *, known: str
) -> list[tuple[Candidate, Trial]]:
    """Each candidate with what it would change; `known` is the digest of the measure's facts.

    Candidates that say the same to the rules are tried once.
    """
    if not listed:
        return []
    alike = [_alike(one.facts) for one in listed]
    named = f"{standing.category.code} {standing.period} {standing.tenure}"
    key = digest(known, found.edition.sha256, named, on.isoformat(), *alike)
    kept = cache.get(f"trials:{key}")
    if kept is None:
        tried: dict[str, list[Any]] = {}
        for one, said in zip(listed, alike, strict=True):
            if said not in tried:
                trial = planning.try_out(
                    standing.asked,
                    found.facts,
                    one.facts,
                    on,
                    standing.verdict,
                    period=standing.period,
                    tenure=standing.tenure,
                )
                tried[said] = _plain(trial)
        kept = [tried[said] for said in alike]
        cache.set(f"trials:{key}", kept, KEPT_SECONDS)
    return [(one, _trial(plain)) for one, plain in zip(listed, kept, strict=True)]


def _alike(facts: Iterable[Fact]) -> str:
    """The same text for facts that differ in nothing but their key."""
    return digest(of_facts(_without_key(one) for one in facts))


def _without_key(fact: Fact) -> Fact:
    return fact if isinstance(fact, Signature) else replace(fact, key="")


def _plain(trial: Trial) -> list[Any]:
    """Plain values: classes change from one version of the code to the next."""
    return [
        [(one.requirement, one.amount, one.unit.value) for one in trial.gains],
        [(at, reason.code, dict(reason.params)) for at, reason in trial.left_out],
    ]


def _trial(plain: Sequence[Any]) -> Trial:
    gains, left_out = plain
    return Trial(
        tuple(Gain(requirement, amount, Unit(unit)) for requirement, amount, unit in gains),
        tuple((at, Reason(code, params)) for at, code, params in left_out),
    )

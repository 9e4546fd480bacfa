"""Benchmarks measure something: the made-up portfolio counts toward the sample scheme."""

from benchmarks.portfolio import AS_OF, portfolio
from endorsement.rules.evaluate import evaluate
from endorsement.rules.files import SCHEMES, load_edition
from endorsement.rules.verdict import Verdict


def _used(verdict: Verdict) -> int:
    return len(verdict.used) + sum(_used(child) for child in verdict.children)


def test_the_entries_count_where_trainings_and_own_supervision_are_asked_for() -> None:
    """Reflective supervisors build on an endorsement and on giving supervision instead."""
    edition = load_edition(SCHEMES / "sample.yaml")
    known = portfolio(30)
    verdicts = {
        code: evaluate(category.award, known, AS_OF)
        for code, category in edition.categories.items()
    }
    assert [code for code, verdict in verdicts.items() if not _used(verdict)] == [
        "reflective_supervisor"
    ]

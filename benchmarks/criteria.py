"""How long one person against a large scheme takes: python -m benchmarks.criteria [entries …]

The rules alone, without a database: one evaluation of each of 24 categories that use what costs
most (divided quotas, limits, areas by hours, providers by day, the best stretch of time,
requirements that share no hours), in milliseconds of CPU, for portfolios of several sizes.
"""

import statistics
import sys
import time
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from endorsement.rules import facts as f
from endorsement.rules.evaluate import evaluate
from endorsement.rules.scheme import Edition, parse_edition

SIZES = (100, 500, 1_000, 10_000)
CATEGORIES = 24
AS_OF = date(2026, 6, 1)
AREAS = tuple(
    f"core:{code}"
    for code in (
        *("foundations", "ethics_law", "systems", "direct_service", "working_with_others"),
        *("communicating", "thinking", "reflection", "leading", "administration", "research"),
    )
)
TOPICS = ("iecmh", "dei", "rsc_provision", "ethics")
DELIVERIES = tuple(f.Delivery)


def portfolio(size: int) -> f.Portfolio:
    """Trainings and RSC in turn over eight years, six providers, a job, a degree."""
    jobs = f.Entry(key="job", kind=f.Kind.WORK, first_on=date(2020, 1, 1), paid=True, families=30)
    degree = f.Entry(
        key="degree",
        kind=f.Kind.EDUCATION,
        first_on=date(2012, 9, 1),
        last_on=date(2018, 6, 1),
        level=f.EducationLevel.MASTER,
    )
    return f.Portfolio(entries=(jobs, degree, *(_entry(number) for number in range(size))))


def _entry(number: int) -> f.Entry:
    day = AS_OF - timedelta(days=number % 3_000)
    base = f.Entry(
        key=f"entry-{number:05}", kind=f.Kind.TRAINING, first_on=day, last_on=day, hours=150
    )
    if number % 3 == 0:
        standing = f.Standing(basis="vetted", from_on=date(2019, 1, 1))
        return replace(
            base,
            kind=f.Kind.RSC_RECEIVED,
            hours=100,
            format=tuple(f.RscFormat)[number % 2],
            focus=tuple(f.RscFocus)[number // 3 % 2],
            provider=f.Provider(ref=f"p{number % 6}", standings=(standing,)),
        )
    return replace(
        base,
        accepted=True,
        covers=frozenset({AREAS[number % 11], AREAS[number % 7]}),
        topics={TOPICS[number % 4]: 150, TOPICS[number % 3]: 50 + number % 100},
        delivery=DELIVERIES[number % 4],
    )


def edition() -> Edition:
    """A large scheme; the categories differ a little, so that nothing is answered only once."""
    return parse_edition(
        {
            "format": 2,
            "scheme": "large",
            "name": {"en": "Large"},
            "edition": {"code": "1", "effective_from": "2020-01-01"},
            "frameworks": ["core@1"],
            "categories": {
                f"c{at}": {"name": {"en": f"C{at}"}, "award": {"all": _requirements(at)}}
                for at in range(CATEGORIES)
            },
        }
    )


def _requirements(at: int) -> list[dict[str, Any]]:
    bodies: dict[str, dict[str, Any]] = {
        "work": {"work": {"years": 2, "paid": True, "within": {"after": {"degree": "bachelor"}}}},
        "training": {
            "hours": {
                "kinds": ["training"],
                "min": 48 + at,
                "topics": {"disjoint": {"iecmh": 30, "rsc_provision": 15, "dei": 3}},
                "caps": {"delivery": {"conference": 20}},
                "coverage": {"of": list(AREAS), "at_least": 8},
            }
        },
        "provision": {"hours": {"kinds": ["training"], "min": 15, "topic": "rsc_provision"}},
        "areas": {"coverage": {"of": list(AREAS), "hours": 1, "split": at % 2 == 0}},
        "supervision": {
            "supervision": {
                "min": 50 + at,
                "focus": {"provision": 25},
                "within": {"any_months": 24},
                "providers": [{"bases": ["vetted", "mentor"]}],
                **({"sources": {"main_percent": 50, "others": 1}} if at % 8 == 0 else {}),
            }
        },
        "ethics": {"hours": {"kinds": ["training"], "min": 3, "topic": "ethics"}},
    }
    return [{"id": code, "label": {"en": code}, **body} for code, body in bodies.items()]


def measured(scheme: Edition, size: int, times: int) -> float:
    """The median of CPU time in milliseconds; each time the portfolio is a new one."""
    spent = []
    for _ in range(times):
        known = portfolio(size)
        began = time.process_time()
        for category in scheme.categories.values():
            evaluate(category.award, known, AS_OF)
        spent.append((time.process_time() - began) * 1000)
    return statistics.median(spent)


if __name__ == "__main__":
    large = edition()
    for size in tuple(int(value) for value in sys.argv[1:]) or SIZES:
        cpu = measured(large, size, times=max(3, 2_000 // size))
        print(f"{size:>6} entries, {len(large.categories)} categories: {cpu:.1f} ms CPU")

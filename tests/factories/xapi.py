"""Statements as a part of a cmi5 package makes them (sections 9.2 to 9.7)."""

import copy
from typing import Any
from uuid import uuid4

from courses.packages.cmi5.names import CMI5, MASTERY, MOVE_ON, SESSION, Verb
from courses.packages.cmi5.session import Launch

ALLOWED = "http://adlnet.gov/expapi/verbs/experienced"
DURATION = {"duration": "PT24.57S"}
RESULTS: dict[str, dict[str, Any]] = {
    Verb.COMPLETED: {"completion": True, **DURATION},
    Verb.PASSED: {"success": True, "score": {"scaled": 0.9}, **DURATION},
    Verb.FAILED: {"success": False, "score": {"scaled": 0.5}, **DURATION},
    Verb.TERMINATED: DURATION,
}


def statement(launch: Launch, verb: str, /, *, second: int = 0, **changes: Any) -> dict[str, Any]:
    """What a launched part says; `changes` are by path, "result__score": {...}; None removes."""
    home, name = launch.account
    judged = verb in {Verb.COMPLETED, Verb.PASSED, Verb.FAILED}
    scored = verb in {Verb.PASSED, Verb.FAILED} and launch.mastery is not None
    defined = [{"id": CMI5}, *([{"id": MOVE_ON}] if judged else [])]
    found: dict[str, Any] = {
        "id": str(uuid4()),
        "actor": {"objectType": "Agent", "account": {"homePage": home, "name": name}},
        "verb": {"id": str(verb), "display": {"en": "said"}},
        "object": {"objectType": "Activity", "id": launch.activity},
        "result": copy.deepcopy(RESULTS.get(verb, {})),
        "context": {
            "registration": launch.registration,
            "contextActivities": {
                "grouping": [{"id": launch.publisher}],
                "category": defined if verb != ALLOWED else [],
            },
            "extensions": {
                SESSION: launch.session,
                **({MASTERY: launch.mastery} if scored else {}),
            },
        },
        "timestamp": f"2026-06-01T15:00:{second:02d}.000Z",
    }
    for path, value in changes.items():
        _change(found, path.split("__"), value)
    return found


def _change(found: dict[str, Any], path: list[str], value: Any) -> None:
    *parents, last = path
    for name in parents:
        found = found.setdefault(name, {})
    if value is None:
        found.pop(last, None)
    else:
        found[last] = value

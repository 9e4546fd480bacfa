"""One request by everybody: what each was answered, and what was told to whom without right."""

from collections.abc import Iterable
from typing import Any

from tests.access.answers import REFUSALS, Answer, answer, ask
from tests.access.marks import READERS, ROLES, told
from tests.access.world import World


def leak(role: str, response: Any, allowed: Iterable[str] = ()) -> set[str]:
    """Marks in the response that this role may not read."""
    readable = {name for name, readers in READERS.items() if role in readers}
    return told(response) - readable - set(allowed)


def tried(
    world: World,
    method: str,
    path: str,
    *,
    tells: Iterable[str] = (),
    roles: Iterable[str] = ROLES,
    **headers: str,
) -> tuple[dict[str, Answer], dict[str, set[str]]]:
    """The answer by role, and the leaks by role. Whoever is refused has changed no row."""
    got: dict[str, Answer] = {}
    leaks: dict[str, set[str]] = {}
    for role in roles:
        response, written = ask(world.client(role), method, path, **headers)
        got[role] = answer(response)
        if got[role] in REFUSALS:
            assert (role, method, path, written) == (role, method, path, [])
        if found := leak(role, response, tells):
            leaks[role] = found
    return got, leaks

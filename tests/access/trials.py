"""One request by everybody: what each was answered, and what was told to whom without right."""

import re
from collections.abc import Iterable
from typing import Any

from tests.access.answers import REFUSALS, Answer, answer, ask
from tests.access.marks import READERS, ROLES, told
from tests.access.world import World


def leak(role: str, response: Any, allowed: Iterable[str] = ()) -> set[str]:
    """Marks in the response that this role may not read."""
    readable = {name for name, readers in READERS.items() if role in readers}
    return told(response) - readable - set(allowed)


FORM = re.compile(r"<form\b[^>]*\bmethod=\"post\"[^>]*>.*?</form>", re.DOTALL)
# What goes to a tool of another host, which has its own protection, and the check of a file, which changes
# nothing (certificates/views/verification.py). The CMS's own script sends its token in a header.
WITHOUT_TOKEN = re.compile(
    r"<form\b[^>]*\b(action=\"(https?://|/v/file)|class=\"w-editing-sessions\")"
)


def refused_forms(response: Any) -> list[str]:
    """Forms on the page that a browser would send in vain: they lack the token of our own pages."""
    if not response.headers.get("Content-Type", "").startswith("text/html") or response.streaming:
        return []
    forms = FORM.findall(response.content.decode())
    return [
        one[:200]
        for one in forms
        if "csrfmiddlewaretoken" not in one and not WITHOUT_TOKEN.match(one)
    ]


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
        assert (role, method, path, refused_forms(response)) == (role, method, path, [])
        if found := leak(role, response, tells):
            leaks[role] = found
    return got, leaks

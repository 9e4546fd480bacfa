"""The number by which anybody can check an endorsement, asked of whoever issues certificates.

Certificates stand above this app: they register here when they start (`AppConfig.ready`).
"""

from collections.abc import Callable, Collection, Iterable, Mapping

Find = Callable[[Collection[str]], Mapping[str, str]]

_registered: list[Find] = []


def register(find: Find) -> None:
    """`find` takes public ids of endorsements and returns the numbers of those that have one."""
    if find not in _registered:
        _registered.append(find)


def numbers(endorsements: Iterable[str]) -> dict[str, str]:
    """The number of each endorsement's current certificate, by the endorsement's public id."""
    wanted = set(endorsements)
    found: dict[str, str] = {}
    for find in _registered:
        found |= find(wanted) if wanted else {}
    return found

"""Which module must come before which."""

from collections.abc import Collection, Mapping


def circle(code: str, required: Mapping[str, Collection[str]]) -> tuple[str, ...]:
    """A way from a module over what it requires back to itself, empty when there is none.

    `required` holds the codes that each module requires.
    """
    ways: list[tuple[str, ...]] = [(code,)]
    seen: set[str] = set()
    while ways:
        way = ways.pop(0)
        for following in required.get(way[-1], ()):
            if following == code:
                return (*way, code)
            if following not in seen:
                seen.add(following)
                ways.append((*way, following))
    return ()

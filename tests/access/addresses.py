"""Every address of the platform, from the resolver, in one language."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, get_resolver
from django.urls.resolvers import LocalePrefixPattern

CMS = "cms/"


@dataclass(frozen=True)
class Address:
    """`name` with its namespaces, empty where it has none; `route` without the language."""

    name: str
    route: str

    @property
    def key(self) -> str:
        return self.name or self.route

    @property
    def in_cms(self) -> bool:
        return self.route.startswith(CMS)

    def filled(self, values: Mapping[str, object], expressions: Mapping[str, str]) -> str:
        """The path with a value for each kind of parameter and for each regular expression."""
        route = self.route
        for expression, value in expressions.items():
            route = route.replace(expression, value)
        route = re.sub(r"<(?:(\w+):)?\w+>", lambda kind: str(values[kind[1] or "str"]), route)
        return "/" + route.replace("^", "").replace("$", "").replace("\\Z", "")


def every_address() -> list[Address]:
    """Each once, in the order of the resolver."""
    found = dict.fromkeys(_walk(get_resolver().url_patterns, "", ""))
    return list(found)


def _walk(patterns: Sequence[Any], before: str, namespace: str) -> Iterator[Address]:
    for pattern in patterns:
        localized = isinstance(pattern.pattern, LocalePrefixPattern)
        route = before + ("" if localized else str(pattern.pattern))
        if isinstance(pattern, URLPattern):
            yield Address(_joined(namespace, pattern.name or ""), route)
        else:
            inner = ":".join(filter(None, (namespace, pattern.namespace)))
            yield from _walk(pattern.url_patterns, route, inner)


def _joined(namespace: str, name: str) -> str:
    return f"{namespace}:{name}" if namespace and name else name

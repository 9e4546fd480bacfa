"""Where a part of a package begins: a file in the package, and what follows it in its address."""

from collections.abc import Collection
from posixpath import normpath
from urllib.parse import unquote, urlsplit

from courses.exchange.question import BadFile


def address(href: str, parameters: str, names: Collection[str]) -> tuple[str, str]:
    """Path and query.

    :raises BadFile: when it leads to another website, or to a file that is not among `names`.
    """
    try:
        parts = urlsplit(href.strip().replace("\\", "/"))
    except ValueError:
        raise BadFile("entry_elsewhere") from None
    if parts.scheme or parts.netloc:
        raise BadFile("entry_elsewhere")
    path = normpath(unquote(parts.path))
    if path not in names:
        raise BadFile("entry_missing", name=path[:100])
    wanted = parameters.strip().lstrip("?&")
    return path, "&".join(part for part in (parts.query, wanted) if part)

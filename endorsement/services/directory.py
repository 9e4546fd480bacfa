"""Associations elsewhere, as an administrator brings them in from a table."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date

from django.db import transaction

from endorsement.models import DirectoryEntry
from endorsement.models.directory import free_slug, key_of


@dataclass(frozen=True, kw_only=True)
class Row:
    """What a table says of one association; what is empty is not said."""

    name: str
    region: str
    website: str = ""
    scheme: str = ""
    contact: str = ""
    source: str = ""
    checked_on: date | None = None

    @property
    def key(self) -> str:
        return key_of(self.name, self.region)


@dataclass(frozen=True)
class Brought:
    """How many rows made an entry, changed one, or said what was there already."""

    added: int
    changed: int
    same: int


@transaction.atomic
def bring(*, rows: Iterable[Row]) -> Brought:
    """Add the rows and change what they say otherwise; nothing is ever removed.

    An entry is found by its name and its state or country, so bringing the same table again changes
    nothing. What a row leaves empty stays as it is.
    """
    added = changed = same = 0
    for row in rows:
        entry, made = DirectoryEntry.objects.select_for_update().get_or_create(
            key=row.key, defaults={**_said(row), "slug": free_slug(row.name)}
        )
        news = {name: new for name, new in _said(row).items() if getattr(entry, name) != new}
        if news:
            DirectoryEntry.objects.filter(pk=entry.pk).update(**news)
        added += made
        changed += bool(news) and not made
        same += not news and not made
    return Brought(added, changed, same)


def _said(row: Row) -> dict[str, object]:
    return {name: value for name, value in asdict(row).items() if value}

"""Staged imports, by their person, and what of one is in the portfolio already."""

import hashlib
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.shortcuts import get_object_or_404

from endorsement.models import LedgerEntry, Person, StagedImport
from endorsement.selectors import ledger
from lms.backbone import canonical


def for_owner(person: Person, public_id: str, at: datetime) -> StagedImport:
    """:raises Http404: for everybody else's, and for one that has expired."""
    return get_object_or_404(person.staged_imports, public_id=public_id, expires_at__gt=at)


def digest(
    *,
    kind: str,
    first_on: date,
    last_on: date | None,
    hours: Decimal | None,
    attributes: Mapping[str, Any],
    title: str,
    organization: str,
    provider_name: str,
) -> str:
    """What makes a row of a table the same as another: not its notes or what it covered."""
    said = {
        "kind": kind,
        "first_on": first_on,
        "last_on": last_on,
        "hours": None if hours is None else format(hours, ".2f"),
        "attributes": dict(attributes),
        "words": [_plain(text) for text in (title, organization, provider_name)],
    }
    return hashlib.sha256(canonical.text(said).encode()).hexdigest()[:32]


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def import_key(person: Person, row_digest: str) -> str:
    """The source key of an imported entry."""
    return f"import:{person.ref}:{row_digest}"


def there_already(person: Person) -> set[str]:
    """Identifiers of the person's rows, digests of those that count, and of all ever imported."""
    found: set[str] = set()
    rows = LedgerEntry.objects.filter(person=person)
    for public_id, key in rows.values_list("public_id", "source_key"):
        found.add(public_id)
        if key.startswith("import:"):
            found.add(key.partition("~")[0].rpartition(":")[2])
    return found | {_digest_of(row) for row in ledger.net(person)}


def _digest_of(row: LedgerEntry) -> str:
    words = ledger.words(row)
    return digest(
        kind=row.kind,
        first_on=row.first_on,
        last_on=row.last_on,
        hours=row.hours,
        attributes=row.attributes,
        title=words.title,
        organization=words.organization,
        provider_name=words.provider_name,
    )

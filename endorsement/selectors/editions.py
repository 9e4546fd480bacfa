"""Which edition of its scheme an association measures by on a day, and what that edition says."""

import json
from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import F, Q

from endorsement.models import Association, Edition
from endorsement.rules import scheme as rules
from endorsement.rules.files import edition_from_text


def current(association: Association, on: date) -> Edition:
    """The published edition in force on the day; of several, the one that began last.

    :raises Edition.DoesNotExist: when the association follows no scheme or none is in force.
    """
    editions = Edition.objects.filter(
        scheme__overlays__association=association,
        state=Edition.State.PUBLISHED,
        effective_from__lte=on,
    ).filter(Q(effective_through__isnull=True) | Q(effective_through__gte=on))
    # Its own names of categories come along, in the same query.
    editions = editions.annotate(labels=F("scheme__overlays__labels"))
    edition = editions.select_related("scheme").order_by("-effective_from", "-pk").first()
    if edition is None:
        raise Edition.DoesNotExist(f"{association.slug} has no edition in force on {on}.")
    return edition


def coming(edition: Edition, on: date) -> list[Edition]:
    """The published editions of the same scheme that begin after the day, the next one first."""
    rows = Edition.objects.filter(
        scheme=edition.scheme_id, state=Edition.State.PUBLISHED, effective_from__gt=on
    )
    return list(rows.order_by("effective_from", "pk"))


def parsed(edition: Edition) -> rules.Edition:
    """What the edition says, parsed once for each content.

    :raises DocumentError: when the stored document is broken.
    """
    return parsed_text(edition.sha256, edition.document)


@lru_cache(maxsize=32)
def parsed_text(_sha256: str, document: str) -> rules.Edition:
    """The same of a document with its digest."""
    return edition_from_text(document)


def document(scheme: str, code: str = "") -> dict[str, Any]:
    """What a file of the scheme would say: one edition, or all that are published, oldest first.

    What all of them say stands once, at the top.

    :raises Edition.DoesNotExist: when there is none.
    """
    rows = Edition.objects.filter(scheme__code=scheme).order_by("effective_from", "pk")
    rows = rows.filter(code=code) if code else rows.filter(state=Edition.State.PUBLISHED)
    documents: list[dict[str, Any]] = [json.loads(row.document) for row in rows]
    if not documents:
        raise Edition.DoesNotExist(f"There is no edition {code} of {scheme}.")
    first = documents[0]
    if len(documents) == 1:
        return first
    same = {
        key
        for key in first
        if key not in ("edition", "categories")
        and all(key in one and one[key] == first[key] for one in documents)
    }
    own = [{key: value for key, value in one.items() if key not in same} for one in documents]
    return {**{key: first[key] for key in same}, "editions": own}

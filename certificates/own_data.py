"""What certificates keep about a person, as plain values for the person's own copy."""

from typing import Any

from django.conf import settings

from certificates.models import Certificate
from certificates.selectors import document_of, of_person
from endorsement.models import Person


def certificates(person: Person) -> list[dict[str, Any]]:
    """Every certificate with its words; the PDFs are to be downloaded one by one."""
    return [_certificate(row) for row in of_person(person)]


def _certificate(row: Certificate) -> dict[str, Any]:
    return {
        "number": row.number,
        "address": f"{settings.PUBLIC_URL}/v/{row.number}",
        "name_as_issued": row.name_as_issued,
        "name_shown_to_the_public": row.name_shown,
        "issued_at": row.issued_at,
        "valid_from_on": row.valid_from_on,
        "valid_through_on": row.valid_through_on,
        "no_longer_valid_since": row.revoked_at,
        "superseded": row.superseded_by_id is not None,
        "says": document_of(row),
    }

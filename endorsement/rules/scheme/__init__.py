"""One edition of a scheme: its categories, documents, reference form and renewal, as values.

docs/criteria.md describes the file. The same document, as canonical JSON, is what the database
keeps of an edition.
"""

from endorsement.rules.scheme.checks import areas_named
from endorsement.rules.scheme.reader import FORMAT, FORMATS, parse_edition
from endorsement.rules.scheme.values import (
    PURPOSES,
    USUAL_OUTCOMES,
    Category,
    Document,
    Edition,
    Emerging,
    Outcome,
    RatingItem,
    Sort,
)

__all__ = [
    "FORMAT",
    "FORMATS",
    "PURPOSES",
    "USUAL_OUTCOMES",
    "Category",
    "Document",
    "Edition",
    "Emerging",
    "Outcome",
    "RatingItem",
    "Sort",
    "areas_named",
    "parse_edition",
]

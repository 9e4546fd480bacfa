"""One edition of a scheme: its categories, documents, reference form and renewal, as values.

docs/criteria.md describes the file. The same document, as canonical JSON, is what the database
keeps of an edition.
"""

from endorsement.rules.scheme.checks import areas_named
from endorsement.rules.scheme.rating_form import NOT_ENOUGH, Ask, RatingForm, RatingItem
from endorsement.rules.scheme.reader import FORMAT, FORMATS, parse_edition
from endorsement.rules.scheme.values import (
    PURPOSES,
    USUAL_OUTCOMES,
    Category,
    Document,
    Edition,
    Emerging,
    Outcome,
    Sort,
)

__all__ = [
    "FORMAT",
    "FORMATS",
    "NOT_ENOUGH",
    "PURPOSES",
    "USUAL_OUTCOMES",
    "Ask",
    "Category",
    "Document",
    "Edition",
    "Emerging",
    "Outcome",
    "RatingForm",
    "RatingItem",
    "Sort",
    "areas_named",
    "parse_edition",
]

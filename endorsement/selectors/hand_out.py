"""Hand-outs: what is owed, and where the drawn file lies."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from endorsement.models import HandOut
from lms.backbone import canonical
from lms.backbone.files import path_of

STORAGE = "hand_outs"


def found(document: Mapping[str, Any]) -> HandOut | None:
    """The row of a sheet with exactly these words, None while nobody owes it."""
    digest = canonical.digest(canonical.text(document))
    return HandOut.objects.filter(digest=digest).first()


def file_of(hand_out: HandOut) -> Path:
    """Where its PDF lies, whether or not it does."""
    return path_of(STORAGE, "", hand_out.digest)

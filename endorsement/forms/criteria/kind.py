"""What a kind of requirement declares."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from endorsement.forms.criteria.parts import Part
from endorsement.forms.criteria.windows import Within


@dataclass(frozen=True)
class Kind:
    """`start` is what a new requirement of this kind says."""

    code: str
    name: Any
    what: Any
    parts: tuple[Part, ...]
    start: Any


def within() -> Part:
    """The part that most kinds have in the same way."""
    return Within("within", _("When"), section="window")

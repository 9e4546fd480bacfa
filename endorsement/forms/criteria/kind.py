"""What a kind of requirement declares."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from endorsement.forms.criteria.parts import Part
from endorsement.forms.criteria.windows import Within


class Kept(Part):
    """What only a file can say; the form names it and keeps it."""

    def fields(self, value: Any, naming: Any) -> dict[str, Any]:
        return {}

    def join(self, cleaned: Any, old: Any) -> Any:
        return old

    def fits(self, value: Any) -> bool:
        return value is None


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

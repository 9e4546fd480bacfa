"""What of an association's own renewal days does not fit an edition, and what to do about it."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from endorsement.rules.reading import DocumentError
from endorsement.wording.reasons import mistake
from endorsement.wording.words import word


def misfit(error: DocumentError) -> str:
    """A sentence for the coordinator."""
    return _SENTENCES.get(error.code, _other)(error)


def _late(_error: DocumentError) -> str:
    return _(
        "You set from when a renewal is late, but this edition gives no days of grace. Set days of grace"
        " of your own, or leave out from when it is late."
    )


def _exempt(error: DocumentError) -> str:
    return _(
        "You leave “%(name)s” out of a first renewal, but this edition asks for no such thing. Choose"
        " anew what a first renewal leaves out."
    ) % {"name": word(str(error.params["value"]))}


def _other(error: DocumentError) -> str:
    return _("Something that you set does not go with this edition: %(what)s Set it anew.") % {
        "what": mistake(error)
    }


_SENTENCES: dict[str, Callable[[DocumentError], str]] = {
    "late_without_grace": _late,
    "unknown_requirement": _exempt,
}

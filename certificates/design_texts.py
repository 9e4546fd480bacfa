"""What people may write in a design: which texts there are, and the placeholders of each kind."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from lms.backbone import placeholders

LANGUAGES = ("en", "es")
#: The texts of a design, each by language, in the order of the page.
TEXTS = ("heading", "before", "after", "statement", "foot")

EXPLAINED: dict[str, Any] = {
    "name": _("the holder’s name, as it was when the certificate was issued"),
    "title": _("what it is about: the module, the learning path or the category"),
    "organization": _("the name of the association"),
    "number": _("the certificate’s number"),
    "issued_on": _("the day on which it is issued"),
    "completed_on": _("the day of completion"),
    "first_on": _("the day on which it was begun"),
    "hours": _("clock hours, for example: 1.5 hours"),
    "ceu": _("CEUs; empty unless the association holds an authorization to give them"),
    "delivery": _("the delivery format, for example: Live online"),
    "provider": _("the organization that offered it"),
    "presenters": _("who taught it, with credentials"),
    "version": _("the version of the module or path"),
    "modules": _("how many modules the path has"),
    "attended_on": _("the day or days of the meetings that were attended"),
    "time": _("how long the holder was there, for example: 90 minutes"),
    "scheme": _("the scheme’s name"),
    "edition": _("the edition of the criteria"),
    "awarded_on": _("the day of the award"),
    "starts_on": _("the first day of the period it was renewed for"),
    "due_on": _("the last day of the period it was renewed for"),
    "period": _("the days that the transcript covers"),
    "count": _("how many entries the transcript lists"),
}
_EVERY = ("name", "title", "organization", "number", "issued_on")
_AWARD = ("scheme", "edition", "awarded_on")
_OF_KIND = {
    "completion": (
        *("completed_on", "first_on", "hours", "ceu", "delivery", "provider", "presenters"),
        "version",
    ),
    "path": ("completed_on", "first_on", "version", "modules"),
    "attendance": ("attended_on", "time", "delivery", "provider", "presenters", "version"),
    "endorsement": _AWARD,
    "renewal": (*_AWARD, "starts_on", "due_on"),
    "transcript": ("period", "count"),
}


def known(kind: str) -> tuple[str, ...]:
    """The placeholders that a design of this kind may use."""
    return (*_EVERY, *_OF_KIND.get(kind, ()))


def explained(kind: str) -> list[tuple[str, Any]]:
    """Each placeholder of the kind with what it stands for."""
    return [(name, EXPLAINED[name]) for name in known(kind)]


def kinds_with(name: str) -> list[str]:
    """The kinds of design in which a placeholder can be used."""
    return [kind for kind in _OF_KIND if name in known(kind)]


def filled(text: str, values: dict[str, str], kind: str) -> str:
    """The text with every placeholder of the kind; one that does not apply here is empty."""
    return placeholders.render(text, {name: str(values.get(name, "")) for name in known(kind)})


def fault_of(texts: Iterable[str], kind: str) -> str:
    """The first thing that is wrong with the texts, in one sentence; empty when nothing is."""
    try:
        for text in texts:
            placeholders.check(text, known(kind))
    except placeholders.BadPlaceholder as error:
        return str(error)
    return ""

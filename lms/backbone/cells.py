"""Days and numbers as people type them into a table, read only where there is one way to read them."""

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.conf import settings
from django.utils.encoding import force_str
from django.utils.translation import gettext as _
from django.utils.translation import override

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan enero ene",
            "february feb febrero",
            "march mar marzo",
            "april apr abril abr",
            "may mayo",
            "june jun junio",
            "july jul julio",
            "august aug agosto ago",
            "september sep sept septiembre setiembre",
            "october oct octubre",
            "november nov noviembre",
            "december dec diciembre dic",
        ),
        start=1,
    )
    for name in names.split()
}
ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]00:00(?::00)?)?\Z")
NUMBERS = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\Z")
DAY_MONTH = re.compile(r"(\d{1,2})\.?\s+(?:de\s+)?([^\W\d]+)\.?,?\s+(?:de\s+|del\s+)?(\d{4})\Z")
MONTH_DAY = re.compile(r"([^\W\d]+)\.?\s+(\d{1,2}),?\s+(\d{4})\Z")


class Unreadable(ValueError):
    """A cell that cannot be read; the message is one clear sentence."""


def plain(text: str) -> str:
    """The text as it is compared: without case and spare blanks."""
    return " ".join(text.replace("_", " ").split()).casefold()


def in_every_language(text: Any) -> list[str]:
    """A text of the interface in each of its languages: tables come in any of them."""
    found = []
    for language, _name in settings.LANGUAGES:
        with override(language):
            found.append(_(text) if isinstance(text, str) else force_str(text))
    return found


def month_first(texts: Iterable[str]) -> bool | None:
    """Whether days written like 3/14/2026 begin with the month, as far as the whole file shows.

    None when nothing shows it, or some show one and some the other.
    """
    shown = set()
    for text in texts:
        if found := NUMBERS.match(text.strip()):
            first, second = int(found[1]), int(found[2])
            if first > 12 or second > 12:
                shown.add(second > 12)
    return shown.pop() if len(shown) == 1 else None


def read_day(text: str, *, month_is_first: bool | None = None) -> date:
    """A calendar day: 2026-03-14, 3/14/2026, March 14, 2026, 14 March 2026, 14 de marzo de 2026.

    :raises Unreadable: when it is no day, or could be two.
    """
    text = text.strip()
    if found := ISO.match(text):
        return _day(text, *(int(part) for part in found.groups()))
    if found := NUMBERS.match(text):
        first, second, year = (int(part) for part in found.groups())
        return _numbered(text, first, second, year, month_is_first)
    if found := DAY_MONTH.match(text):
        return _day(text, int(found[3]), _month(text, found[2]), int(found[1]))
    if found := MONTH_DAY.match(text):
        return _day(text, int(found[3]), _month(text, found[1]), int(found[2]))
    raise _no_day(text)


def _numbered(text: str, first: int, second: int, year: int, month_is_first: bool | None) -> date:
    if first == second:
        return _day(text, year, first, second)
    if month_is_first is None:
        if first <= 12 and second <= 12:
            raise Unreadable(
                _("“%(text)s” can be read as two different days. Write year-month-day: 2026-03-14.")
                % {"text": text}
            )
        month_is_first = second > 12
    month, day = (first, second) if month_is_first else (second, first)
    return _day(text, year, month, day)


def _month(text: str, name: str) -> int:
    if name.casefold() not in MONTHS:
        raise _no_day(text)
    return MONTHS[name.casefold()]


def _day(text: str, year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise _no_day(text) from None


def _no_day(text: str) -> Unreadable:
    return Unreadable(
        _("“%(text)s” is not a day. Write year-month-day: 2026-03-14.") % {"text": text[:40]}
    )


def read_number(text: str) -> Decimal:
    """A number with a decimal point or a decimal comma.

    :raises Unreadable: when it is none, or a comma could part thousands.
    """
    text = text.strip()
    if re.fullmatch(r"[+-]?\d{1,9}(?:\.\d+)?", text):
        return Decimal(text)
    if re.fullmatch(r"[+-]?\d{1,9},\d{1,2}", text):
        return Decimal(text.replace(",", "."))
    if re.fullmatch(r"[+-]?\d{1,3}(?:,\d{3})+", text):
        raise Unreadable(
            _("“%(text)s” can be read as two numbers. Write it with a decimal point: 1.5.")
            % {"text": text}
        )
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        raise Unreadable(_("“%(text)s” is not a number. Write it like 1.5.") % {"text": text[:40]})
    return number

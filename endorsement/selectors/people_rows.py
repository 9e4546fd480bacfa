"""Rows of a list of people become what can be written, or say in full sentences why not."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from endorsement.models import PeopleImport
from endorsement.rules.people import DAYS, STATES, Said
from endorsement.selectors.import_criteria import Criteria
from endorsement.selectors.people_columns import COLUMNS, HEADINGS, coded
from lms.backbone.cells import NUMBERS, Unreadable, month_first, plain, read_day

LONGEST = {"name": 200, "number": 60, "email": 254}
Kind = PeopleImport.Kind


@dataclass
class Read:
    """One row: what it says, or what is wrong with it, as pairs of column and sentence."""

    number: int
    said: Said | None = None
    problems: list[tuple[str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    name: str = ""

    @property
    def sentence(self) -> str:
        """Everything that is wrong with the row, in one line."""
        return " ".join(f"{column}: {sentence}" for column, sentence in self.problems)


@dataclass
class Reading:
    """All rows, the words that no category has, and whether days can be read in two ways."""

    rows: list[Read] = field(default_factory=list)
    unknown_categories: list[str] = field(default_factory=list)
    #: Whether months come first in days such as 3/14/2026, as chosen or as the whole file shows.
    order: bool | None = None
    asks_order: bool = False


def read(
    batch: PeopleImport, rows: Iterable[tuple[int, Sequence[str]]], criteria: Criteria, today: date
) -> Reading:
    """Read every row by the columns that the import has chosen."""
    listed = list(rows)
    columns = {code: place for code, place in batch.columns.items() if code in COLUMNS[batch.kind]}
    days = [
        cells[place]
        for _number, cells in listed
        for code, place in columns.items()
        if code in DAYS and place < len(cells)
    ]
    order = batch.month_first if batch.month_first is not None else month_first(days)
    asks = month_first(days) is None and any(map(_two_ways, days))
    found = Reading(order=order, asks_order=asks)
    reader = _Reader(batch.kind, categories(batch, criteria), criteria, order, today)
    for number, cells in listed:
        found.rows.append(
            reader.row(
                number,
                {
                    code: cells[place]
                    for code, place in columns.items()
                    if place < len(cells) and cells[place]
                },
            )
        )
    found.unknown_categories = sorted(reader.unknown)
    return found


def categories(batch: PeopleImport, criteria: Criteria) -> dict[str, str]:
    """The category behind each word: every name it has or had, and what the coordinator said."""
    known = {plain(name): code for name, code in criteria.names()}
    return {**known, **batch.categories}


def _two_ways(text: str) -> bool:
    shown = NUMBERS.match(text.strip())
    if shown is None or int(shown[1]) == int(shown[2]):
        return False
    return int(shown[1]) <= 12 and int(shown[2]) <= 12


class _Reader:
    def __init__(
        self,
        kind: str,
        known: dict[str, str],
        criteria: Criteria,
        order: bool | None,
        today: date,
    ) -> None:
        self.kind, self.known, self.criteria = kind, known, criteria
        self.order, self.today = order, today
        self.unknown: set[str] = set()

    def row(self, number: int, cells: dict[str, str]) -> Read:
        read = Read(number, name=_name(cells))
        values: dict[str, Any] = {"name": read.name}
        for code, text in cells.items():
            if code in ("name", "first_name", "last_name"):
                continue
            try:
                values[code] = self._value(code, text)
            except Unreadable as unreadable:
                read.problems.append((_(HEADINGS[code]), str(unreadable)))
        told = {heading for heading, _sentence in read.problems}
        read.problems += [one for one in self._wrong(values) if one[0] not in told]
        if not read.problems:
            read.said = self._said(values, read)
        return read

    def _value(self, code: str, text: str) -> Any:
        if code in DAYS:
            return read_day(text, month_is_first=self.order)
        if code == "email":
            return _email(text)
        if code == "category":
            return self._category(text)
        if code == "holdings":
            parts = [part.strip() for part in text.replace("|", ";").split(";")]
            return tuple(self._category(part) for part in parts if part)
        if code in ("state", "language", "vetted"):
            return _coded(code, text)
        return " ".join(text.split())

    def _category(self, text: str) -> str:
        found = self.known.get(plain(text))
        if found is None:
            self.unknown.add(" ".join(text.split())[:100])
            raise Unreadable(
                _(
                    "“%(text)s” is no category of your criteria. Say above which one it is, or "
                    "correct the cell."
                )
                % {"text": text[:60]}
            )
        return found

    def _wrong(self, values: dict[str, Any]) -> Iterable[tuple[str, str]]:
        if not values["name"]:
            yield _(HEADINGS["name"]), _("The name is missing.")
        for code, most in LONGEST.items():
            if len(values.get(code, "")) > most:
                sentence = _("This is longer than %(most)s characters. Please shorten it.")
                yield _(HEADINGS[code]), sentence % {"most": most}
        yield from self._wrong_days(values)
        if self.kind == Kind.ENDORSEES and not values.get("category"):
            yield _(HEADINGS["category"]), _("The category is missing.")

    def _wrong_days(self, values: dict[str, Any]) -> Iterable[tuple[str, str]]:
        first_code, last_code = ("from_on", "through_on")
        needed = {Kind.MEMBERS: "through_on", Kind.PROVIDERS: "from_on"}.get(Kind(self.kind), "")
        if self.kind == Kind.ENDORSEES:
            first_code, last_code, needed = "awarded_on", "due_on", "awarded_on"
        first, last = values.get(first_code), values.get(last_code)
        if not values.get(needed):
            yield _(HEADINGS[needed]), _("The day is missing. Write year-month-day: 2026-03-14.")
        if first and first > self.today and self.kind != Kind.PROVIDERS:
            yield _(HEADINGS[first_code]), _("This day is in the future. Please check it.")
        if first and last and last < first:
            yield (
                _(HEADINGS[last_code]),
                _("The last day is before the first day. Please check both dates."),
            )
        if first and first.year < 1960:
            yield _(HEADINGS[first_code]), _("This day is very long ago. Please check the year.")

    def _said(self, values: dict[str, Any], read: Read) -> Said:
        if self.kind == Kind.ENDORSEES:
            edition, parsed, note = self.criteria.of(values["category"], values["awarded_on"])
            values["edition"] = edition.code
            if note:
                read.notes.append(note)
            if parsed.renewal is None and values.get("due_on"):
                read.notes.append("never_expires")
        if self.kind == Kind.PROVIDERS:
            said = values.pop("vetted", "")
            values["vetted"] = said == "yes" or (not said and not values.get("holdings"))
            if said == "no" and not values.get("holdings"):
                read.problems.append(
                    (_(HEADINGS["vetted"]), _("Neither vetted nor endorsed: nothing to record."))
                )
        return Said(**values)


def _name(cells: dict[str, str]) -> str:
    parts = [cells["name"]] if cells.get("name") else []
    parts = parts or [cells.get("first_name", ""), cells.get("last_name", "")]
    return " ".join(" ".join(parts).split())


def _email(text: str) -> str:
    address = text.strip().strip("<>").removeprefix("mailto:").lower()
    try:
        validate_email(address)
    except ValidationError:
        raise Unreadable(
            _("“%(text)s” is not an email address. Correct it, or leave the cell empty.")
            % {"text": text[:60]}
        ) from None
    return address


def _coded(code: str, text: str) -> str:
    found = coded(code).get(plain(text))
    if found is None:
        choices = {"state": STATES, "language": ("en", "es"), "vetted": ("yes", "no")}[code]
        raise Unreadable(
            _("“%(text)s” cannot be read here. Write one of: %(choices)s.")
            % {"text": text[:40], "choices": ", ".join(choices)}
        )
    return found

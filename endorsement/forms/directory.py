"""Searching the directory of associations, and bringing entries in from a table."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from endorsement.forms.import_file import ImportForm
from endorsement.models import DirectoryEntry
from endorsement.selectors import directory
from endorsement.services.directory import Row
from lms.backbone.folding import fold
from lms.backbone.tables import Table

MOST_ROWS = 500
#: What a column may be called, without capitals and accents.
HEADINGS = {
    "name": ("name", "association", "nombre", "asociacion"),
    "region": (
        *("state or country", "state", "country", "region"),
        *("estado o pais", "estado", "pais"),
    ),
    "website": ("website", "web", "url", "sitio web"),
    "scheme": ("scheme", "criteria", "esquema", "criterios"),
    "contact": ("contact", "email", "contacto", "correo"),
    "source": ("source", "fuente"),
    "checked_on": ("read on", "checked on", "date", "leido el", "fecha"),
}
TEMPLATE = [["name", "state or country", "website", "scheme", "contact", "source", "read on"]]
NEW, CHANGED, SAME = "new", "changed", "same"


class DirectorySearchForm(forms.Form):
    """Every field may be empty."""

    q = forms.CharField(
        label=gettext_lazy("Search"),
        required=False,
        max_length=100,
        widget=forms.TextInput({"type": "search"}),
    )
    region = forms.ChoiceField(label=gettext_lazy("State or country"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed = [(one, one) for one in directory.regions()]
        self.fields["region"].choices = [("", gettext_lazy("Any")), *listed]  # type: ignore[attr-defined]


class DirectoryFileForm(ImportForm):
    """A table with at least the columns name and state or country."""

    privacy_fields: tuple[str, ...] = ()


class DirectoryRowsForm(forms.Form):
    """The rows that were looked at, sent back; each is checked again."""

    rows = forms.CharField(widget=forms.HiddenInput, max_length=1_000_000)

    def clean_rows(self) -> list[Row]:
        try:
            said = json.loads(self.cleaned_data["rows"])
            return [_row({str(name): str(value) for name, value in one.items()}) for one in said]
        except (ValueError, AttributeError, TypeError, ValidationError) as error:
            raise ValidationError(
                gettext_lazy("The table could not be read back. Please choose the file again.")
            ) from error


@dataclass(frozen=True)
class Read:
    """One line of the table: what it says, what that would do, and what is wrong with it."""

    number: int
    said: Mapping[str, str]
    row: Row | None = None
    effect: str = ""
    error: str = ""


def read(table: Table) -> list[Read]:
    """Every line with its effect or its error.

    :raises ValidationError: when the columns are not named, or there are too many lines.
    """
    columns = _columns(table[0])
    if not {"name", "region"} <= set(columns):
        raise ValidationError(_("The first row names the columns “name” and “state or country”."))
    if len(table) - 1 > MOST_ROWS:
        raise ValidationError(
            _("This file has more than %(most)s rows. Split it into smaller ones.")
            % {"most": MOST_ROWS}
        )
    known = {entry.key: entry for entry in DirectoryEntry.objects.all()}
    seen: dict[str, int] = {}
    return [
        _line(number, {name: _cell(cells, place) for name, place in columns.items()}, known, seen)
        for number, cells in enumerate(table[1:], start=2)
        if any(cells)
    ]


def as_text(lines: list[Read]) -> str:
    """The good rows, to be sent back as they were shown."""
    rows = [asdict(one.row) for one in lines if one.row]
    return json.dumps([{name: str(value or "") for name, value in row.items()} for row in rows])


def _line(
    number: int,
    said: dict[str, str],
    known: Mapping[str, DirectoryEntry],
    seen: dict[str, int],
) -> Read:
    try:
        row = _row(said)
    except ValidationError as error:
        return Read(number, said, error=" ".join(error.messages))
    before = seen.setdefault(row.key, number)
    if before != number:
        twice = _("This association stands in row %(row)s already.") % {"row": before}
        return Read(number, said, error=twice)
    return Read(number, said, row, _effect(row, known.get(row.key)))


def _effect(row: Row, entry: DirectoryEntry | None) -> str:
    if entry is None:
        return NEW
    differs = any(value and getattr(entry, name) != value for name, value in asdict(row).items())
    return CHANGED if differs else SAME


def _row(said: Mapping[str, str]) -> Row:
    """:raises ValidationError: with a sentence for everything that is wrong."""
    told = {name: said.get(name, "").strip() for name in HEADINGS}
    wrong = []
    if not told["name"] or not told["region"]:
        wrong.append(_("Name and state or country are needed."))
    if told["website"] and "://" not in told["website"]:
        told["website"] = f"https://{told['website']}"
    day = None
    try:
        if told["website"]:
            URLValidator(schemes=["http", "https"])(told["website"])
    except ValidationError:
        wrong.append(_("The website is no address such as https://www.example.org."))
    try:
        day = date.fromisoformat(told["checked_on"]) if told["checked_on"] else None
    except ValueError:
        wrong.append(_("The day is written like 2026-03-31."))
    for name, value in told.items():
        longest = getattr(DirectoryEntry._meta.get_field(name), "max_length", None)
        if longest and len(value) > longest:
            wrong.append(
                _("“%(column)s” holds more than %(most)s characters.")
                % {"column": HEADINGS[name][0], "most": longest}
            )
    if wrong:
        raise ValidationError(wrong)
    return Row(**{**told, "checked_on": day})  # type: ignore[arg-type]


def _columns(headings: list[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for place, heading in enumerate(headings):
        called = " ".join(fold(heading).replace("_", " ").split())
        for name, words in HEADINGS.items():
            if called in words:
                found.setdefault(name, place)
    return found


def _cell(cells: list[str], place: int) -> str:
    return cells[place] if place < len(cells) else ""

"""Scores from a table: read, checked row by row, shown, and only then entered."""

import json
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from endorsement.forms.import_file import ImportForm
from endorsement.models import Candidate, Sitting
from lms.backbone.tables import Table

CODE, POINTS = ("code", "candidate"), ("points", "score")


@dataclass(frozen=True)
class Row:
    """One line of the table: what it says and what is wrong with it."""

    number: int
    code: str
    points: str
    error: str = ""


class ScoresForm(ImportForm):
    """A table with the columns `code` and `points`."""

    privacy_fields: tuple[str, ...] = ()


class ConfirmForm(forms.Form):
    """The checked rows, sent back as they were shown; the service checks them again."""

    rows = forms.CharField(widget=forms.HiddenInput, max_length=200_000)

    def clean_rows(self) -> dict[str, int]:
        try:
            said = json.loads(self.cleaned_data["rows"])
            return {str(code): int(points) for code, points in said.items()}
        except (ValueError, AttributeError, TypeError) as error:
            raise ValidationError(
                gettext_lazy("The table could not be read back. Please choose the file again.")
            ) from error


def read(table: Table, sitting: Sitting, candidates: list[Candidate]) -> list[Row]:
    """Every row with its error, if it has one."""
    columns = [cell.strip().casefold() for cell in table[0]]
    code, points = _column(columns, CODE), _column(columns, POINTS)
    if code is None or points is None:
        return [Row(1, "", "", _("The first row names the columns “code” and “points”."))]
    known = {one.code for one in candidates if sitting.choice_part in one.parts}
    seen: set[str] = set()
    found = []
    for number, cells in enumerate(table[1:], start=2):
        if not any(cells):
            continue
        row = _read(number, _cell(cells, code).upper(), _cell(cells, points), sitting, known, seen)
        seen.add(row.code)
        found.append(row)
    return found


def as_text(rows: list[Row]) -> str:
    return json.dumps({row.code: int(row.points) for row in rows})


def _read(
    number: int, code: str, points: str, sitting: Sitting, known: set[str], seen: set[str]
) -> Row:
    error = ""
    if code not in known:
        error = _("No candidate of this sitting who sits this part has this code.")
    elif code in seen:
        error = _("This code stands in the table twice.")
    elif not points.isdecimal() or int(points) > sitting.questions:
        error = _("Points are a whole number from 0 to %(most)s.") % {"most": sitting.questions}
    return Row(number, code, points, error)


def _column(columns: list[str], names: tuple[str, ...]) -> int | None:
    return next((number for number, one in enumerate(columns) if one in names), None)


def _cell(cells: Any, number: int) -> str:
    return str(cells[number]).strip() if number < len(cells) else ""

"""Bringing a list of people: the file, what its columns mean, and who is who."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from endorsement import wording
from endorsement.forms.import_file import ImportForm
from endorsement.models import ImportedRow, PeopleImport
from endorsement.selectors.people_columns import COLUMNS, HEADINGS, NEEDED
from endorsement.selectors.people_preview import Preview

MONTH, DAY = "month", "day"


class PeopleFileForm(ImportForm):
    """A list of one kind of people, as CSV or XLSX."""

    privacy_fields: tuple[str, ...] = ()
    most_rows, most_bytes = 10_000, 5 * 1024 * 1024
    field_order = ("kind", "file")

    kind = forms.ChoiceField(
        label=_("Who is in the list"),
        choices=lambda: [(code, capfirst(label)) for code, label in PeopleImport.Kind.choices],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say who is in the list.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = _("CSV or XLSX, at most 5 MB and 10,000 rows.")


class ColumnsForm(forms.Form):
    """In which column each fact stands, how days are read, and which category a word means."""

    needs_legend = False

    def __init__(self, data: Any = None, *, preview: Preview) -> None:
        super().__init__(data)
        self.batch, self.preview = preview.batch, preview
        for code in COLUMNS[self.batch.kind]:
            self.fields[code] = self._column(code)
        self.fields["month_first"] = forms.ChoiceField(
            label=_("Days such as 3/4/2026 are written"),
            required=False,
            initial={True: MONTH, False: DAY, None: ""}[self.batch.month_first],
            choices=[
                ("", _("as the file shows it")),
                (MONTH, _("month first: March 4")),
                (DAY, _("day first: April 3")),
            ],
        )
        self.words = self._words()
        for number, word in enumerate(self.words):
            self.fields[f"category_{number}"] = self._category(word)

    def _column(self, code: str) -> forms.Field:
        initial = self.batch.columns.get(code)
        needed = code in NEEDED[self.batch.kind]
        places = [
            (str(place), text or gettext("Column %(n)s") % {"n": place + 1})
            for place, text in enumerate(self.batch.heading)
        ]
        return forms.ChoiceField(
            label=gettext(HEADINGS[code]),
            required=needed,
            initial="" if initial is None else str(initial),
            choices=[("", _("not in the list")), *places],
            error_messages={"required": _("Choose the column that holds this.")},
        )

    def _words(self) -> list[str]:
        """Words of the file that no category has, and those that were told before."""
        return [*self.preview.reading.unknown_categories, *self.batch.categories]

    def _category(self, word: str) -> forms.Field:
        names = self.preview.criteria.categories()
        return forms.ChoiceField(
            label=gettext("“%(word)s” in the file is") % {"word": word},
            required=False,
            initial=self.batch.categories.get(word, ""),
            choices=[
                ("", _("none of our categories")),
                *((code, wording.pick(name) or code) for code, name in names.items()),
            ],
        )

    def clean(self) -> None:
        super().clean()
        said = self.cleaned_data
        if not said.get("name") and not (said.get("first_name") and said.get("last_name")):
            self.add_error(
                "name", gettext("Choose the column with the name, or one each for its parts.")
            )

    def arranged(self) -> dict[str, Any]:
        """What the service takes."""
        said = self.cleaned_data
        return {
            "columns": {
                code: int(said[code]) for code in COLUMNS[self.batch.kind] if said.get(code)
            },
            "month_first": {MONTH: True, DAY: False}.get(said["month_first"]),
            "categories": {
                word: said.get(f"category_{number}", "") for number, word in enumerate(self.words)
            },
        }


class StartForm(forms.Form):
    """Start the reminders of those who wait; who would lapse at once comes along only when ticked."""

    needs_legend = False

    seen = forms.BooleanField(
        label=_("I have looked at what would be sent."),
        error_messages={"required": _("Tick the box once you have looked.")},
    )
    lapsing = forms.BooleanField(required=False)

    def __init__(self, data: Any = None, *, over: int) -> None:
        super().__init__(data)
        if over:
            self.fields["lapsing"].label = ngettext(
                "Also %(n)s person whose days of grace are over: the endorsement lapses.",
                "Also %(n)s people whose days of grace are over: their endorsements lapse.",
                over,
            ) % {"n": over}
        else:
            del self.fields["lapsing"]


def answers(data: Mapping[str, str], preview: Preview) -> dict[int, str]:
    """What was said of each row that asks, as far as it is one of its choices."""
    found = {}
    for one in preview.matches:
        said = data.get(f"answer_{one.number}", "")
        if said and said in {ImportedRow.OTHER, *(str(who.ref) for who in one.candidates)}:
            found[one.number] = said
    return found

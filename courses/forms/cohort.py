"""Cohorts: making and changing one, inviting to it, joining it."""

import re
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from courses.models import Cohort
from courses.selectors.path import live_paths, offered
from endorsement.models import Association, TrainingOffer

MOST_BYTES = 100_000
PATH, MODULE = "path:", "module:"


def _day(label: Any, **more: Any) -> forms.DateField:
    widget = forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, **more)


class MakeForm(forms.Form):
    """What the cohort takes, and from when to when."""

    name = forms.CharField(
        label=_("What the cohort is called"),
        max_length=120,
        help_text=_("Members and facilitators see it. For example “Spring 2027, home visitors”."),
    )
    takes = forms.ChoiceField(label=_("What it takes"))
    from_on = _day(_("First day"))
    through_on = _day(_("Last day"))

    def __init__(self, *args: Any, association: Association, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.paths = {path.code: path for path in _paths_of(association)}
        rows = TrainingOffer.objects.filter(live=True).order_by("code")
        open_to = rows.filter(shared=True) | rows.filter(association=association)
        names = offered([row.code for row in open_to])
        modules = sorted(((one.title, code) for code, one in names.items()), key=str)
        self.fields["takes"].choices = [  # type: ignore[attr-defined]
            ("", _("Choose …")),
            (_("Learning paths"), [(PATH + c, path.title) for c, path in self.paths.items()]),
            (_("Modules"), [(MODULE + code, title) for title, code in modules]),
        ]

    def content(self) -> dict[str, Any]:
        """What the service takes."""
        said = dict(self.cleaned_data)
        takes = said.pop("takes")
        return {
            **said,
            "path": self.paths.get(takes.removeprefix(PATH)) if takes.startswith(PATH) else None,
            "module": takes.removeprefix(MODULE) if takes.startswith(MODULE) else "",
        }


class ChangeForm(forms.Form):
    """Name, days, and the day by which each module should be completed."""

    name = forms.CharField(label=_("What the cohort is called"), max_length=120)
    from_on = _day(_("First day"))
    through_on = _day(_("Last day"))

    def __init__(self, *args: Any, cohort: Cohort, titles: dict[str, str], **kwargs: Any) -> None:
        initial = {
            "name": cohort.name,
            "from_on": cohort.from_on,
            "through_on": cohort.through_on,
        }
        super().__init__(*args, **{"initial": initial, **kwargs})
        self.codes = [row.code for row in cohort.modules.all()]
        for row in cohort.modules.all():
            field = _day(
                _("“%(title)s” by") % {"title": titles.get(row.code, row.code)}, required=False
            )
            field.initial = row.due_on
            if not row.required:
                field.help_text = _("Optional; without a day nobody is behind in it.")
            self.fields[f"due-{row.code}"] = field

    def days(self) -> dict[str, date | None]:
        return {code: self.cleaned_data.get(f"due-{code}") for code in self.codes}


class FacilitatorForm(forms.Form):
    """Who sees how the members get on."""

    name = forms.CharField(label=_("Name"), max_length=200)
    email = forms.EmailField(
        label=_("Email address"),
        help_text=_("The one they sign in with. They need no other role here."),
    )


class InviteForm(forms.Form):
    """Addresses typed, pasted or in a file: everything with an @ is read, the rest is left out."""

    addresses = forms.CharField(
        label=_("Email addresses"),
        required=False,
        max_length=MOST_BYTES,
        widget=forms.Textarea({"rows": 5}),
        help_text=_("One below the other or parted by commas. Names beside them do no harm."),
    )
    file = forms.FileField(
        label=_("or a CSV file"),
        required=False,
        help_text=_("Every cell with an address is read, whatever the columns are called."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        text = f"{cleaned.get('addresses') or ''}\n{self._in_file(cleaned.get('file'))}"
        self.good, self.wrong = read_addresses(text)
        if not self.errors and not (self.good or self.wrong):
            raise ValidationError(_("There is no email address in this. Type at least one."))
        return cleaned

    def _in_file(self, upload: Any) -> str:
        if upload is None:
            return ""
        if upload.size > MOST_BYTES:
            self.add_error("file", _("This file is too large for a list of addresses."))
            return ""
        try:
            return str(upload.read().decode("utf-8-sig"))
        except UnicodeDecodeError:
            self.add_error("file", _("Save the file as CSV in UTF-8 and choose it again."))
            return ""


def read_addresses(text: str) -> tuple[list[str], list[str]]:
    """Addresses in their order, each once whatever its letters' case; and what only looks like one."""
    good: dict[str, None] = {}
    wrong: dict[str, None] = {}
    for word in re.split(r"[\s,;]+", text):
        address = word.strip("<>()\"'[]").lower()
        if "@" not in address:
            continue
        try:
            validate_email(address)
        except ValidationError:
            wrong[word[:80]] = None
        else:
            good[address] = None
    return list(good), list(wrong)


class CodeForm(forms.Form):
    """The code that members were told."""

    code = forms.CharField(
        label=_("Code of the cohort"),
        max_length=40,
        help_text=_("Twelve letters and digits, from your facilitator or association."),
    )


def _paths_of(association: Association) -> list[Any]:
    own = live_paths(association.root_page) if association.root_page else []
    return list({path.code: path for path in [*own, *live_paths()]}.values())

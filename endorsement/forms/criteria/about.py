"""What an edition is called, when it holds, and what it reads, as a form."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from endorsement.forms.criteria.fields import day_field, day_value
from endorsement.forms.criteria.parts import boxes, in_order, text_fields, text_value
from endorsement.forms.criteria.section import Plain, SectionForm
from endorsement.selectors import frameworks


class AboutForm(SectionForm):
    """Names, days, and the frameworks that are read."""

    def build(self) -> None:
        dated = self.before.get("edition") or {}
        known = [(one.reference, one.reference) for one in frameworks.known()]
        self.fields.update(text_fields("name", _("Name of the scheme"), self.before.get("name")))
        said = self.before.get("description")
        self.fields.update(text_fields("description", _("Description"), said, long=True))
        self.fields["code"] = edition_code(dated.get("code"))
        self.fields["effective_from"] = first_day(dated.get("effective_from"))
        self.fields["effective_through"] = day_field(
            _("Last day, if it is known"), dated.get("effective_through")
        )
        self.fields["frameworks"] = boxes(
            _("Competency frameworks it reads"), known, self.before.get("frameworks")
        )

    def clean(self) -> Plain:
        cleaned: Plain = super().clean() or {}
        first, last = cleaned.get("effective_from"), cleaned.get("effective_through")
        if first and last and last < first:
            self.add_error("effective_through", _("The last day is before the first."))
        return cleaned

    def changed(self) -> Plain:
        said = self.cleaned_data
        dated = {
            "code": said["code"],
            "effective_from": said["effective_from"].isoformat(),
        }
        if said["effective_through"]:
            dated["effective_through"] = day_value(said["effective_through"]) or ""
        found = {**self.before, "edition": dated}
        found["frameworks"] = in_order(said["frameworks"], self.before.get("frameworks"))
        for key in ("name", "description"):
            text = text_value(key, said, self.before.get(key))
            found.pop(key, None)
            if text:
                found[key] = text
        return found


def edition_code(value: Any = None) -> forms.Field:
    return forms.RegexField(
        r"^[\w.-]+$",
        label=_("Code of the edition"),
        help_text=_("Such as a year. It stands in exports and beside decisions."),
        max_length=40,
        initial=value,
        error_messages={
            "invalid": _("Use letters, digits, dots, hyphens and underscores, without spaces.")
        },
    )


def first_day(value: Any = None) -> forms.Field:
    field = day_field(_("First day"), value)
    field.required = True
    field.help_text = _("The day from which people are measured by it.")
    return field

"""What an edition says for all of its categories, as forms: texts, documents, roles, the cycle."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from endorsement.forms.criteria.fields import (
    code_field,
    day_field,
    day_value,
)
from endorsement.forms.criteria.parts import boxes, in_order, text_fields, text_value
from endorsement.selectors import frameworks

Plain = dict[str, Any]
SPARE = 3


class SectionForm(forms.Form):
    """A part of an edition's document. `changed` is the whole document as the form has it."""

    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, document: Plain, revision: int, **more: Any) -> None:
        self.before = document
        super().__init__(data, initial={"revision": revision}, **more)
        self.build()

    def build(self) -> None:
        """Add the fields, with what the document says."""
        raise NotImplementedError

    def changed(self) -> Plain:
        """The document as it is said now; the one before stays as it is. Valid forms only."""
        raise NotImplementedError

    def set(self, key: str, value: Any) -> Plain:
        """The document with this key, or without it when there is nothing to say."""
        found = {name: kept for name, kept in self.before.items() if name != key}
        return found if value in (None, {}, []) else {**found, key: value}


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


class DocumentsForm(SectionForm):
    """Documents to sign, with their texts. A document without a code is not there."""

    KEY = "documents"

    def build(self) -> None:
        self.rows = [*(self.before.get(self.KEY) or {}).items(), *[("", {})]]
        for number, (code, said) in enumerate(self.rows):
            self.fields[f"{number}__code"] = code_field(_("Code of the document"), code)
            self.fields.update(text_fields(f"{number}__name", _("Name"), said.get("name")))
            self.fields.update(
                text_fields(f"{number}__text", _("Text"), said.get("text"), long=True)
            )

    def changed(self) -> Plain:
        found = {}
        for number, (_code, said) in enumerate(self.rows):
            code = self.cleaned_data[f"{number}__code"]
            if code:
                name = text_value(f"{number}__name", self.cleaned_data, said.get("name"))
                text = text_value(f"{number}__text", self.cleaned_data, said.get("text"))
                found[code] = {"name": name or {}, "text": text or {}}
        return self.set(self.KEY, found)


class NamesForm(SectionForm):
    """Codes with a name each: reference roles, papers, topics, age bands."""

    def __init__(self, *args: Any, key: str, **more: Any) -> None:
        self.key = key
        super().__init__(*args, **more)

    def build(self) -> None:
        self.rows = [*(self.before.get(self.key) or {}).items(), *[("", {})] * SPARE]
        for number, (code, said) in enumerate(self.rows):
            self.fields[f"{number}__code"] = code_field(_("Code"), code)
            self.fields.update(text_fields(f"{number}__name", _("Name"), said))

    def changed(self) -> Plain:
        found = {}
        for number, (_code, said) in enumerate(self.rows):
            code = self.cleaned_data[f"{number}__code"]
            if code:
                found[code] = text_value(f"{number}__name", self.cleaned_data, said) or {}
        return self.set(self.key, found)


class ReferenceFormForm(SectionForm):
    """The lines of the reference form."""

    def build(self) -> None:
        areas = [
            (one.reference, one.name)
            for reference in self.before.get("frameworks") or ()
            for one in frameworks.areas(str(reference))
        ]
        self.rows: list[Plain] = [*(self.before.get("reference_form") or ()), *[{}] * SPARE]
        for number, said in enumerate(self.rows):
            self.fields[f"{number}__code"] = code_field(_("Code of the line"), said.get("code"))
            self.fields[f"{number}__area"] = forms.ChoiceField(
                label=_("Area"),
                required=False,
                choices=[("", _("Nothing chosen")), *with_value(areas, said.get("area"))],
                initial=said.get("area"),
            )
            self.fields.update(text_fields(f"{number}__text", _("Line"), said.get("text")))

    def changed(self) -> Plain:
        found = []
        for number, said in enumerate(self.rows):
            code = self.cleaned_data[f"{number}__code"]
            if code:
                text = text_value(f"{number}__text", self.cleaned_data, said.get("text"))
                area = self.cleaned_data[f"{number}__area"]
                named = {"area": area} if area else {}
                found.append({"code": code, **named, "text": text or {}})
        return self.set("reference_form", found)


def with_value(choices: list[tuple[str, Any]], value: Any) -> list[tuple[str, Any]]:
    return choices if not value or value in dict(choices) else [*choices, (value, value)]


NAMED: dict[str, Any] = {
    "reference_roles": _("Who may give a reference"),
    "uploads": _("Papers to hand in"),
    "topics": _("Topics of its own"),
    "age_bands": _("Age bands"),
}

"""What an edition says for all of its categories, as forms: texts, documents, roles, the cycle."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from endorsement.forms.criteria.composed import (
    code_field,
    day_field,
    day_value,
    number_field,
    tick_field,
)
from endorsement.forms.criteria.parts import boxes, in_order, text_fields, text_value, words
from endorsement.rules.renewal import CycleKind, FirstPeriod, Rung
from endorsement.rules.scheme import Outcome, Sort
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
                choices=[("", _("Nothing chosen")), *_with(areas, said.get("area"))],
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
                found.append({"code": code, "area": area, "text": text or {}})
        return self.set("reference_form", found)


def _with(choices: list[tuple[str, str]], value: Any) -> list[tuple[str, str]]:
    return choices if not value or value in dict(choices) else [*choices, (value, value)]


class CycleForm(SectionForm):
    """How endorsements are renewed."""

    def build(self) -> None:
        said: Mapping[str, Any] = self.before.get("renewal") or {}
        cycle, opens = said.get("cycle") or {}, said.get("window_opens") or {}
        evidence = said.get("evidence")
        audit = evidence.get("attestation") if isinstance(evidence, dict) else None
        self.fields.update(
            {
                "kind": forms.ChoiceField(
                    label=_("Endorsements are renewed"),
                    required=False,
                    choices=[
                        ("", _("not at all")),
                        (str(CycleKind.FIXED_DATE), _("on a day of the year, for everybody")),
                        (str(CycleKind.ANNIVERSARY), _("on the anniversary of the award")),
                    ],
                    initial=cycle.get("kind") or "",
                ),
                "years": number_field(_("Every so many years"), cycle.get("years"), least=1),
                "month_day": forms.RegexField(
                    r"^\d\d-\d\d$",
                    label=_("Day of the year"),
                    help_text=_("Month and day, such as 12-31."),
                    required=False,
                    initial=cycle.get("month_day"),
                ),
                "anchor_year": number_field(
                    _("A year in which a cycle of several years ends"), cycle.get("anchor_year")
                ),
                "days": number_field(
                    _("Renewal opens so many days before it is due"), opens.get("days")
                ),
                "months": number_field(
                    _("Or so many months before it is due"), opens.get("months")
                ),
                "grace_days": number_field(_("Days of grace"), said.get("grace_days")),
                "first_period": forms.ChoiceField(
                    label=_("The year of the award"),
                    required=False,
                    choices=[
                        ("", _("Nothing chosen")),
                        (str(FirstPeriod.FULL), _("is renewed like any other")),
                        (str(FirstPeriod.EXEMPT), _("needs no renewal")),
                    ],
                    initial=said.get("first_period") or "",
                ),
                "ladder": boxes(
                    _("Reminders"), [(str(one), RUNGS[one]) for one in Rung], said.get("ladder")
                ),
                "attested": tick_field(
                    _("People attest; only a sample is looked at"), audit is not None
                ),
                "audit_percent": number_field(
                    _("Percent that are looked at"), (audit or {}).get("audit_percent")
                ),
                "audit_reinstated": tick_field(
                    _("Everybody who comes back is looked at"),
                    (audit or {}).get("audit_reinstated"),
                ),
                "inactive_months": number_field(
                    _("Somebody inactive may come back within so many months"),
                    said.get("inactive_months"),
                    least=1,
                ),
            }
        )

    def changed(self) -> Plain:
        said = self.cleaned_data
        if not said["kind"]:
            return self.set("renewal", None)
        before = self.before.get("renewal") or {}
        cycle = _filled(said, "kind", "years", "month_day", "anchor_year")
        opens = _filled(said, "days", "months")
        found = {"cycle": cycle, "window_opens": opens}
        found |= _filled(said, "grace_days", "first_period", "inactive_months")
        if said["ladder"]:
            found["ladder"] = in_order(said["ladder"], before.get("ladder"))
        if said["attested"]:
            audit = _filled(said, "audit_percent")
            if said["audit_reinstated"]:
                audit["audit_reinstated"] = True
            found["evidence"] = {"attestation": audit}
        elif before.get("evidence") == "full":
            found["evidence"] = "full"
        return self.set("renewal", found)


def _filled(said: Mapping[str, Any], *keys: str) -> Plain:
    return {key: said[key] for key in keys if said[key] not in (None, "")}


RUNGS: dict[str, Any] = {
    "window_opens": _("when renewal opens"),
    "due_90": _("90 days before it is due"),
    "due_60": _("60 days before it is due"),
    "due_30": _("30 days before it is due"),
    "due_7": _("7 days before it is due"),
    "due": _("on the day it is due"),
    "grace": _("when the days of grace begin"),
    "lapsed": _("when it has lapsed"),
}


class CategoryForm(SectionForm):
    """What a category is called and for whom it is. A new one has no `code` yet."""

    def __init__(self, *args: Any, code: str = "", **more: Any) -> None:
        self.code = code
        super().__init__(*args, **more)

    @property
    def _said(self) -> Plain:
        found: Plain = (self.before.get("categories") or {}).get(self.code) or {}
        return found

    def build(self) -> None:
        said = self._said
        if not self.code:
            self.fields["code"] = code_field(
                _("Code"), "", hint=_("It never changes; such as family_associate."), required=True
            )
        self.fields.update(text_fields("name", _("Name"), said.get("name")))
        self.fields.update(
            text_fields("description", _("Description"), said.get("description"), long=True)
        )
        scopes = [
            ("", _("Nothing chosen")),
            ("promotion", _("promotion")),
            ("prevention", _("prevention")),
            ("treatment", _("treatment")),
            ("leadership", _("leadership")),
        ]
        self.fields["scope"] = forms.ChoiceField(
            label=_("Scope of practice"),
            required=False,
            choices=_with(scopes, said.get("scope")),
            initial=said.get("scope") or "",
        )
        sorts = [
            ("", _("A category of its own")),
            (str(Sort.ADD_ON), _("An addition to others")),
            (str(Sort.COMPOSITE), _("Several held together")),
        ]
        self.fields["sort"] = forms.ChoiceField(
            label=_("Sort"),
            required=False,
            choices=_with(sorts, said.get("sort")),
            initial=said.get("sort") or "",
        )
        bands = list((self.before.get("age_bands") or {}).keys())
        if bands or said.get("age_bands"):
            self.fields["age_bands"] = boxes(_("Age bands"), words(bands), said.get("age_bands"))
        self.fields["outcomes"] = boxes(
            _("How a review may end"),
            [(str(one), OUTCOMES[one]) for one in Outcome],
            said.get("outcomes"),
            _("Leave all empty for what the edition says."),
        )

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        if code in (self.before.get("categories") or {}):
            raise forms.ValidationError(_("There is a category of that code already."))
        return code

    def changed(self) -> Plain:
        said, before = self.cleaned_data, self._said
        category = dict(before) or {"award": {"all": []}}
        for key in ("name", "description"):
            category[key] = text_value(key, said, before.get(key))
        for key in ("scope", "sort"):
            category[key] = said[key]
        for key in ("age_bands", "outcomes"):
            if key in said:
                category[key] = in_order(said[key], before.get(key))
        whole = {key: value for key, value in category.items() if value not in (None, "", [])}
        code = self.code or said["code"]
        return self.set("categories", {**(self.before.get("categories") or {}), code: whole})


OUTCOMES: dict[str, Any] = {
    "approve": _("approve"),
    "approve_for_exam": _("approve for the exam"),
    "emerging": _("endorse as emerging"),
    "more_info": _("ask for more information"),
    "hold": _("hold"),
    "defer": _("defer"),
    "decline": _("decline"),
}
NAMED: dict[str, Any] = {
    "reference_roles": _("Who may give a reference"),
    "uploads": _("Papers to hand in"),
    "topics": _("Topics of its own"),
    "age_bands": _("Age bands"),
}

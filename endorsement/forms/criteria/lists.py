"""What an edition names for all of its categories, as forms: documents, roles, papers, levels."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from endorsement.forms.criteria.blocks import together
from endorsement.forms.criteria.fields import code_field
from endorsement.forms.criteria.naming import areas_of, with_competencies
from endorsement.forms.criteria.parts import text_fields, text_value
from endorsement.forms.criteria.section import SPARE, Plain, SectionForm, with_value


class DocumentsForm(SectionForm):
    """Documents to sign, with their texts. A document without a code is not there."""

    grows = True
    KEY = "documents"

    def build(self) -> None:
        self.rows = [*(self.before.get(self.KEY) or {}).items(), *[("", {})] * 2]
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

    grows = True

    def __init__(self, *args: Any, key: str, **more: Any) -> None:
        self.key = key
        super().__init__(*args, **more)

    def build(self) -> None:
        self.rows = [*(self.before.get(self.key) or {}).items(), *[("", {})] * SPARE]
        for number, (code, said) in enumerate(self.rows):
            fields = {
                f"{number}__code": code_field(_("Code"), code),
                **text_fields(f"{number}__name", _("Name"), said),
            }
            self.fields.update(together(fields, _("Row %(number)s") % {"number": number + 1}))

    def changed(self) -> Plain:
        found = {}
        for number, (_code, said) in enumerate(self.rows):
            code = self.cleaned_data[f"{number}__code"]
            if code:
                found[code] = text_value(f"{number}__name", self.cleaned_data, said) or {}
        return self.set(self.key, found)


class ReferenceFormForm(SectionForm):
    """The lines of the reference form."""

    grows = True

    def build(self) -> None:
        areas = with_competencies(areas_of(self.before.get("frameworks") or ()))
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


class ScaleForm(SectionForm):
    """The levels of a self-rating, lowest first; a level without a name is not there."""

    grows = True
    KEY = "rating_scale"

    def build(self) -> None:
        self.rows: list[Plain] = [*(self.before.get(self.KEY) or ()), *[{}] * SPARE]
        for number, said in enumerate(self.rows):
            label = _("Level %(number)s") % {"number": number + 1}
            self.fields.update(together(text_fields(f"{number}__name", _("Name"), said), label))

    def changed(self) -> Plain:
        texts = [
            text_value(f"{number}__name", self.cleaned_data, said)
            for number, said in enumerate(self.rows)
        ]
        return self.set(self.KEY, [one for one in texts if one])

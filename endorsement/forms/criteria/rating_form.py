"""The form that raters fill in, as a section of an edition: lines, steps of the scale, questions."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from endorsement.forms.criteria.fields import about, code_field, tick_field
from endorsement.forms.criteria.parts import boxes, in_order, text_fields, text_value
from endorsement.forms.criteria.section import SPARE, Plain, SectionForm, with_value
from endorsement.rules.scheme import Ask
from endorsement.selectors import frameworks

ASKED: dict[str, Any] = {
    "known_for": _("how long they have known the person"),
    "role": _("as what they know the person"),
    "direct_service": _("whether they have seen the person’s work with children and families"),
}


class RatingFormForm(SectionForm):
    """What is left empty is as usual: see docs/criteria.md."""

    def build(self) -> None:
        said: Plain = self.before.get("rating_form") or {}
        self.items: list[Plain] = [*(said.get("items") or ()), *[{}] * SPARE]
        self.steps: list[Plain] = [*(said.get("scale") or ()), *[{}] * SPARE]
        for number, item in enumerate(self.items):
            self._line(number, item)
        for number, text in enumerate(self.steps):
            name = _("Step %(number)s of the scale") % {"number": number + 1}
            self.fields.update(text_fields(f"step{number}", name, text))
        asks = said.get("asks")
        self.fields["asks"] = boxes(
            _("Raters are also asked"),
            [(str(one), ASKED[one]) for one in Ask],
            list(Ask) if asks is None else asks,
        )
        self.fields["nothing_asked"] = tick_field(_("Nothing else is asked"), asks == [])

    def _line(self, number: int, said: Plain) -> None:
        row = _("Line %(number)s") % {"number": number + 1}
        areas = [
            (one.reference, one.name)
            for reference in self.before.get("frameworks") or ()
            for one in frameworks.areas(str(reference))
        ]
        self.fields[f"item{number}__code"] = code_field(about(row, _("code")), said.get("code"))
        self.fields[f"item{number}__area"] = forms.ChoiceField(
            label=about(row, _("area")),
            required=False,
            choices=[("", _("Nothing chosen")), *with_value(areas, said.get("area"))],
            initial=said.get("area"),
        )
        self.fields.update(
            text_fields(f"item{number}__text", about(row, _("text")), said.get("text"))
        )

    def changed(self) -> Plain:
        before: Plain = self.before.get("rating_form") or {}
        found: Plain = {"items": self._items(), "scale": self._scale()}
        found = {key: value for key, value in found.items() if value}
        asks = self.cleaned_data["asks"]
        if self.cleaned_data["nothing_asked"]:
            found["asks"] = []
        elif asks and ("asks" in before or set(asks) != set(Ask)):
            found["asks"] = in_order(asks, before.get("asks"))
        return self.set("rating_form", found)

    def _items(self) -> list[Plain]:
        found = []
        for number, said in enumerate(self.items):
            code = self.cleaned_data[f"item{number}__code"]
            if not code:
                continue
            item: Plain = {"code": code}
            if area := self.cleaned_data[f"item{number}__area"]:
                item["area"] = area
            name = f"item{number}__text"
            item["text"] = text_value(name, self.cleaned_data, said.get("text")) or {}
            found.append(item)
        return found

    def _scale(self) -> list[Plain]:
        texts = [
            text_value(f"step{number}", self.cleaned_data, said)
            for number, said in enumerate(self.steps)
        ]
        return [text for text in texts if text]

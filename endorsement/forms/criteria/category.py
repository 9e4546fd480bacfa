"""What a category is called and for whom it is, as a form."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from endorsement.forms.criteria.fields import code_field
from endorsement.forms.criteria.parts import boxes, in_order, text_fields, text_value, words
from endorsement.forms.criteria.sections import Plain, SectionForm, with_value
from endorsement.rules.scheme import Outcome, Sort


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
            choices=with_value(scopes, said.get("scope")),
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
            choices=with_value(sorts, said.get("sort")),
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

"""What a category is called and for whom it is, as a form."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from endorsement.forms.criteria.counting import outcomes_field
from endorsement.forms.criteria.fields import code_field, number_field, without_nothing
from endorsement.forms.criteria.naming import requirements_of
from endorsement.forms.criteria.parts import boxes, in_order, text_fields, text_value, words
from endorsement.forms.criteria.section import Plain, SectionForm, with_value
from endorsement.rules.scheme import Sort


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
        hint = _("Leave all empty for what the edition says.")
        self.fields["outcomes"] = outcomes_field(said.get("outcomes"), hint)
        self._build_emerging(said.get("emerging") or {})

    def _build_emerging(self, said: Plain) -> None:
        """An endorsement on the way, for some time, without some of what a full one needs."""
        self.fields["emerging_months"] = number_field(
            _("Emerging endorsements: good for so many months"),
            said.get("months"),
            least=1,
            hint=_("Leave it empty if this category has none."),
        )
        asked = requirements_of(self.before, self.code, "award")
        if asked or said.get("without"):
            self.fields["emerging_without"] = boxes(
                _("Emerging endorsements: not needed yet"), asked, said.get("without")
            )

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        if code in (self.before.get("categories") or {}):
            raise forms.ValidationError(_("There is a category of that code already."))
        return code

    def clean(self) -> Plain:
        cleaned: Plain = super().clean() or {}
        if cleaned.get("emerging_without") and not cleaned.get("emerging_months"):
            self.add_error("emerging_months", _("Say for how many months."))
        return cleaned

    def _emerging(self, before: Plain) -> Plain:
        said = self.cleaned_data
        without = in_order(said.get("emerging_without") or [], before.get("without"))
        return without_nothing({"months": said["emerging_months"], "without": without})

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
        category["emerging"] = self._emerging(before.get("emerging") or {})
        whole = {key: value for key, value in category.items() if value not in (None, "", [], {})}
        code = self.code or said["code"]
        return self.set("categories", {**(self.before.get("categories") or {}), code: whole})

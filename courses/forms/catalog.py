"""What a visitor looks for in the catalog."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from courses.models.choices import area_choices
from courses.selectors.catalog import HOURS, Wish


def _areas() -> list[tuple[str, Any]]:
    return [("", _("Any area")), *area_choices()]


def _hours() -> list[tuple[str, Any]]:
    up_to = _("Up to %(hours)s clock hours")
    return [("", _("Any length")), *((str(h), up_to % {"hours": h}) for h in HOURS)]


class CatalogForm(forms.Form):
    """Every field may be empty; a choice that does not exist is ignored."""

    q = forms.CharField(
        label=_("Search"),
        required=False,
        max_length=100,
        widget=forms.TextInput({"type": "search"}),
    )
    area = forms.ChoiceField(label=_("Competency area"), required=False, choices=_areas)
    hours = forms.ChoiceField(label=_("Length"), required=False, choices=_hours)
    language = forms.ChoiceField(
        label=_("Language"), required=False, choices=[("", _("Any language")), *settings.LANGUAGES]
    )

    missing = forms.BooleanField(label=_("Counts toward what I miss"), required=False)

    def __init__(self, *args: Any, signed_in: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not signed_in:
            # Of a visitor nobody knows what is missing.
            del self.fields["missing"]

    def wish(self) -> Wish:
        self.is_valid()
        found = self.cleaned_data
        hours = next((h for h in HOURS if str(h) == found.get("hours")), None)
        return Wish(
            words=found.get("q", ""),
            area=found.get("area", ""),
            hours=hours,
            language=found.get("language", ""),
            missing=found.get("missing", False),
        )

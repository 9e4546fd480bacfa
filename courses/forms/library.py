"""What a visitor looks for in the resource library."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from courses.models.choices import ResourceAudience, ResourceKind, ResourceTopic
from courses.selectors.library import FILTERS, Wish


class LibraryForm(forms.Form):
    """Every field may be empty; a choice that does not exist is ignored."""

    q = forms.CharField(
        label=_("Search"),
        required=False,
        max_length=100,
        widget=forms.TextInput({"type": "search"}),
    )
    topic = forms.ChoiceField(
        label=_("Topic"), required=False, choices=[("", _("Any topic")), *ResourceTopic.choices]
    )
    audience = forms.ChoiceField(
        label=_("For whom"),
        required=False,
        choices=[("", _("Everybody")), *ResourceAudience.choices],
    )
    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[("", _("Any kind")), *ResourceKind.choices]
    )
    language = forms.ChoiceField(
        label=_("Language"), required=False, choices=[("", _("Any language")), *settings.LANGUAGES]
    )

    def wish(self) -> Wish:
        self.is_valid()
        found = self.cleaned_data if self.is_bound else {}
        return Wish(found.get("q", ""), {name: found[name] for name in FILTERS if found.get(name)})

    def label_of(self, name: str, value: str) -> str:
        return str(dict(self._field(name).choices).get(value, value))

    def _field(self, name: str) -> Any:
        return self.fields[name]

    def show_counts(self, counts: Mapping[str, Counter[str]], chosen: Mapping[str, str]) -> None:
        """Say at every choice how many cards it would give; leave out those that give none.

        Where nothing was found, every choice stays: one of them has to be changed.
        """
        nothing = not any(counts[name] for name in FILTERS)
        for name in FILTERS:
            field = self._field(name)
            field.choices = [
                (value, f"{label} ({counts[name][value]})" if value else label)
                for value, label in field.choices
                if not value or nothing or counts[name][value] or chosen.get(name) == value
            ]

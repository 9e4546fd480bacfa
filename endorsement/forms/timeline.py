"""Which entries of the timeline are shown."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from endorsement.models import LedgerEntry


class TimelineForm(forms.Form):
    """Both may be empty; a choice that does not exist is ignored."""

    kind = forms.ChoiceField(label=_("Kind"), required=False)
    year = forms.ChoiceField(label=_("Year"), required=False)

    def __init__(self, *args: Any, years: Sequence[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(code, capfirst(name)) for code, name in LedgerEntry.Kind.choices]
        self.fields["kind"].choices = [("", _("Every kind")), *kinds]  # type: ignore[attr-defined]
        listed = [("", _("Every year")), *((str(year), str(year)) for year in years)]
        self.fields["year"].choices = listed  # type: ignore[attr-defined]

    def wanted(self) -> tuple[str, int | None]:
        """The kind and the year, empty where everything is wanted."""
        self.is_valid()
        said = self.cleaned_data
        year = said.get("year")
        return said.get("kind", ""), int(year) if year else None

"""Linking an entry to a competency."""

from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from endorsement.models import LedgerEntry, Person
from endorsement.selectors import ledger
from endorsement.services.competency import LONGEST_SENTENCE


class LinkForm(forms.Form):
    """Which of one's entries, and what was learned; never about a family or a session."""

    privacy_fields = ("sentence",)

    entry = forms.ChoiceField(
        label=_("Entry"), error_messages={"invalid_choice": _("Please choose one of your entries.")}
    )
    sentence = forms.CharField(
        label=_("What I learned, in one sentence"),
        max_length=LONGEST_SENTENCE,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("For example: how babies show that they need a pause."),
    )

    def __init__(self, *args: Any, person: Person, framework: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = {row.public_id: row for row in ledger.net(person) if row.framework == framework}
        choices = [(key, self._named(row)) for key, row in self.rows.items()]
        self.fields["entry"].choices = [("", _("Choose one")), *choices]  # type: ignore[attr-defined]

    @staticmethod
    def _named(row: LedgerEntry) -> str:
        return f"{ledger.title(row)} ({date_format(row.first_on)})"

    def chosen(self) -> LedgerEntry:
        return self.rows[self.cleaned_data["entry"]]

"""Asking somebody to confirm hours, and answering line by line."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from endorsement.models import ConfirmationLine, LedgerEntry, Person
from endorsement.selectors import confirmations
from endorsement.services.confirmation import Answer

LEFT_OPEN, RIGHT, NOT_RIGHT = "", "right", "not_right"


class NamedForm(forms.Form):
    """Who can confirm something that has no provider of its own."""

    confirmer_name = forms.CharField(label=_("Their name"), max_length=200)
    confirmer_email = forms.EmailField(
        label=_("Their email address"),
        help_text=_(
            "A supervisor, an employer, or whoever held the training. They need no account."
        ),
    )


class PeriodForm(forms.Form):
    """Which entries with one provider to ask about; all of them unless some are unticked."""

    entries = forms.MultipleChoiceField(
        label=_("Entries"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one entry that is not confirmed yet.")},
    )

    def __init__(
        self, *args: Any, provider: Person, rows: Sequence[tuple[LedgerEntry, str]], **kwargs: Any
    ) -> None:
        kwargs["initial"] = {"entries": [row.public_id for row, _label in rows]}
        kwargs["prefix"] = str(provider.ref)
        super().__init__(*args, **kwargs)
        self.rows = {row.public_id: row for row, _label in rows}
        choices = [(row.public_id, label) for row, label in rows]
        self.fields["entries"].choices = choices  # type: ignore[attr-defined]

    def chosen(self) -> list[LedgerEntry]:
        return [self.rows[key] for key in self.cleaned_data["entries"]]


class AnswersForm(forms.Form):
    """Three fields for each line, and what was shown of it; every line may stay open."""

    def __init__(
        self, *args: Any, lines: Sequence[tuple[ConfirmationLine, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.keys = [line.entry.public_id for line, _label in lines]
        self.privacy_fields = tuple(f"note:{key}" for key in self.keys)
        for line, label in lines:
            self._add(line, label)

    def _add(self, line: ConfirmationLine, label: str) -> None:
        key = line.entry.public_id
        self.fields[f"answer:{key}"] = forms.ChoiceField(
            label=label,
            required=False,
            choices=[
                (RIGHT, _("Yes, this is right")),
                (NOT_RIGHT, _("No, something is not right")),
                (LEFT_OPEN, _("I will answer later")),
            ],
            initial=LEFT_OPEN,
            widget=forms.RadioSelect,
        )
        self.fields[f"reason:{key}"] = forms.ChoiceField(
            label=_("What is not right?"),
            required=False,
            choices=[
                ("", _("Choose one")),
                *((code, capfirst(text)) for code, text in ConfirmationLine.Reason.choices),
            ],
        )
        self.fields[f"note:{key}"] = forms.CharField(
            label=_("In one sentence, if you like"), required=False, max_length=200
        )
        self.fields[f"shown:{key}"] = forms.CharField(
            widget=forms.HiddenInput,
            required=False,
            max_length=16,
            initial=confirmations.fingerprint(line.entry),
        )

    def line(self, key: str) -> dict[str, forms.BoundField]:
        """The fields of one line."""
        return {name: self[f"{name}:{key}"] for name in ("answer", "reason", "note", "shown")}

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        for key in self.keys:
            wrong = said.get(f"answer:{key}") == NOT_RIGHT
            if wrong and not said.get(f"reason:{key}"):
                self.add_error(f"reason:{key}", _("Please choose what is not right."))
            other = said.get(f"reason:{key}") == ConfirmationLine.Reason.OTHER
            if wrong and other and not said.get(f"note:{key}"):
                self.add_error(f"note:{key}", _("Please say in one sentence what is not right."))
        return said

    def answers(self, *, all_right: bool) -> dict[str, Answer]:
        """What was answered, by entry; with `all_right` every line that was left open is right."""
        said, found = self.cleaned_data, {}
        for key in self.keys:
            answer = said[f"answer:{key}"] or (RIGHT if all_right else LEFT_OPEN)
            if answer != LEFT_OPEN:
                found[key] = Answer(
                    right=answer == RIGHT,
                    shown=said[f"shown:{key}"],
                    reason=said[f"reason:{key}"],
                    note=said[f"note:{key}"],
                )
        return found

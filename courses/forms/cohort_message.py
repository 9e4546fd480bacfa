"""A facilitator writes to the members of a cohort."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.models import CohortMessage


class MessageForm(forms.Form):
    audience = forms.ChoiceField(label=_("To"))
    subject = forms.CharField(label=_("Subject"), max_length=120)
    text = forms.CharField(
        label=_("Message"),
        max_length=3000,
        widget=forms.Textarea({"rows": 8}),
        help_text=_(
            "Everybody gets a mail of their own and reads it on the cohort’s page. No child’s or "
            "family’s name, and nothing about one member that others should not read."
        ),
    )
    sending = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args: Any, counts: dict[str, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["audience"].choices = [  # type: ignore[attr-defined]
            (value, f"{label} ({counts[value]})") for value, label in CohortMessage.Audience.choices
        ]

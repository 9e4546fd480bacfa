"""Handing in a paper that the criteria ask for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from endorsement.forms.entry import day_field
from endorsement.forms.evidence import EvidenceField
from endorsement.models import Association
from endorsement.selectors import offered


class PaperForm(forms.Form):
    privacy_fields = ("file",)

    document = forms.ChoiceField(label=_("Which paper"))
    dated_on = day_field(label=_("Date of the paper"), help_text=_("The day it was issued."))
    through_on = day_field(
        label=_("Good through"), required=False, help_text=_("Leave empty if it has no end.")
    )
    file = EvidenceField()

    def __init__(self, *args: Any, association: Association | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["document"] = forms.ChoiceField(
            label=_("Which paper"),
            choices=[("", _("Choose one")), *offered.by(association).uploads],
        )

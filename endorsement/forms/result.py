"""What came of an exam or another step, as a coordinator records it."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from endorsement.forms.entry import day_field
from endorsement.models import Application
from endorsement.selectors import results
from lms.backbone.ids import public_id


class ResultForm(forms.Form):
    privacy_fields = ()

    once = forms.CharField(widget=forms.HiddenInput, max_length=40)
    asked = forms.ChoiceField(label=_("Exam part or step"))
    held_on = day_field(label=_("Day"))
    reached = forms.DecimalField(
        label=_("Points reached, or people who approved"),
        min_value=Decimal(0),
        max_digits=7,
        decimal_places=2,
    )
    out_of = forms.DecimalField(
        label=_("Out of"), min_value=Decimal("0.01"), max_digits=7, decimal_places=2
    )

    def __init__(self, *args: Any, application: Application, **kwargs: Any) -> None:
        kwargs["initial"] = {"once": public_id(), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        listed = results.asked_for(application)
        self.fields["asked"] = forms.ChoiceField(
            label=_("Exam part or step"), choices=[(one.key, one.name) for one in listed]
        )
        self.any = bool(listed)

"""Drawing a sample, and looking at what was shown."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from endorsement.forms.entry import day_field

USUAL_DAYS = 30


class DrawForm(forms.Form):
    """The due day and the number of the draw are those on the page."""

    due_on = forms.DateField(widget=forms.HiddenInput)
    number = forms.IntegerField(min_value=1, max_value=32767, widget=forms.HiddenInput)
    answer_by_on = day_field(label=_("Evidence is shown by"))

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        kwargs["initial"] = {
            "answer_by_on": on + timedelta(days=USUAL_DAYS),
            **kwargs.get("initial", {}),
        }
        super().__init__(*args, **kwargs)


class ItemForm(forms.Form):
    """Whether an entry is proven."""

    privacy_fields = ("note",)

    entry = forms.CharField(max_length=12, widget=forms.HiddenInput)
    accepted = forms.ChoiceField(
        label=_("Is it proven?"),
        choices=[("yes", _("Yes")), ("no", _("Not yet"))],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=_("What is missing"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("The holder reads it."),
    )

    def finding(self) -> dict[str, Any]:
        """What was found. Valid forms only."""
        said = self.cleaned_data
        return {
            "entry": said["entry"],
            "accepted": said["accepted"] == "yes",
            "note": said["note"],
        }

"""Forms of the way from a draft to a decision. What is allowed is the services' business."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


def _long(label: Any, *, required: bool = False, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        required=required,
        max_length=4000,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class SubmitForm(forms.Form):
    """The applicant's last word before the portfolio is frozen, and what the registry may show."""

    confirmed = forms.BooleanField(label=_("What my portfolio says is true and complete."))
    show_name = forms.BooleanField(
        label=_("If I am endorsed, show my name and category in the public registry."),
        required=False,
        help_text=_("You can change this any day; nothing is shown unless you tick it."),
    )
    show_county = forms.BooleanField(label=_("Show my county beside it."), required=False)

    def __init__(self, *args: Any, listing_asked: str = "", **kwargs: Any) -> None:
        """`listing_asked` is what the association's agreement says of the registry, if it does."""
        super().__init__(*args, **kwargs)
        if listing_asked:
            name = self.fields["show_name"]
            name.required = True
            name.label = _("I agree that the public registry shows my name and category.")
            name.help_text = listing_asked

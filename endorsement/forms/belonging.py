"""To which association somebody belongs, and since when."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from endorsement.forms.entry import day_field
from endorsement.forms.evidence import EvidenceField
from endorsement.models import Belonging
from endorsement.selectors import belongings


class ProofForm(forms.Form):
    """A file that proves a membership: a card, a receipt, a letter."""

    privacy_fields = ("file",)

    file = EvidenceField(
        label=_("Proof of membership"),
        help_text=_("A card, receipt or letter as PDF, PNG or JPEG, at most 10 MB."),
    )


class BelongingForm(forms.Form):
    privacy_fields = ("file",)

    organization = forms.ChoiceField(label=_("Association"))
    name = forms.CharField(
        label=_("Its name"),
        max_length=200,
        required=False,
        help_text=_("Only if it is not in the list above."),
    )
    number = forms.CharField(label=_("Membership number"), max_length=60, required=False)
    from_on = day_field(label=_("Member since"))
    through_on = day_field(
        label=_("Paid through"), required=False, help_text=_("Leave empty if it has no end.")
    )

    file = EvidenceField(
        label=_("Proof of membership"),
        required=False,
        help_text=_("A card, receipt or letter as PDF, PNG or JPEG, at most 10 MB. Not required."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organization"] = forms.ChoiceField(
            label=_("Association"),
            choices=[
                ("", _("Choose one")),
                *belongings.names().items(),
                (Belonging.OTHER, _("Another association")),
            ],
        )

"""When reminders leave, which of them somebody wants, and an address that takes no mail."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from endorsement.services.notices.kinds import every_kind
from lms.backbone.dead_letters import masked


class FilterForm(forms.Form):
    """Whom the list shows."""

    needs_legend = False

    q = forms.CharField(label=_("Name or exact address"), required=False, max_length=200)


class HoursForm(forms.Form):
    needs_legend = False

    from_hour = forms.IntegerField(label=_("Not before (hour)"), min_value=0, max_value=23)
    until_hour = forms.IntegerField(
        label=_("Not after (hour)"),
        min_value=1,
        max_value=24,
        help_text=_("By the clock where the reader is. What is due that very day may leave later."),
    )


class BounceForm(forms.Form):
    """The addresses are named by their place and shown in part: enough to recognize one."""

    needs_legend = False

    address = forms.ChoiceField(label=_("Address that takes no mail"))

    def __init__(self, *args: Any, addresses: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.addresses = addresses
        self.fields["address"].choices = [  # type: ignore[attr-defined]
            (str(place), masked(one)) for place, one in enumerate(addresses)
        ]

    def clean_address(self) -> str:
        """The address itself."""
        return self.addresses[int(self.cleaned_data["address"])]


class ChoicesForm(forms.Form):
    needs_legend = False

    kinds = forms.MultipleChoiceField(
        label=_("Remind me by mail of"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Renewals, reviews and questions of an association are always sent."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kinds"].choices = [  # type: ignore[attr-defined]
            (kind.name, kind.title) for kind in every_kind() if not kind.duty
        ]

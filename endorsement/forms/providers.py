"""A coordinator's decision about a provider."""

from django import forms
from django.utils.translation import gettext_lazy as _

from endorsement.forms.entry import day_field
from endorsement.models import ProviderStanding


class StandingForm(forms.Form):
    basis = forms.ChoiceField(
        label=_("Decision"),
        choices=[
            (ProviderStanding.Basis.VETTED, _("Qualified: the association has vetted this person")),
            (ProviderStanding.Basis.NOT_QUALIFIED, _("Does not qualify")),
        ],
        widget=forms.RadioSelect,
    )
    from_on = day_field(
        label=_("From"), help_text=_("Hours from this day on are judged by this decision.")
    )
    through_on = day_field(
        label=_("Through"), required=False, help_text=_("Leave empty for until further notice.")
    )

"""How much a reviewer takes on and when they are away; whom somebody is too close to."""

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from endorsement.forms.entry import day_field
from endorsement.models import DeclaredConflict


class CapacityForm(forms.Form):
    needs_legend = False

    at_most = forms.IntegerField(
        label=_("Reviews at a time, at most"),
        required=False,
        min_value=0,
        max_value=50,
        help_text=_("Leave empty for no limit. With 0 nobody is asked."),
    )


class AbsenceForm(forms.Form):
    needs_legend = False

    from_on = day_field(label=_("First day away"))
    through_on = day_field(label=_("Last day away"))


class ConflictForm(forms.Form):
    """No reason is asked for, only a word."""

    name = forms.CharField(label=_("Their name"), max_length=200)
    email = forms.EmailField(
        label=_("Their email address"),
        help_text=_("They get no message. Whether the address is known here is not shown."),
    )
    kind = forms.ChoiceField(
        label=_("What ties you"),
        choices=[(code, capfirst(name)) for code, name in DeclaredConflict.Kind.choices],
    )

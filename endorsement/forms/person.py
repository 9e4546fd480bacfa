"""What a person says of themself."""

from functools import cache
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.utils.translation import gettext_lazy as _

from endorsement.models import Person


@cache
def _zones() -> list[tuple[str, str]]:
    """Named places only; `Etc/GMT+5` and the like confuse."""
    names = sorted(name for name in available_timezones() if "/" in name)
    return [(name, name.replace("_", " ")) for name in names if not name.startswith("Etc/")]


class DetailsForm(forms.ModelForm[Person]):
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        choices=_zones,
        help_text=_("The days of your hours are counted by it."),
    )

    class Meta:
        model = Person
        fields = ("name", "language", "time_zone", "county", "employer")
        help_texts = {
            "name": _("As your certificates should print it."),
            "employer": _("Keeps colleagues from reviewing each other; never shown to anybody."),
            "county": _("The registry shows it only if you tick that there."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].required = True
        if not self.is_bound and not self.instance.name:
            # Nobody has said yet where they live: the browser knows better than our guess.
            self.fields["time_zone"].widget.attrs["data-own-zone"] = True

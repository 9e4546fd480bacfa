"""Groups that meet for reflective supervision: beginning and joining one, posting a roster."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from endorsement.forms.entry import day_field, hours_field
from endorsement.forms.rsc import FOCUSES
from endorsement.forms.training import MODES
from endorsement.models import GroupMember, Person
from endorsement.services.roster import Roster

FOCUS_OF_GROUP = [
    (FOCUSES[0][0], _("The members’ own practice with families")),
    (FOCUSES[1][0], _("The supervision that the members give to others")),
]


def _name_field() -> forms.CharField:
    return forms.CharField(
        label=_("What the group is called"),
        max_length=100,
        help_text=_("For example “Tuesday group”."),
    )


class BeginForm(forms.Form):
    """A provider begins a group."""

    privacy_fields = ("name",)

    name = _name_field()


class BeginForProviderForm(forms.Form):
    """A member begins the group of their provider, who gets a link by mail."""

    privacy_fields = ("name",)

    provider_name = forms.CharField(label=_("Provider's name"), max_length=200)
    provider_email = forms.EmailField(
        label=_("Provider's email address"),
        help_text=_("We send them a link for their rosters. They need no account."),
    )
    name = _name_field()


class CodeForm(forms.Form):
    """The code that the provider tells the group."""

    code = forms.CharField(
        label=_("Code of the group"),
        max_length=40,
        help_text=_("Twelve letters and digits; your provider sees it on the page of the group."),
    )


class RosterForm(forms.Form):
    """One meeting: the day, the hours, who was there. Never what was said."""

    on = day_field(label=_("Day of the meeting"))
    hours = hours_field(
        label=_("Clock hours"), help_text=_("Only the time spent in reflective supervision.")
    )
    mode = forms.ChoiceField(
        label=_("How you met"), choices=[one for one in MODES if one[0] != "self_paced"]
    )
    focus = forms.ChoiceField(
        label=_("What it was about"),
        choices=FOCUS_OF_GROUP,
        widget=forms.RadioSelect,
        initial=FOCUSES[0][0],
    )
    present = forms.MultipleChoiceField(
        label=_("Who was there"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick at least one member of the group who was there.")},
    )

    def __init__(self, *args: Any, members: Sequence[GroupMember], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(one.person.ref): one.person for one in members}
        choices = [(ref, str(person)) for ref, person in self.people.items()]
        self.fields["present"].choices = choices  # type: ignore[attr-defined]
        self.initial.setdefault("present", list(self.people))

    def roster(self) -> Roster:
        said = self.cleaned_data
        return Roster(on=said["on"], hours=said["hours"], mode=said["mode"], focus=said["focus"])

    def who_was_there(self) -> list[Person]:
        return [self.people[ref] for ref in self.cleaned_data["present"]]

"""What a coordinator does with an endorsement, what its holder asks, and what is looked for."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from endorsement.forms.decision import long_text
from endorsement.forms.entry import day_field
from endorsement.models import Endorsement, StatusRequest
from endorsement.rules.endorsement_moves import Move
from endorsement.selectors.endorsements import Wanted

INSIDE = _("Stays inside your association.")


class EndorsementSearchForm(forms.Form):
    """Everything may be empty."""

    needs_legend = False

    words = forms.CharField(label=_("Name, address or number"), required=False, max_length=200)
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[
            ("", _("Every state")),
            *((code, capfirst(label)) for code, label in Endorsement.State.choices),
        ],
    )
    category = forms.ChoiceField(label=_("Category"), required=False)
    when = forms.ChoiceField(
        label=_("Renewal"),
        required=False,
        choices=[
            ("", _("Whenever it is due")),
            ("soon", _("Due within 90 days")),
            ("open", _("Open now")),
            ("late", _("Past its due day")),
        ],
    )
    asked = forms.BooleanField(label=_("Only who asks for something"), required=False)

    def __init__(self, data: Any, *, categories: list[tuple[str, str]]) -> None:
        super().__init__(data)
        self.fields["category"].choices = [  # type: ignore[attr-defined]
            ("", _("Every category")),
            *categories,
        ]

    def wanted(self) -> Wanted:
        """What is to be shown; a choice that does not exist is ignored."""
        self.is_valid()
        return Wanted(**{name: self.cleaned_data[name] for name in self.fields if self._has(name)})

    def _has(self, name: str) -> bool:
        return bool(self.cleaned_data.get(name))


class NoteForm(forms.Form):
    """A move that needs no more than a word."""

    privacy_fields: tuple[str, ...] = ("note",)

    note = long_text(_("Note"), rows=3, required=False, help_text=INSIDE)


class InactiveForm(NoteForm):
    because = forms.ChoiceField(
        label=_("Reason"),
        choices=StatusRequest.Because.choices,
        widget=forms.RadioSelect,
        help_text=INSIDE,
    )
    field_order = ("because", "note")


class SuspendForm(NoteForm):
    note = long_text(_("What happened"), rows=3, help_text=INSIDE)


class BackForm(NoteForm):
    due_on = day_field(
        label=_("Due on, if another day than the next usual one"),
        required=False,
        help_text=_("Never earlier than it was. Empty: the next usual day, if it has passed."),
    )
    field_order = ("due_on", "note")


class ReinstateForm(NoteForm):
    despite = long_text(
        _("Why they may return although something is missing"),
        rows=3,
        required=False,
        help_text=INSIDE,
    )
    privacy_fields = ("despite", "note")
    field_order = ("despite", "note")


class ExtendForm(forms.Form):
    """More time for the running cycle."""

    privacy_fields = ("reason",)

    due_on = day_field(label=_("New due day"))
    grace_through = day_field(
        label=_("Last day to renew, if not as many days later as now"), required=False
    )
    reason = long_text(_("Reason"), rows=3, help_text=INSIDE)


class DeclineRequestForm(forms.Form):
    """Why the association does not do what its holder asks."""

    privacy_fields = ("answer",)

    answer = long_text(_("Your answer"), rows=3, help_text=_("The holder reads it."))


class AskForm(forms.Form):
    """What a holder may ask for now."""

    privacy_fields = ("text",)

    move = forms.ChoiceField(label=_("I ask"), widget=forms.RadioSelect)
    because = forms.ChoiceField(
        label=_("Why you need a break"),
        required=False,
        choices=[("", _("Choose a reason")), *StatusRequest.Because.choices],
        help_text=_("Only for a break. Only your association reads it."),
    )
    text = long_text(
        _("A few words, if you like"),
        rows=3,
        required=False,
        help_text=_("Only your association reads it."),
    )

    def __init__(self, data: Any = None, *, moves: list[Move]) -> None:
        super().__init__(data)
        self.fields["move"].choices = [  # type: ignore[attr-defined]
            (str(one), ASKED[one]) for one in moves
        ]
        if Move.SET_INACTIVE not in moves:
            del self.fields["because"]


ASKED: Mapping[Move, Promise] = {
    Move.SET_INACTIVE: _("for a break (inactive)"),
    Move.RETIRE: _("to retire this endorsement"),
    Move.ARCHIVE: _("to archive this category, because I keep another"),
    Move.COME_BACK: _("to be active again"),
    Move.REINSTATE: _("to be reinstated"),
}

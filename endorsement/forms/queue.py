"""What a coordinator wants to see at the desk, and the name under which they keep it."""

from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from endorsement.models import Application
from endorsement.selectors.desk_queue import ORDERS, Choices, Wanted

ORDER_NAMES = {
    "waiting": _("Longest waiting first"),
    "newest": _("Newest first"),
    "name": _("By name"),
    "category": _("By category"),
    "state": _("By state"),
    "due": _("Next review due first"),
}


class QueueForm(forms.Form):
    """Everything may be empty; a choice that does not exist is ignored."""

    needs_legend = False

    state = forms.ChoiceField(label=_("State"), required=False)
    category = forms.ChoiceField(label=_("Category"), required=False)
    reviewer = forms.ChoiceField(label=_("Reviewer"), required=False)
    edition = forms.ChoiceField(label=_("Edition"), required=False)
    intake = forms.ChoiceField(label=_("Deadline"), required=False)
    days = forms.IntegerField(
        label=_("Waiting for at least (days)"), required=False, min_value=0, max_value=3650
    )
    order = forms.ChoiceField(
        label=_("Order"), required=False, choices=[(one, ORDER_NAMES[one]) for one in ORDERS]
    )
    overdue = forms.BooleanField(label=_("Only with an overdue review"), required=False)

    def __init__(self, data: Any, *, choices: Choices, categories: list[tuple[str, str]]) -> None:
        super().__init__(data)
        states = [
            (code, capfirst(label))
            for code, label in Application.State.choices
            if code not in Application.BEFORE_SUBMISSION
        ]
        listed = {
            "state": [("", _("Everything open")), *states],
            "category": [("", _("Every category")), *categories],
            "reviewer": [
                ("", _("Everybody")),
                *((str(one.ref), str(one)) for one in choices.reviewers),
            ],
            "edition": [
                ("", _("Every edition")),
                *((one.public_id, one.code) for one in choices.editions),
            ],
            "intake": [
                ("", _("Every deadline")),
                *((one.isoformat(), date_format(one)) for one in choices.deadlines),
            ],
        }
        for name, found in listed.items():
            self.fields[name].choices = found  # type: ignore[attr-defined]

    def wanted(self) -> Wanted:
        """What was chosen, without what cannot be chosen."""
        self.is_valid()
        said = {name: value for name, value in self.cleaned_data.items() if value}
        return Wanted(**said)

    @property
    def narrowed(self) -> bool:
        """Whether anything but the order was chosen."""
        return self.wanted() != Wanted(order=self.wanted().order)


class ViewNameForm(forms.Form):
    needs_legend = False

    name = forms.CharField(label=_("Name of this view"), max_length=60)

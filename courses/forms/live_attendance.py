"""Who was there: a code that is typed, a roster that is ticked, somebody who came without a seat."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.models import LiveAttendance, LiveMeeting, LiveRegistration


class CodeForm(forms.Form):
    code = forms.CharField(
        label=gettext_lazy("Code shown at the end"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )


class WalkInForm(forms.Form):
    email = forms.EmailField(
        label=gettext_lazy("Email address"),
        help_text=gettext_lazy("The address with which they sign in here."),
    )


class RosterForm(forms.Form):
    """Everybody with a seat: ticked is there all the time, unless fewer minutes are given."""

    def __init__(
        self,
        data: Any = None,
        *,
        meeting: LiveMeeting,
        rows: Sequence[LiveRegistration],
        known: Mapping[int, LiveAttendance],
    ) -> None:
        super().__init__(data)
        self.meeting, self.rows = meeting, rows
        for row in rows:
            before = known.get(row.pk)
            named = {"name": str(row.person)}
            self.fields[f"there-{row.public_id}"] = forms.BooleanField(
                label=_("%(name)s was there") % named,
                required=False,
                initial=before is not None and before.minutes > 0,
            )
            whole = before is None or before.minutes in (0, meeting.minutes)
            self.fields[f"minutes-{row.public_id}"] = forms.IntegerField(
                label=_("Minutes of %(name)s") % named,
                required=False,
                min_value=0,
                max_value=meeting.minutes,
                initial=None if whole or before is None else before.minutes,
            )
        self.known = known
        if any(row.credited is not None for row in rows):
            self.fields["because"] = forms.CharField(
                label=_("Why, if hours that were settled change"), required=False, max_length=300
            )

    def lines(self) -> list[dict[str, Any]]:
        """A row of the table for each person."""
        return [
            {
                "row": row,
                "known": self.known.get(row.pk),
                "there": self[f"there-{row.public_id}"],
                "minutes": self[f"minutes-{row.public_id}"],
            }
            for row in self.rows
        ]

    def minutes(self) -> dict[str, int]:
        """By registration, of those who were there."""
        found = {}
        for row in self.rows:
            if self.cleaned_data[f"there-{row.public_id}"]:
                said = self.cleaned_data[f"minutes-{row.public_id}"]
                found[row.public_id] = self.meeting.minutes if said is None else said
        return found

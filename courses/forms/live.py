"""What staff say about a live session, in the association's zone, and what visitors filter by."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from courses.models import LiveSession
from courses.rules import live_times
from courses.services.live_session import SessionFacts
from endorsement.models import Association

BLANK_ROWS = 2


class FilterForm(forms.Form):
    """Every field may be empty; a choice that does not exist is ignored."""

    association = forms.ChoiceField(label=_("Association"), required=False)
    language = forms.ChoiceField(
        label=_("Language"), required=False, choices=[("", _("Any language")), *settings.LANGUAGES]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = Association.objects.order_by("name").values_list("slug", "name")
        self.fields["association"].choices = [  # type: ignore[attr-defined]
            ("", _("Any association")),
            *known,
        ]

    def wanted(self) -> dict[str, str]:
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in self.fields}


class MeetingForm(forms.Form):
    """One date, by the clocks of the association."""

    day = forms.DateField(
        label=_("Day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    begins = forms.TimeField(
        label=_("Begins"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    ends = forms.TimeField(
        label=_("Ends"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )

    def __init__(self, *args: Any, association: Association, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = live_times.zone(association.time_zone)
        self.meeting: tuple[datetime, datetime] | None = None

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        parts: list[Any] = [said.get(name) for name in ("day", "begins", "ends")]
        if not any(one is not None for one in parts) or self.errors:
            return said
        if any(one is None for one in parts):
            raise ValidationError(
                _(
                    "A date needs its day, when it begins and when it ends. To leave it out, empty all."
                )
            )
        try:
            day, begins, ends = parts
            self.meeting = live_times.meeting(day, begins, ends, self.zone)
        except live_times.NoSuchTime:
            raise ValidationError(
                _(
                    "The clocks are set forward in that night and skip this time. Choose another one."
                )
            ) from None
        return said


class SessionForm(forms.Form):
    """Everything about a session but its dates, which are rows of their own below it."""

    where = forms.CharField(
        label=_("Where, for everybody to read"),
        max_length=200,
        help_text=_("For example: Online, or: Duluth, Minnesota"),
    )
    access = forms.CharField(
        label=_("Address or video link"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Only for people who have a seat, on their page and in their mails."),
    )
    language = forms.ChoiceField(label=_("Held in"), choices=settings.LANGUAGES)
    seats = forms.IntegerField(
        label=_("Seats"), min_value=0, max_value=10000, initial=0, help_text=_("0: no limit.")
    )
    waiting_list = forms.BooleanField(
        label=_("With a waiting list when all seats are taken"), required=False, initial=True
    )
    opens_on = forms.DateField(
        label=_("Registration from"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Empty: at once."),
    )
    closes_on = forms.DateField(
        label=_("Registration through"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("The last day. Empty: until the session begins."),
    )
    credit = forms.ChoiceField(
        label=_("Hours for whoever is not there all the time"),
        choices=LiveSession.Credit.choices,
        help_text=_("Stated to everybody before they register; fixed once the session has begun."),
    )
    minimum_percent = forms.IntegerField(
        label=_("Least share of the time, in percent"), min_value=1, max_value=100, initial=80
    )
    late_minutes = forms.IntegerField(
        label=_("Minutes of a meeting that may be missed"),
        min_value=0,
        max_value=120,
        initial=10,
        help_text=_("Who comes late or leaves early by no more than this was there all the time."),
    )
    certifies_attendance = forms.BooleanField(
        label=_("Give a certificate of attendance"),
        required=False,
        help_text=_(
            "To whoever this rule gives hours: it states the days and the time, and no hours. Hours "
            "are credited, with a certificate of their own, once the module is completed."
        ),
    )
    code_hours = forms.IntegerField(
        label=_("Hours after the end in which the code can be entered"),
        min_value=1,
        max_value=336,
        initial=24,
    )

    def __init__(
        self,
        data: Any = None,
        *,
        association: Association,
        session: LiveSession | None = None,
        titles: dict[str, str],
    ) -> None:
        self.zone = live_times.zone(association.time_zone)
        super().__init__(data, initial=_said(session, self.zone) if session else {})
        for code, name in settings.LANGUAGES:
            self.fields[f"title_{code}"] = forms.CharField(
                label=gettext("Title (%(language)s)") % {"language": gettext(str(name))},
                required=False,
                max_length=200,
                initial=(session.titles if session else {}).get(code, ""),
                help_text=gettext("Empty: “%(title)s”") % {"title": titles[code]}
                if code in titles
                else "",
            )
        self.order_fields([*(f"title_{code}" for code, _name in settings.LANGUAGES), *self.fields])
        self.rows = [
            MeetingForm(data, prefix=f"meeting-{number}", initial=said, association=association)
            for number, said in enumerate(_rows(session, data, self.zone))
        ]

    def is_valid(self) -> bool:
        return all([super().is_valid(), *(row.is_valid() for row in self.rows)])

    def facts(self) -> SessionFacts:
        said = dict(self.cleaned_data)
        titles = {code: said.pop(f"title_{code}", "") for code, _name in settings.LANGUAGES}
        opens, closes = said.pop("opens_on"), said.pop("closes_on")
        return SessionFacts(
            **said,
            titles=titles,
            meetings=[row.meeting for row in self.rows if row.meeting is not None],
            opens_at=live_times.start_of_day(opens, self.zone) if opens else None,
            closes_at=live_times.end_of_day(closes, self.zone) if closes else None,
        )


class CallOffForm(forms.Form):
    because = forms.CharField(
        label=_("Why"),
        max_length=300,
        help_text=_("One sentence. Everybody who has a seat or waits is told."),
    )


def _said(session: LiveSession, zone: Any) -> dict[str, Any]:
    names = (
        *("where", "access", "language", "seats", "waiting_list", "credit"),
        *("minimum_percent", "late_minutes", "certifies_attendance", "code_hours"),
    )
    opens, closes = session.opens_at, session.closes_at
    return {
        **{name: getattr(session, name) for name in names},
        "opens_on": opens.astimezone(zone).date() if opens else None,
        "closes_on": (closes - timedelta(seconds=1)).astimezone(zone).date() if closes else None,
    }


def _rows(session: LiveSession | None, data: Any, zone: Any) -> Iterator[dict[str, Any]]:
    """What the rows begin with; a sent form has as many rows as were sent."""
    meetings: Sequence[Any] = list(session.meetings.all()) if session else []
    sent = 0 if data is None else sum(1 for name in data if name.endswith("-day"))
    for meeting in meetings:
        begins, ends = meeting.starts_at.astimezone(zone), meeting.ends_at.astimezone(zone)
        yield {"day": begins.date(), "begins": begins.time(), "ends": ends.time()}
    wanted = max(sent, len(meetings) + BLANK_ROWS, 3)
    blank: dict[str, date | time] = {}
    for _number in range(wanted - len(meetings)):
        yield blank

"""One form for each outcome; what is allowed is the services' business."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from endorsement.forms.entry import day_field
from endorsement.models import Endorsement
from endorsement.rules.scheme import Outcome
from endorsement.services.application import Point

APPEAL_DAYS = 30


@dataclass(frozen=True)
class Asked:
    """A requirement as the form offers it: what it lacks, in words.

    `spare`: not met, and others of its group have met the group.
    """

    id: str
    title: str
    met: bool
    gap: str = ""
    spare: bool = False

    @property
    def settled(self) -> bool:
        return self.met or self.spare


def long_text(label: Any, *, rows: int = 10, required: bool = True, help_text: Any = "") -> Any:
    return forms.CharField(
        label=label,
        required=required,
        max_length=8000,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


DAYS_HINT = _(
    "Where it says {re_review_on} or {appeal_by}, the days that you choose are filled in."
)


class _OutcomeForm(forms.Form):
    """What every outcome shares. `said()` are the arguments of its service."""

    privacy_fields: tuple[str, ...] = ("letter",)

    def __init__(
        self, *args: Any, asked: Sequence[Asked], today: date, draft: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.asked = list(asked)
        if "letter" in self.fields:
            self.initial.setdefault("letter", draft)
        if "appeal_through" in self.fields:
            self.initial.setdefault("appeal_through", today + timedelta(days=APPEAL_DAYS))

    def said(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.fields if name != "read"}


def _read() -> forms.BooleanField:
    return forms.BooleanField(
        label=_("I have read this letter, and it may go to the applicant as it is.")
    )


class ApproveForm(_OutcomeForm):
    reason = long_text(_("Words for the applicant"), rows=4, required=False)
    privacy_fields = ("reason",)

    def said(self) -> dict[str, Any]:
        return {"decision": "approve", "reason": self.cleaned_data["reason"]}


class ForExamForm(_OutcomeForm):
    letter = long_text(_("Words for the applicant"), rows=4, required=False)


class EmergingForm(_OutcomeForm):
    until_on = day_field(
        label=_("Emerging through"),
        help_text=_("Until then the applicant can hand in what is missing."),
    )
    letter = long_text(_("Letter to the applicant"), required=False)


class MoreForm(_OutcomeForm):
    requirements = forms.MultipleChoiceField(
        label=_("What reopens"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Everything you do not tick stays as it was handed in. Tick nothing to reopen all of it."
        ),
    )
    question = long_text(
        _("What is missing?"),
        rows=5,
        help_text=_("The applicant reads this, in a message and on the page of the application."),
    )
    privacy_fields = ("question",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["requirements"].choices = [  # type: ignore[attr-defined]
            (one.id, one.title) for one in self.asked
        ]


class HoldForm(_OutcomeForm):
    until_on = day_field(
        label=_("On hold through"), help_text=_("An answer of the applicant ends it earlier.")
    )
    letter = long_text(_("Letter to the applicant"), help_text=DAYS_HINT)
    read = _read()


class DeferForm(_OutcomeForm):
    until_on = day_field(label=_("Re-review from"))
    letter = long_text(_("Letter to the applicant"), help_text=DAYS_HINT)
    read = _read()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in self.asked:
            self.fields[f"condition:{one.id}"] = forms.CharField(
                label=gettext("What to do: %(requirement)s") % {"requirement": one.title},
                required=False,
                max_length=2000,
                initial="" if one.settled else one.gap,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
            self.fields[f"amount:{one.id}"] = forms.CharField(
                label=gettext("How much: %(requirement)s") % {"requirement": one.title},
                required=False,
                max_length=60,
            )
        self.privacy_fields = ("letter", *(f"condition:{one.id}" for one in self.asked))

    def conditions(self) -> list[dict[str, Any]]:
        """The two fields of each requirement, what is not met first."""
        lines = sorted(self.asked, key=lambda one: one.settled)
        return [
            {"asked": one, "fields": [self[f"condition:{one.id}"], self[f"amount:{one.id}"]]}
            for one in lines
        ]

    def own_fields(self) -> list[forms.BoundField]:
        return [self["until_on"], self["letter"], self["read"]]

    def said(self) -> dict[str, Any]:
        data = self.cleaned_data
        points = [
            Point(one.id, data[f"condition:{one.id}"], data[f"amount:{one.id}"])
            for one in self.asked
            if data[f"condition:{one.id}"] or data[f"amount:{one.id}"]
        ]
        return {"until_on": data["until_on"], "letter": data["letter"], "conditions": points}


class DeclineForm(_OutcomeForm):
    letter = long_text(_("Letter to the applicant"), help_text=DAYS_HINT)
    appeal_through = day_field(label=_("Can be appealed through"))
    read = _read()

    def said(self) -> dict[str, Any]:
        return {
            "decision": "decline",
            "reason": self.cleaned_data["letter"],
            "appeal_through": self.cleaned_data["appeal_through"],
        }


FORMS: dict[Outcome, type[_OutcomeForm]] = {
    Outcome.APPROVE: ApproveForm,
    Outcome.APPROVE_FOR_EXAM: ForExamForm,
    Outcome.EMERGING: EmergingForm,
    Outcome.MORE_INFO: MoreForm,
    Outcome.HOLD: HoldForm,
    Outcome.DEFER: DeferForm,
    Outcome.DECLINE: DeclineForm,
}


class AnswerForm(forms.Form):
    """What the applicant says while the application is on hold."""

    privacy_fields = ("text",)

    text = long_text(_("Your answer"), rows=6)


class AppealForm(forms.Form):
    """Why the applicant wants a second look."""

    privacy_fields = ("reasons",)

    reasons = long_text(
        _("Why should others look at it again?"),
        rows=8,
        help_text=_("People who took no part in the first decision read this."),
    )


class UpholdForm(forms.Form):
    """The first decision stands."""

    privacy_fields = ("letter",)

    letter = long_text(_("Letter to the applicant"), rows=8)
    read = _read()


class RevokeForm(forms.Form):
    """Why an endorsement is taken away."""

    privacy_fields = ("note",)

    reason = forms.ChoiceField(
        label=_("Reason"), choices=Endorsement.RevokedReason.choices, widget=forms.RadioSelect
    )
    note = long_text(
        _("Note"), rows=3, required=False, help_text=_("Stays inside your association.")
    )
    sure = forms.BooleanField(label=_("I am sure. Its certificates will say “no longer valid”."))

"""What a coordinator does with a renewal, and what they want to see at the desk."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from endorsement import wording
from endorsement.forms.entry import day_field
from endorsement.models import Association, FeePayment, Membership, Person, Renewal, RenewalOpinion
from endorsement.selectors import memberships
from endorsement.selectors.renewal_desk import Choices, Wanted

#: What the holder is usually given to answer.
USUAL_DAYS = 21
USUAL_AUDIT_DAYS = 30


class RenewalQueueForm(forms.Form):
    """Everything may be empty; a choice that does not exist is ignored."""

    needs_legend = False

    name = forms.CharField(label=_("Name"), required=False, max_length=100)
    due_on = forms.ChoiceField(label=_("Due on"), required=False)
    category = forms.ChoiceField(label=_("Category"), required=False)
    pile = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, choices: Choices) -> None:
        super().__init__(data)
        days = [(one.isoformat(), date_format(one)) for one in choices.due_days]
        names = [(code, wording.pick(name)) for code, name in choices.categories.items()]
        self.fields["due_on"].choices = [("", _("Every day")), *days]  # type: ignore[attr-defined]
        every = ("", _("Every category"))
        self.fields["category"].choices = [every, *names]  # type: ignore[attr-defined]

    def wanted(self) -> Wanted:
        """What was chosen, without what cannot be chosen."""
        self.is_valid()
        said = {name: value for name, value in self.cleaned_data.items() if value}
        if "due_on" in said:
            said["due_on"] = date.fromisoformat(said["due_on"])
        return Wanted(**said)


class SendBackForm(forms.Form):
    """What the holder still has to bring, by when, and what of it reopens."""

    privacy_fields = ("question",)

    question = forms.CharField(
        label=_("What do you need?"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The holder reads this, in a message and on the page of the renewal."),
    )
    requirements = forms.MultipleChoiceField(
        label=_("What reopens"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Nothing ticked: everything reopens."),
    )
    answer_by_on = day_field(label=_("Answer by"))

    def __init__(self, *args: Any, titles: list[tuple[str, str]], on: date, **kwargs: Any) -> None:
        kwargs["initial"] = {"answer_by_on": on + timedelta(days=USUAL_DAYS)}
        super().__init__(*args, **kwargs)
        self.fields["requirements"].choices = titles  # type: ignore[attr-defined]


class DeclineForm(forms.Form):
    """Why a renewal is declined."""

    privacy_fields = ("reason",)

    reason = forms.CharField(
        label=_("Reason"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The holder reads it. Say what was met, what was missing, and whom to call."),
    )


class ReopenForm(forms.Form):
    """A decline is taken back."""

    privacy_fields = ("question",)

    question = forms.CharField(
        label=_("What the holder is to do"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    answer_by_on = day_field(label=_("Answer by"))

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        kwargs["initial"] = {"answer_by_on": on + timedelta(days=USUAL_DAYS)}
        super().__init__(*args, **kwargs)


class AskReviewerForm(forms.Form):
    """Choose a reviewer of the association."""

    reviewer = forms.ModelChoiceField(
        label=_("Reviewer"), queryset=Person.objects.none(), to_field_name="ref"
    )

    def __init__(self, *args: Any, association: Association, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reviewing = memberships.in_role(association, Membership.Role.REVIEWER, on)
        people = Person.objects.filter(pk__in=reviewing.values("person")).order_by("name")
        self.fields["reviewer"].queryset = people  # type: ignore[attr-defined]


class TakeBackRenewalFeeForm(forms.Form):
    """A payment that was recorded by mistake."""

    payment = forms.ModelChoiceField(
        queryset=FeePayment.objects.none(), to_field_name="public_id", widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, renewal: Renewal | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if renewal is not None:
            self.fields["payment"].queryset = renewal.payments.all()  # type: ignore[attr-defined]


class OpinionForm(forms.Form):
    """What a reviewer thinks of a renewal."""

    privacy_fields = ("comment",)

    recommendation = forms.ChoiceField(
        label=_("What do you recommend?"),
        choices=[(code, capfirst(label)) for code, label in RenewalOpinion.Recommendation.choices],
        widget=forms.RadioSelect,
    )
    comment = forms.CharField(
        label=_("For the coordinator"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

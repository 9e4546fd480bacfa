"""Forms of registering: what the applicant asks, what the coordinator records."""

from datetime import date
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from endorsement.forms.entry import day_field
from endorsement.models import Association, Belonging, FeePayment, Membership, Person
from endorsement.selectors import memberships
from endorsement.selectors.fees import Due
from lms.backbone.ids import public_id


class RegisterForm(forms.Form):
    """The applicant asks to be registered."""

    privacy_fields = ("note",)

    note = forms.CharField(
        label=_("Anything the association should know"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("For example who pays the fee, or when you would like to hand in."),
    )
    wants_advisor = forms.BooleanField(
        label=_("I would like an advisor."),
        required=False,
        help_text=_(
            "An endorsed volunteer who reads your application while you prepare it, and comments."
            " Advisors do not decide."
        ),
    )

    def __init__(self, *args: Any, association: Association, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        advisors = memberships.in_role(association, Membership.Role.ADVISOR, on)
        if not advisors.exists():
            del self.fields["wants_advisor"]


class RegistrationQuestionForm(forms.Form):
    """What the coordinator still needs before somebody is registered."""

    privacy_fields = ("question",)

    question = forms.CharField(
        label=_("What do you need to know?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The applicant reads this, in a message and on the page of the application."),
    )


class PaymentForm(forms.Form):
    """A fee that was paid or waived; never card data."""

    once = forms.CharField(widget=forms.HiddenInput, max_length=40)
    purpose = forms.ChoiceField(label=_("Fee"))
    amount = forms.DecimalField(label=_("Amount"), max_digits=10, decimal_places=2)
    method = forms.ChoiceField(
        label=_("How it was paid"),
        choices=[(code, capfirst(label)) for code, label in FeePayment.Method.choices],
    )
    paid_on = day_field(label=_("Day"))
    reference = forms.CharField(
        label=_("Reference"),
        required=False,
        max_length=80,
        help_text=_("The number of the check or of the transfer. Never the number of a card."),
    )

    def __init__(self, *args: Any, due: list[Due], on: date, **kwargs: Any) -> None:
        first = next((one for one in due if not one.settled), due[0] if due else None)
        start = {"once": public_id(), "paid_on": on}
        if first is not None:
            start |= {"purpose": first.fee.purpose, "amount": first.fee.amount - first.paid}
        kwargs["initial"] = {**start, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        choices = [
            (one.fee.purpose, capfirst(f"{one.fee.get_purpose_display()}: {one.amount}"))
            for one in due
        ]
        self.fields["purpose"].choices = choices  # type: ignore[attr-defined]


class TakeBackForm(forms.Form):
    """A payment that was recorded by mistake."""

    payment = forms.ModelChoiceField(
        queryset=FeePayment.objects.none(), to_field_name="public_id", widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, application: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["payment"].queryset = application.payments.all()  # type: ignore[attr-defined]


class AdvisorForm(forms.Form):
    """Choose an advisor of the association."""

    advisor = forms.ModelChoiceField(
        label=_("Advisor"), queryset=Person.objects.none(), to_field_name="ref"
    )

    def __init__(self, *args: Any, association: Association, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        advising = memberships.in_role(association, Membership.Role.ADVISOR, on).values("person")
        people = Person.objects.filter(pk__in=advising).order_by("name")
        self.fields["advisor"].queryset = people  # type: ignore[attr-defined]


class MembershipForm(forms.Form):
    """Confirm a membership that the applicant entered."""

    belonging = forms.ModelChoiceField(
        queryset=Belonging.objects.none(), to_field_name="public_id", widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["belonging"].queryset = person.belongings.all()  # type: ignore[attr-defined]

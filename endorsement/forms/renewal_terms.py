"""How an association decides about renewals, and how it wants to be paid."""

from dataclasses import asdict
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from endorsement.models import RenewalTerms
from endorsement.services.renewal_terms import Terms


class RenewalTermsForm(forms.Form):
    revision = forms.IntegerField(widget=forms.HiddenInput)
    approve_clean = forms.BooleanField(
        label=_("Approve clean renewals by rule"),
        required=False,
        help_text=_(
            "Clean means: everything is met or attested, no question is open, membership is on record"
            " where you require it, and nothing is owed if payment comes first. Without it every"
            " renewal waits for you."
        ),
    )
    payment_first = forms.BooleanField(
        label=_("The fee has to be recorded first"),
        required=False,
        help_text=_("A renewal is then approved once its fee is recorded as paid or waived."),
    )
    one_fee = forms.BooleanField(
        label=_("One fee for all endorsements of a person that are due on the same day"),
        required=False,
    )
    member_year_ends = forms.CharField(
        label=_("Your membership year ends on"),
        required=False,
        max_length=5,
        help_text=_("A day of the year such as 06-30. Empty: twelve months from the purchase."),
    )
    member_carries_from = forms.CharField(
        label=_("Memberships bought from this day on run to the end of the next year"),
        required=False,
        max_length=5,
        help_text=_("A day of the year such as 10-01. Empty: none do."),
    )
    pay_url = forms.URLField(
        label=_("Where to pay"),
        required=False,
        max_length=400,
        assume_scheme="https",
        help_text=_("The address of your own page, beginning with https://. Nothing is paid here."),
    )
    pay_text_en = forms.CharField(
        label=_("How to pay (English)"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For example to whom a check is made out."),
    )
    pay_text_es = forms.CharField(
        label=_("How to pay (Spanish)"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, data: Any = None, *, terms: RenewalTerms) -> None:
        names = (
            *("revision", "approve_clean", "payment_first", "one_fee", "pay_url"),
            *("member_year_ends", "member_carries_from"),
        )
        start = {name: getattr(terms, name) for name in names}
        texts = {f"pay_text_{one}": terms.pay_text.get(one, "") for one in ("en", "es")}
        super().__init__(data, initial={**start, **texts})

    def terms(self) -> Terms:
        """What the coordinator set. Valid forms only."""
        said = self.cleaned_data
        texts = {one: said[f"pay_text_{one}"].strip() for one in ("en", "es")}
        kept = {name: said[name] for name in asdict(Terms()) if name in said}
        return Terms(**kept, pay_text={one: text for one, text in texts.items() if text})

"""allauth's sign-up form under our content security policy, with a second address."""

from typing import Any

from allauth.account import app_settings
from allauth.account.forms import SignupForm as AllauthSignupForm
from allauth.account.models import EmailAddress
from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class SignupForm(AllauthSignupForm):
    """Hides the trap for robots by our style sheet: the policy refuses its style attribute.

    A second address is kept unconfirmed; its link is mailed once the first is confirmed
    (`receivers.ask_the_others`), so that nobody is written to on a stranger's word.
    """

    second_email = forms.EmailField(
        label=_("A second address of your own (optional)"),
        required=False,
        help_text=_(
            "Work addresses end with a job. If mail to the first one comes back, we write to this one."
        ),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        trap = self.fields.get(app_settings.SIGNUP_FORM_HONEYPOT_FIELD or "")
        if trap:
            trap.widget.attrs.pop("style", None)

    def save(self, request: HttpRequest) -> Any:
        """The account, and its second address to be confirmed later."""
        user = super().save(request)
        second = self.cleaned_data.get("second_email", "").strip().lower()
        if second and second != user.email.lower():
            EmailAddress.objects.get_or_create(
                user=user, email=second, defaults={"verified": False, "primary": False}
            )
        return user

"""allauth's sign-up form under our content security policy."""

from typing import Any

from allauth.account import app_settings
from allauth.account.forms import SignupForm as AllauthSignupForm


class SignupForm(AllauthSignupForm):
    """Hides the trap for robots by our style sheet: the policy refuses its style attribute."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        trap = self.fields.get(app_settings.SIGNUP_FORM_HONEYPOT_FIELD or "")
        if trap:
            trap.widget.attrs.pop("style", None)

"""A second factor for reviewers, staff and administrators.

Who that is, is told by the function that `SECOND_FACTOR_REQUIRED_FOR` names: sign-in knows no roles.
"""

from collections.abc import Callable
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from lms.accounts.models import User

FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
# Setting up, signing out and choosing a language stay open.
OPEN_NAMES = ("mfa_", "account_", "set_language", "healthz", "readyz", "metrics")


def required_of(user: User | AnonymousUser) -> bool:
    """Whether this user may not go on without a second factor."""
    if not settings.REQUIRE_SECOND_FACTOR or not user.is_authenticated:
        return False
    return bool(
        user.is_superuser
        or import_string(settings.SECOND_FACTOR_REQUIRED_FOR)(user)
        # Whoever was let into the CMS by hand, without a membership.
        or user.has_perm("wagtailadmin.access_admin")
    )


def missing_for(user: User | AnonymousUser) -> bool:
    """Whether it is required and not set up. Recovery codes alone are no second factor."""
    return required_of(user) and not is_mfa_enabled(user, types=FACTORS)


class SecondFactorRequired:
    """Leads a user who needs a second factor to the page where it is set up."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, _view: Any, _args: Any, _kwargs: Any
    ) -> HttpResponse | None:
        match = request.resolver_match
        name = (match.url_name if match else None) or ""
        if name.startswith(OPEN_NAMES) or not missing_for(request.user):
            return None
        messages.info(
            request,
            _(
                "Your role lets you see other people's records. Please add a passkey or an "
                "authenticator app before you go on."
            ),
        )
        return redirect("mfa_index")

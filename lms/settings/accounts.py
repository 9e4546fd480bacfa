"""Sign-in: by address, with password or passkey, or through one's institution; second factors."""

from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from lms.settings import environment as env

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "today"
LOGOUT_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "lms.accounts.adapters.AccountAdapter"
ACCOUNT_FORMS = {"signup": "lms.accounts.forms.SignupForm"}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_SIGNUP_FORM_HONEYPOT_FIELD = "website"
ACCOUNT_SESSION_REMEMBER = True
MFA_ADAPTER = "lms.accounts.adapters.MfaAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True


def _institutions() -> list[dict[str, Any]]:
    """The one institution whose accounts are let in, or none.

    What it answers is believed because it comes by HTTPS; the library checks no signature then.

    :raises ImproperlyConfigured: when it is named only in part, or not by HTTPS.
    """
    names = ("OIDC_SERVER_URL", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET")
    url, client, secret = (env.text(name) for name in names)
    if not (url or client or secret):
        return []
    if not (url and client and secret):
        raise ImproperlyConfigured(
            f"Sign-in through an institution needs all of {', '.join(names)}. Set the missing ones, "
            "for example OIDC_SERVER_URL=https://login.example.edu, or none."
        )
    if urlsplit(url).scheme != "https":
        raise ImproperlyConfigured(
            f"OIDC_SERVER_URL={url} must start with https://. Write for example "
            "OIDC_SERVER_URL=https://login.example.edu"
        )
    return [
        {
            "provider_id": "institution",
            "name": env.text("OIDC_NAME", "your institution"),
            "client_id": client,
            "secret": secret,
            "settings": {"server_url": url, "oauth_pkce_enabled": True},
        }
    ]


SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": _institutions()}}
# The institution says who somebody is there, never whose account here an address belongs to: one's own
# is connected by whoever is signed in to it.
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_REQUESTS_TIMEOUT = 5
# Failed passwords are counted by axes, for address and place together; here only the flood is.
ACCOUNT_RATE_LIMITS = {"login_failed": "30/m/ip"}
# Who must have a second factor before anything else, when it is required at all (in production).
REQUIRE_SECOND_FACTOR = False
SECOND_FACTOR_REQUIRED_FOR = "endorsement.permissions.works_for_an_association"
# A whole center often shares one address: lock the pair, never the address alone.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = 0.25
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False
AXES_IPWARE_PROXY_COUNT = env.whole("PROXY_COUNT", 0)
AXES_USERNAME_CALLABLE = "lms.accounts.lockout.attempted_address"
AXES_LOCKOUT_TEMPLATE = "account/locked.html"

"""What browsers may do with our pages, and who may watch the platform."""

from urllib.parse import urlsplit

from lms.settings import environment as env


def _institution() -> list[str]:
    """Where the form that signs in through an institution leads: browsers ask before they follow."""
    named = env.text("OIDC_AUTHORIZATION_ORIGIN") or env.text("OIDC_SERVER_URL")
    parts = urlsplit(named)
    return [f"{parts.scheme}://{parts.netloc}"] if parts.netloc else []


CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'self'"],
        "form-action": ["'self'", *_institution()],
        "frame-ancestors": ["'self'"],
    }
}
# Wagtail exempts its own preview, the one page that stands in a frame.
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "lms.views.csrf_failure"
# /metrics answers this machine; from elsewhere it wants `Authorization: Bearer <token>`.
METRICS_TOKEN = env.secret("METRICS_TOKEN")

"""Production: refuses to start without secret, database and hosts, and says what to type."""

from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from lms.settings import environment as env

SECRET_KEY = env.required("SECRET_KEY", "$(openssl rand -base64 48)")
env.required("DATABASE_URL", "postgres://user:password@localhost:5432/platform")
env.required("REDIS_URL", "redis://localhost:6379")
env.required("PUBLIC_URL", "https://endorsement.example.org")
env.required("ALLOWED_HOSTS", "endorsement.example.org")
env.required("SMTP_URL", "smtp://user:password@mail.example.org:587")

from lms.settings.base import *  # noqa: E402, F403
from lms.settings.base import CONTENT_URL, LOGGING, PUBLIC_URL  # noqa: E402

if len(SECRET_KEY) < 50:
    raise ImproperlyConfigured(
        "SECRET_KEY is too short. Make one with: SECRET_KEY=$(openssl rand -base64 48)"
    )

ALLOWED_HOSTS = env.words("ALLOWED_HOSTS")
# Associations' own hosts stand in ALLOWED_HOSTS, too (docs/operations.md).
CSRF_TRUSTED_ORIGINS = [
    PUBLIC_URL,
    *(
        f"https://{'*' if host.startswith('.') else ''}{host}"
        for host in ALLOWED_HOSTS
        if host != "*"
    ),
]
SHOW_MAIL_PAGE = False
LOG_FORMAT = env.choice("LOG_FORMAT", "JSON", ["JSON", "LINE"])
LOGGING["handlers"]["console"]["formatter"] = LOG_FORMAT.lower()
REQUIRE_SECOND_FACTOR = True
# In the address that an institution sends people back to, whatever the proxy says.
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https"
# No host for packages, no packages: development's default would be this machine.
CONTENT_URL = CONTENT_URL if env.text("CONTENT_URL") else ""
if CONTENT_URL:
    # Asked for, but never trusted to send a form to the platform.
    ALLOWED_HOSTS = [*ALLOWED_HOSTS, urlsplit(CONTENT_URL).hostname or ""]

if urlsplit(PUBLIC_URL).scheme != "https":
    raise ImproperlyConfigured(
        f"PUBLIC_URL={PUBLIC_URL} must start with https:// in production. Write for example "
        "PUBLIC_URL=https://endorsement.example.org"
    )

SECURE_SSL_REDIRECT = env.yes("SSL_REDIRECT", True)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.yes("BEHIND_PROXY") else None
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]
SECURE_HSTS_SECONDS = env.whole("HSTS_SECONDS", 31_536_000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = True
# The prefix makes the browser refuse the cookie from any other host, also a subdomain.
SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_NAME = "__Host-csrf"
LANGUAGE_COOKIE_NAME = "__Host-language"

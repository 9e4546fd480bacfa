"""Settings shared by every environment. Values come from the environment; see .env.example."""

from logging import LogRecord
from typing import Any
from urllib.parse import urlsplit

import dj_database_url
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from lms.logs import hide_secrets
from lms.settings import environment as env

BASE_DIR = env.BASE_DIR
DATA_DIR = env.data_dir()
PORT = env.whole("PORT", 8000)
DEBUG = False
ROOT_URLCONF = "lms.urls"
WSGI_APPLICATION = "lms.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "lms",
    "lms.accounts",
    "lms.backbone",
    "endorsement",
    "courses",
    "certificates",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtailmedia",
    "wagtail.contrib.redirects",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "axes",
    "csp",
    "django_htmx",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    # Its own form templates, which ours in templates/django/forms override.
    "django.forms",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "lms.security.CmsContentSecurityPolicy",
    "lms.security.PrivatePages",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "lms.accounts.second_factor.SecondFactorRequired",
    "django_htmx.middleware.HtmxMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    # Last, so that it sees the response of a refused sign-in.
    "axes.middleware.AxesMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "lms.navigation.navigation",
            ],
        },
    },
]
FORM_RENDERER = "lms.forms.FormRenderer"

# --- Database -------------------------------------------------------------------------------------

DATABASE_URL = env.text("DATABASE_URL", f"sqlite:///{DATA_DIR / 'db' / 'platform.sqlite3'}")
try:
    DATABASES = {"default": dj_database_url.parse(DATABASE_URL, conn_max_age=60)}
except (ValueError, KeyError) as error:
    raise ImproperlyConfigured(
        "DATABASE_URL is not a database address. Write for example "
        "DATABASE_URL=postgres://user:password@localhost:5432/platform"
    ) from error

if "sqlite" in DATABASES["default"]["ENGINE"]:
    # Write-ahead logging lets pages read while a worker writes; IMMEDIATE takes the write lock at
    # the start of a transaction, so that two writers wait for each other instead of failing.
    DATABASES["default"]["CONN_MAX_AGE"] = 0
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 5)

# --- Broker and cache -----------------------------------------------------------------------------


def _on_database(url: str, number: int) -> str:
    """The same server on another database number."""
    parts = urlsplit(url)
    if parts.scheme == "unix":
        return f"unix://{parts.path}?db={number}"
    return parts._replace(path=f"/{number}").geturl()


def _for_celery(url: str) -> str:
    """kombu names Unix sockets differently from redis-py."""
    parts = urlsplit(url)
    if parts.scheme == "unix":
        return f"redis+socket://{parts.path}?virtual_host=0"
    return parts._replace(path="/0").geturl()


REDIS_URL = env.text("REDIS_URL", "redis://localhost:6379")
if urlsplit(REDIS_URL).scheme not in {"redis", "rediss", "unix"}:
    raise ImproperlyConfigured(
        "REDIS_URL is not a Redis or Valkey address. Write for example "
        "REDIS_URL=redis://localhost:6379 or REDIS_URL=unix:///run/valkey/valkey.sock"
    )

CACHES = {
    "default": {
        "BACKEND": "lms.cache.ForgivingRedisCache",
        "LOCATION": _on_database(REDIS_URL, 1),
        "KEY_PREFIX": "platform",
        # A server that hangs must not hang the page.
        "OPTIONS": {"socket_timeout": 2, "socket_connect_timeout": 2},
    }
}

# Chosen by experiment: without a result backend and without canceling on connection loss, a task
# whose broker dies runs twice instead of never; every effect is idempotent by a unique key.
CELERY_BROKER_URL = _for_celery(REDIS_URL)
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 600,
    "socket_timeout": 5,
    "socket_connect_timeout": 5,
    # For senders: a web request gives up on a dead broker instead of trying for ever.
    "max_retries": 1,
    "interval_start": 0,
    "unacked_restore_interval": 10,
    "unacked_restore_throttle": 5,
}
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TIME_LIMIT = 300
CELERY_TASK_SOFT_TIME_LIMIT = 240
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_TASKS_PER_CHILD = 2000
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = False
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = "UTC"
# Whether a commit wakes a worker. Without hints the sweeps find everything, within a minute.
HINTS_ENABLED = True

# --- Languages and time ---------------------------------------------------------------------------

USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = True
LANGUAGE_CODE = "en"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("en", _("English")), ("es", _("Spanish"))]
LOCALE_PATHS = [BASE_DIR / "lms" / "locale"]
WAGTAIL_I18N_ENABLED = True

# --- Files: one folder, each part a named storage -------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "public"


def _folder(*parts: str) -> dict[str, object]:
    return {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {
            "location": str(DATA_DIR.joinpath(*parts)),
            "base_url": None,
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    }


STORAGES: dict[str, dict[str, Any]] = {
    # Wagtail's media: the only public files.
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    "evidence": _folder("private", "evidence"),
    "certificates": _folder("private", "certificates"),
    "packages": _folder("packages"),
    "chain_heads": _folder("private", "chain-heads"),
    "tmp": _folder("tmp"),
}
FILE_UPLOAD_TEMP_DIR = None
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
EVIDENCE_MAX_BYTES = env.whole("EVIDENCE_MAX_MB", 10) * 1024 * 1024

# --- Sign-in --------------------------------------------------------------------------------------

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
LOGIN_REDIRECT_URL = "home"
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

# --- Security -------------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'self'"],
    }
}
# Wagtail exempts its own preview, the one page that stands in a frame.
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "lms.views.csrf_failure"

# --- Addresses ------------------------------------------------------------------------------------

PUBLIC_URL = env.text("PUBLIC_URL", f"http://localhost:{PORT}").rstrip("/")
# Hosts that are the whole platform; every other allowed host is an association's own.
PLATFORM_HOSTS = {urlsplit(PUBLIC_URL).hostname, "localhost", "127.0.0.1", "[::1]"}
CONTENT_URL = env.text("CONTENT_URL", f"http://127.0.0.1:{PORT + 1}").rstrip("/")

# --- Mail -----------------------------------------------------------------------------------------

DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.text("MAIL_FROM", "Endorsement <no-reply@localhost>")
SMTP_URL = env.text("SMTP_URL")
MAIL_DIR = DATA_DIR / "mail"
SHOW_MAIL_PAGE = False
EMAIL_TIMEOUT = 20
if SMTP_URL:
    _smtp = urlsplit(SMTP_URL)
    if _smtp.scheme not in {"smtp", "smtps"} or not _smtp.hostname:
        raise ImproperlyConfigured(
            "SMTP_URL is not a mail server's address. Write for example "
            "SMTP_URL=smtp://user:password@mail.example.org:587"
        )
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST = _smtp.hostname
    EMAIL_PORT = _smtp.port or 587
    EMAIL_HOST_USER = _smtp.username or ""
    EMAIL_HOST_PASSWORD = _smtp.password or ""
    EMAIL_USE_SSL = _smtp.scheme == "smtps"
    EMAIL_USE_TLS = _smtp.port == 587 and not EMAIL_USE_SSL
else:
    # Readable on the page /dev/mail/ as well.
    EMAIL_BACKEND = "lms.backbone.mail_files.FileBackend"

# --- Wagtail --------------------------------------------------------------------------------------

WAGTAIL_SITE_NAME = "Early Relationships"
WAGTAILADMIN_BASE_URL = PUBLIC_URL
WAGTAILIMAGES_IMAGE_MODEL = "courses.CreditedImage"
WAGTAILDOCS_DOCUMENT_MODEL = "courses.CreditedDocument"
# Nothing that a browser would run with a visitor's session.
WAGTAILDOCS_EXTENSIONS = ["pdf", "docx", "odt", "pptx", "odp", "xlsx", "ods", "csv", "txt", "ics"]
WAGTAILMEDIA = {
    "MEDIA_MODEL": "courses.Recording",
    "AUDIO_EXTENSIONS": ["mp3", "m4a", "ogg", "wav"],
    "VIDEO_EXTENSIONS": ["mp4", "webm"],
}
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILADMIN_LOGIN_URL = "wagtailadmin_login"
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False
TAGGIT_CASE_INSENSITIVE = True

# --- Logging: one line an event, personal data never in it ----------------------------------------


def _is_news(record: LogRecord) -> bool:
    """Not ready yet is an answer, not an error: whoever asks every second reads it there."""
    return getattr(getattr(record, "request", None), "path", "") != "/readyz"


LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {
        "news": {"()": "django.utils.log.CallbackFilter", "callback": _is_news},
        "secrets": {"()": "django.utils.log.CallbackFilter", "callback": hide_secrets},
    },
    "formatters": {
        "line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"},
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "filters": ["secrets"],
        }
    },
    "root": {"handlers": ["console"], "level": env.text("LOG_LEVEL", "INFO")},
    "loggers": {
        "django.request": {"filters": ["news"]},
        "fontTools": {"level": "WARNING"},
        "pikepdf": {"level": "WARNING"},
        "weasyprint": {"level": "ERROR"},
        # Its warnings name the address that was tried.
        "axes": {"level": "ERROR"},
        # Each saved page would write ten lines.
        "django_tasks": {"level": "WARNING"},
        "wagtail": {"level": "WARNING"},
    },
}

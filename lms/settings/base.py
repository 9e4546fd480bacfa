"""Settings shared by every environment. Values come from the environment; see .env.example.

What belongs to one concern stands in a file of its own beside this one.
"""

from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _

from lms.settings import environment as env
from lms.settings.accounts import *  # noqa: F403
from lms.settings.celery import *  # noqa: F403
from lms.settings.database import *  # noqa: F403
from lms.settings.logging import *  # noqa: F403
from lms.settings.mail import *  # noqa: F403
from lms.settings.security import *  # noqa: F403
from lms.settings.storage import *  # noqa: F403
from lms.settings.wagtail import *  # noqa: F403

BASE_DIR = env.BASE_DIR
DATA_DIR = env.data_dir()
PORT = env.whole("PORT", 8000, least=1)
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
    "allauth.socialaccount.providers.openid_connect",
    "axes",
    "csp",
    "django_htmx",
    "django_structlog",
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
    # First, so that they see every answer, also one that another middleware gives.
    "lms.backbone.metrics.CountedRequests",
    "lms.tracing.RequestLog",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Before everything that knows people or cookies.
    "lms.security.PackagesOnTheirOwnHost",
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
    "lms.accounts.institution.InstitutionMayBeAway",
    "lms.accounts.second_factor.SecondFactorRequired",
    "django_htmx.middleware.HtmxMiddleware",
    "lms.accounts.session_ended.SessionEndedIsSaid",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    # After all that answers by itself, so that it sees the response of a refused sign-in.
    "axes.middleware.AxesMiddleware",
    "courses.views.cms.not_ready.NotReadyIsSaid",
    "courses.views.cms.localizing.TranslationsAreOwn",
    "lms.security.NulIsNoText",
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

# --- Languages and time ----------------------------------------------------------------------------

USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = True
LANGUAGE_CODE = "en"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("en", _("English")), ("es", _("Spanish"))]
LOCALE_PATHS = [BASE_DIR / "lms" / "locale"]
FORMAT_MODULE_PATH = "lms.formats"
WAGTAIL_I18N_ENABLED = True

# --- Addresses -------------------------------------------------------------------------------------

PUBLIC_URL = env.address("PUBLIC_URL", f"http://localhost:{PORT}")
CONTENT_URL = env.address("CONTENT_URL", f"http://127.0.0.1:{PORT + 1}")
CONTENT_URLCONF = "courses.content_urls"
# Hosts that are the whole platform; every other allowed host is an association's own.
PLATFORM_HOSTS = {urlsplit(PUBLIC_URL).hostname, "localhost", "127.0.0.1", "[::1]"}
# Whether external tools may have addresses on this machine: in development alone.
TOOLS_ON_THIS_MACHINE = False
# Whether the addresses of resource cards and sources are asked once a week. Nothing else is sent there.
LINK_CHECKS = env.yes("LINK_CHECKS", default=True)
WAGTAILADMIN_BASE_URL = PUBLIC_URL

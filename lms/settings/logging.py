"""Logging: one line an event, personal data never in it."""

from logging import LogRecord

from lms.logs import hide_secrets
from lms.settings import environment as env

_LEVELS = ["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"]


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
    "root": {"handlers": ["console"], "level": env.choice("LOG_LEVEL", "INFO", _LEVELS)},
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

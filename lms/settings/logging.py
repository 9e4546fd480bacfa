"""Logging: one line an event, personal data never in it; see `lms/logs.py` and `lms/tracing.py`."""

from logging import DEBUG as _DEBUG
from logging import ERROR as _ERROR
from logging import LogRecord
from typing import Any

from lms.logs import configure, formatter, hide_secrets
from lms.settings import environment as env

_LEVELS = ["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"]


def _is_news(record: LogRecord) -> bool:
    """Not ready yet is an answer, not an error: whoever asks every second reads it there.

    And a failure is logged once, by `lms.tracing`, with the request's id.
    """
    path = getattr(getattr(record, "request", None), "path", "")
    return path != "/readyz" and not (record.levelno >= _ERROR and record.exc_info)


def _is_no_probe(record: LogRecord) -> bool:
    """The same answer, as the line about a request tells it."""
    return not (isinstance(record.msg, dict) and record.msg.get("request") == "GET /readyz")


configure()
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {
        "news": {"()": "django.utils.log.CallbackFilter", "callback": _is_news},
        "no_probes": {"()": "django.utils.log.CallbackFilter", "callback": _is_no_probe},
        "secrets": {"()": "django.utils.log.CallbackFilter", "callback": hide_secrets},
    },
    "formatters": {
        "line": formatter(json=False),
        "json": formatter(json=True),
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
        "django_structlog.middlewares.request": {"filters": ["no_probes"]},
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

# No line for each page: it would hold what people look at, and drown what matters.
DJANGO_STRUCTLOG_STATUS_DEFAULT_LOG_LEVEL = _DEBUG
DJANGO_STRUCTLOG_STATUS_4XX_LOG_LEVEL = _DEBUG
DJANGO_STRUCTLOG_IP_LOGGING_ENABLED = False
# A task's lines carry its id and the id of the request that hinted at it.
DJANGO_STRUCTLOG_CELERY_ENABLED = True
DJANGO_STRUCTLOG_CELERY_DEFAULT_LOG_LEVEL = _DEBUG
DJANGO_STRUCTLOG_CELERY_TASK_FAILURE_LOG_LEVEL = _ERROR

"""The broker, the cache beside it, and how tasks are taken: every figure was measured."""

from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from lms.settings import environment as env


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
# How many other processes are asked to help with a job that is cut into parts: the worker's own.
JOB_HELPERS = env.whole("WORKER_PROCESSES", 2, least=1) - 1
# Whether a commit wakes a worker. Without hints the sweeps find everything, within a minute.
HINTS_ENABLED = True

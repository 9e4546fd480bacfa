"""SQLite unless `DATABASE_URL` names another one."""

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

from lms.settings import environment as env

DATABASE_URL = env.text("DATABASE_URL", f"sqlite:///{env.data_dir() / 'db' / 'platform.sqlite3'}")
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

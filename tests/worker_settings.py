"""Settings of the worker process that a test starts: the test's own database, files and broker."""

from lms.settings.environment import required
from lms.settings.test import *  # noqa: F403
from lms.settings.test import DATABASES

DATABASES["default"]["NAME"] = required("WORKER_DATABASE", "the name of the test database")
EMAIL_BACKEND = "lms.backbone.mail_files.FileBackend"
HINTS_ENABLED = True
# Kinds of jobs that only tests ask for, and a place where a test can hold a worker.
CELERY_IMPORTS = ["tests.jobs", "tests.holding"]

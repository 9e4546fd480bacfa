"""The test suite: fast password hashing, files in a folder of their own, no page cached."""

import atexit
import hashlib
import shutil
import tempfile
from pathlib import Path

from lms.settings.base import *  # noqa: F403
from lms.settings.base import BASE_DIR, DATABASES, INSTALLED_APPS, STORAGES
from lms.settings.environment import text

SECRET_KEY = "only for tests"
# Refuses two migrations that were made side by side: max_migration.txt names each app's last one.
INSTALLED_APPS += ["django_linear_migrations"]
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PLATFORM_HOSTS = {*ALLOWED_HOSTS}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
SHOW_MAIL_PAGE = True
TOOLS_ON_THIS_MACHINE = True
LINK_CHECKS = False

if text("TEST_DATA_DIR"):
    DATA_DIR = Path(text("TEST_DATA_DIR"))
else:
    # Gone with the run; worker processes of a run are handed its folder and leave it alone.
    DATA_DIR = Path(tempfile.mkdtemp(prefix="platform-test-"))
    atexit.register(shutil.rmtree, DATA_DIR, ignore_errors=True)
MEDIA_ROOT = DATA_DIR / "public"
MAIL_DIR = DATA_DIR / "mail"
TOOL_KEYS_DIR = DATA_DIR / "keys" / "tools"
for _name, _parts in {
    "evidence": ("private", "evidence"),
    "certificates": ("private", "certificates"),
    "hand_outs": ("private", "hand-outs"),
    "designs": ("private", "designs"),
    "packages": ("packages",),
    "chain_heads": ("private", "chain-heads"),
    "jobs": ("private", "jobs"),
    "tmp": ("tmp",),
}.items():
    STORAGES[_name]["OPTIONS"] = {
        "location": str(DATA_DIR.joinpath(*_parts)),
        "base_url": None,
    }
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_AUTOREFRESH = True

if "sqlite" in DATABASES["default"]["ENGINE"]:
    # A file rather than memory: worker processes and parallel connections open it too. One name for
    # each checkout, so that two of them never share a database.
    _checkout = hashlib.sha256(str(BASE_DIR).encode()).hexdigest()[:12]
    DATABASES["default"]["TEST"] = {
        "NAME": str(Path(tempfile.gettempdir()) / f"platform-test-{_checkout}.sqlite3")
    }
    # Nothing here has to survive a power cut.
    DATABASES["default"]["OPTIONS"]["init_command"] += " PRAGMA synchronous=OFF;"
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
# Hints are not sent unless a test starts a worker; rows are the truth and sweeps find them.
HINTS_ENABLED = False
AXES_ENABLED = False

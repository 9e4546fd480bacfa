"""Development and `make run`: everything on one machine, nothing to configure."""

from importlib.util import find_spec

from lms.settings.base import *  # noqa: F403
from lms.settings.base import DATA_DIR, INSTALLED_APPS
from lms.settings.environment import secret_key_file, yes

DEBUG = yes("DEBUG", False)
SECRET_KEY = secret_key_file(DATA_DIR)
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
for _folder in ("db", "static"):
    (DATA_DIR / _folder).mkdir(parents=True, exist_ok=True)

# Keeps each app's max_migration.txt in step; among what developing needs, not among what running needs.
if find_spec("django_linear_migrations"):
    INSTALLED_APPS += ["django_linear_migrations"]

# Whoever writes an external tool runs it here, over http.
TOOLS_ON_THIS_MACHINE = True
# Development asks nobody, unless it is told to.
LINK_CHECKS = yes("LINK_CHECKS", default=False)

# The page that shows what was mailed, and static files straight from the source folders.
SHOW_MAIL_PAGE = True
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
STORAGES["staticfiles"] = {  # noqa: F405
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
}

"""Development and `make run`: everything on one machine, nothing to configure."""

from lms.settings.base import *  # noqa: F403
from lms.settings.base import DATA_DIR
from lms.settings.environment import secret_key_file, yes

DEBUG = yes("DEBUG", False)
SECRET_KEY = secret_key_file(DATA_DIR)
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
for _folder in ("db", "static"):
    (DATA_DIR / _folder).mkdir(parents=True, exist_ok=True)

# The page that shows what was mailed, and static files straight from the source folders.
SHOW_MAIL_PAGE = True
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
STORAGES["staticfiles"] = {  # noqa: F405
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
}

"""Mail: files under `DATA_DIR/mail` unless `SMTP_URL` names a server."""

from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from lms.settings import environment as env

DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.text("MAIL_FROM", "Endorsement <no-reply@localhost>")
SMTP_URL = env.text("SMTP_URL")
MAIL_DIR = env.data_dir() / "mail"
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

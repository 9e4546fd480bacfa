"""Mail: files under `DATA_DIR/mail` unless `SMTP_URL` names a server."""

from lms.settings import environment as env

DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.text("MAIL_FROM", "Endorsement <no-reply@localhost>")
MAIL_DIR = env.data_dir() / "mail"
SHOW_MAIL_PAGE = False
EMAIL_TIMEOUT = 20
if env.text("SMTP_URL"):
    _server = env.mail_server("SMTP_URL")
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST, EMAIL_PORT = _server.host, _server.port
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _server.user, _server.password
    EMAIL_USE_SSL, EMAIL_USE_TLS = _server.encrypted, _server.starts_tls
else:
    # Readable on the page /dev/mail/ as well.
    EMAIL_BACKEND = "lms.backbone.mail_files.FileBackend"

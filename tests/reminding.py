"""Runs over the reminders in a process of its own, each at a time that is handed to it.

    python -m tests.reminding SMTP_PORT

For every line it reads, a time such as 2026-12-31T18:00:00+00:00, it sweeps, gathers and sends, as the
scheduler and the worker do, through a real mail server, and answers how many mails left.
"""

import os
import sys
from datetime import datetime


def main(port: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.worker_settings")
    import django

    django.setup()
    from django.conf import settings

    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", int(port)
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.HINTS_ENABLED = False
    from endorsement.services import cycle_sweep
    from endorsement.services.notices import sweeping
    from lms.backbone.mail import send_due_mail

    for line in sys.stdin:
        now = datetime.fromisoformat(line.strip())
        cycle_sweep.sweep(at=now)
        sweeping.sweep(at=now)
        print(send_due_mail(at=now), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])

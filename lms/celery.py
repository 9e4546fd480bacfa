"""The Celery application and its schedule.

The schedule is code: a row that says when to run can be lost or doubled, this cannot. Every entry is a
sweep over what the database says is due, so a missed beat is caught up by the next one.
"""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lms.settings.dev")

app = Celery("lms")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

MINUTE = 60.0

app.conf.beat_schedule = {
    "heartbeat of the scheduler": {
        "task": "backbone.scheduler_heartbeat",
        "schedule": MINUTE / 4,
    },
    "send owed mail": {"task": "backbone.sweep_mail", "schedule": MINUTE},
}

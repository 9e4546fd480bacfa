"""The Celery application and its schedule.

The schedule is code: a row that says when to run can be lost or doubled, this cannot. Every entry is a
sweep over what the database says is due, so a missed beat is caught up by the next one, and a message
that no worker took in time expires instead of piling up.
"""

import os
import time
from typing import Any

from celery import Celery
from celery.signals import beat_init, before_task_publish, worker_ready
from django.dispatch import receiver
from django_structlog.celery.signals import modify_context_before_task_publish
from django_structlog.celery.steps import DjangoStructLogInitStep

# Production is the default of every server process: it refuses to start half configured, where a
# forgotten variable would otherwise run the development settings in the open.
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lms.settings.production")

app = Celery("lms")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.steps["worker"].add(DjangoStructLogInitStep)

MINUTE = 60.0
DAY = 24 * 60 * MINUTE

app.conf.beat_schedule = {
    "heartbeat of the scheduler": {
        "task": "backbone.scheduler_heartbeat",
        "schedule": MINUTE / 4,
        # Ahead of everything else that waits: 0 is the most urgent on Redis.
        "options": {"expires": MINUTE, "priority": 0},
    },
    "send owed mail": {
        "task": "backbone.sweep_mail",
        "schedule": MINUTE,
        "options": {"expires": MINUTE},
    },
    "forget old addresses": {
        "task": "backbone.forget_addresses",
        "schedule": 60 * MINUTE,
        "options": {"expires": 60 * MINUTE},
    },
    "end holds and emerging awards": {
        "task": "endorsement.sweep_outcomes",
        "schedule": 60 * MINUTE,
        "options": {"expires": 60 * MINUTE},
    },
    "run owed jobs": {
        "task": "backbone.sweep_jobs",
        "schedule": MINUTE,
        "options": {"expires": MINUTE},
    },
    "remove expired results of jobs": {
        "task": "backbone.expire_jobs",
        "schedule": 60 * MINUTE,
        "options": {"expires": 60 * MINUTE},
    },
    "clean up after sign-in": {
        "task": "accounts.clean_up",
        "schedule": DAY,
        "options": {"expires": DAY},
    },
    "issue owed certificates": {
        "task": "certificates.sweep",
        "schedule": MINUTE,
        "options": {"expires": MINUTE},
    },
    "publish what was revoked and suspended": {
        "task": "certificates.publish_status",
        "schedule": MINUTE,
        "options": {"expires": MINUTE},
    },
    "owe missing certificates": {
        "task": "certificates.repair",
        "schedule": 60 * MINUTE,
        "options": {"expires": 60 * MINUTE},
    },
    "draw owed hand-outs": {
        "task": "certificates.sweep_hand_outs",
        "schedule": MINUTE,
        "options": {"expires": MINUTE},
    },
    "remove files that no certificate needs": {
        "task": "certificates.sweep_files",
        "schedule": DAY,
        "options": {"expires": DAY},
    },
    "remove pictures that no design names": {
        "task": "certificates.sweep_pictures",
        "schedule": DAY,
        "options": {"expires": DAY},
    },
    "delete removed evidence": {
        "task": "endorsement.sweep_evidence",
        "schedule": 60 * MINUTE,
        "options": {"expires": 60 * MINUTE},
    },
    "delete tables that nobody confirmed": {
        "task": "endorsement.sweep_imports",
        "schedule": 60 * MINUTE,
        "options": {"expires": 60 * MINUTE},
    },
    "remind of everything that is due": {
        "task": "endorsement.sweep_reminders",
        "schedule": 15 * MINUTE,
        "options": {"expires": 15 * MINUTE},
    },
    "remind of live meetings": {
        "task": "courses.sweep_live_reminders",
        "schedule": 15 * MINUTE,
        "options": {"expires": 15 * MINUTE},
    },
    "settle hours of live sessions": {
        "task": "courses.settle_live_sessions",
        "schedule": 15 * MINUTE,
        "options": {"expires": 15 * MINUTE},
    },
    # One file a day; asked every hour, so that a missed hour is made up for by the next.
    "keep the heads of the decision chains": {
        "task": "endorsement.export_chain_heads",
        "schedule": 60 * MINUTE,
        "options": {"expires": 60 * MINUTE},
    },
    "publish and expire pages by their dates": {
        "task": "courses.publish_scheduled",
        "schedule": MINUTE,
        "options": {"expires": MINUTE},
    },
    "hand in post-tests whose time is over": {
        "task": "courses.close_overdue_attempts",
        "schedule": 5 * MINUTE,
        "options": {"expires": 5 * MINUTE},
    },
    "end sessions of packages that give no sign of life": {
        "task": "courses.end_silent_sessions",
        "schedule": 10 * MINUTE,
        "options": {"expires": 10 * MINUTE},
    },
    "remove packages that were not kept": {
        "task": "courses.sweep_packages",
        "schedule": 60 * MINUTE,
        "options": {"expires": 60 * MINUTE},
    },
    "owe hand-outs of lessons": {
        "task": "courses.owe_hand_outs",
        "schedule": 60 * MINUTE,
        "options": {"expires": 60 * MINUTE},
    },
    "check links of the library": {
        "task": "courses.check_links",
        "schedule": 15 * MINUTE,
        "options": {"expires": 15 * MINUTE},
    },
    "tell editors of broken links": {
        "task": "courses.tell_of_links",
        "schedule": DAY,
        "options": {"expires": DAY},
    },
    "forget what external tools used once": {
        "task": "courses.sweep_tools",
        "schedule": 60 * MINUTE,
        "options": {"expires": 60 * MINUTE},
    },
    "complete learning paths that changed": {
        "task": "courses.sweep_paths",
        "schedule": 60 * MINUTE,
        "options": {"expires": 60 * MINUTE},
    },
    "delete questions that nobody confirmed": {
        "task": "courses.sweep_staged_questions",
        "schedule": 60 * MINUTE,
        "options": {"expires": 60 * MINUTE},
    },
    "begin and end roles in the CMS": {
        "task": "courses.keep_groups_in_step",
        "schedule": 15 * MINUTE,
        "options": {"expires": 15 * MINUTE},
    },
}


@before_task_publish.connect(sender="backbone.scheduler_heartbeat")
def _say_when_it_was_sent(headers: dict[str, Any], **_kwargs: Any) -> None:
    headers["sent_at"] = time.time()


@receiver(modify_context_before_task_publish)
def _leave_people_out(context: dict[str, Any], **_kwargs: Any) -> None:
    """The broker keeps its messages in a file: the request's id is enough to find who it was."""
    for name in set(context) - {"request_id", "parent_task_id"}:
        del context[name]


@worker_ready.connect
def _ping_through_the_broker(**_kwargs: Any) -> None:
    """Prove the way through the broker at once, rather than at the next beat."""
    _send_now("backbone.worker_heartbeat")


@beat_init.connect
def _beat_at_start(**_kwargs: Any) -> None:
    """The schedule's first turn comes a whole period after the start: what was owed meanwhile is not
    kept waiting for it."""
    _send_now("backbone.scheduler_heartbeat")
    for entry in app.conf.beat_schedule.values():
        if entry["schedule"] == MINUTE:
            _send_now(entry["task"])


def _send_now(name: str) -> None:
    app.send_task(name, expires=MINUTE, priority=0, retry=False, ignore_result=True)

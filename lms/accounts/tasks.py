"""What the worker does for sign-in."""

from celery import shared_task
from django.utils import timezone

from lms.accounts import traces


@shared_task(name="accounts.clean_up")
def clean_up() -> None:
    """Keep to the retention that the inventory of personal data promises."""
    traces.clean_up(at=timezone.now())

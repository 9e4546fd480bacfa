"""`manage.py load_live_demonstration`: an invented live module with a session ahead."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from courses.services import live_demonstration


class Command(BaseCommand):
    help = "Load an invented live module with a session three weeks ahead. Idempotent."

    def handle(self, *_args: Any, **_options: Any) -> None:
        live_demonstration.load(at=timezone.now())

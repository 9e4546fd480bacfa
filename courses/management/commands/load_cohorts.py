"""`manage.py load_cohorts`: a learning path and a cohort of the demonstration."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from courses.services import demonstration


class Command(BaseCommand):
    help = "Load the learning path and the cohort of the demonstration. Safe to repeat."

    def handle(self, *_args: Any, **_options: Any) -> None:
        demonstration.load(at=timezone.now())

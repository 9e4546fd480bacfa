"""Load the invented associations, people and applications."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from endorsement import demonstration
from endorsement.models import Scheme


class Command(BaseCommand):
    help = "Load invented associations with people in every role and applications. Idempotent."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--people-only",
            action="store_true",
            help="Leave out the applications and endorsements.",
        )

    def handle(self, *_args: Any, people_only: bool, **_options: Any) -> None:
        scheme = Scheme.objects.filter(code="sample").first()
        if scheme is None:
            raise CommandError(
                "The sample scheme is not loaded. First run: "
                "manage.py scheme_import endorsement/schemes/sample.yaml"
            )
        now = timezone.now()
        demonstration.load_people(scheme=scheme, at=now)
        if not people_only:
            demonstration.load_cases(at=now)
            demonstration.load_outcomes(at=now)
            demonstration.load_arrivals(at=now)
            demonstration.load_registry(at=now)
            demonstration.load_renewing(at=now)
            demonstration.load_reminders(at=now)
            demonstration.load_standings(at=now)

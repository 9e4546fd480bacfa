"""Load the invented associations and people."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from endorsement import demonstration
from endorsement.models import Scheme


class Command(BaseCommand):
    help = "Load two invented associations with people in every role. Idempotent."

    def handle(self, *_args: Any, **_options: Any) -> None:
        scheme = Scheme.objects.filter(code="sample").first()
        if scheme is None:
            raise CommandError(
                "The sample scheme is not loaded. First run: "
                "manage.py scheme_import endorsement/schemes/sample.yaml"
            )
        demonstration.load(scheme=scheme, at=timezone.now())

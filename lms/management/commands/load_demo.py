"""Everything a fresh installation shows: framework, schemes, curriculum, demonstration people."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser

from lms.settings.environment import BASE_DIR


class Command(BaseCommand):
    help = "Load the framework, the shipped schemes, the curriculum and demonstration people. Idempotent."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--people-only",
            action="store_true",
            help="No application, and of the schemes the sample.",
        )

    def handle(self, *_args: Any, people_only: bool, **options: Any) -> None:
        core = BASE_DIR / "endorsement/frameworks/core-1.yaml"
        call_command("framework_import", core, verbosity=options["verbosity"])
        pattern = "sample.yaml" if people_only else "*.yaml"
        for scheme in sorted((BASE_DIR / "endorsement/schemes").glob(pattern)):
            call_command("scheme_import", scheme, new_only=True)
        call_command("load_demonstration", people_only=people_only)
        call_command("load_designs")
        call_command("load_curriculum")
        if not people_only:
            call_command("load_cohorts")
        call_command("load_live_demonstration")

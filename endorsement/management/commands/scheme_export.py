"""Write a scheme as a file that can be loaded again: `manage.py scheme_export SCHEME`."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from endorsement.models import Edition
from endorsement.rules.documents import to_yaml
from endorsement.selectors import editions


class Command(BaseCommand):
    help = "Write the published editions of a scheme as YAML (docs/criteria.md), or one of them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("scheme", help="the scheme's code")
        parser.add_argument("--edition", default="", help="only this edition, even a draft")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            document = editions.document(options["scheme"], options["edition"])
        except Edition.DoesNotExist:
            raise CommandError(
                f"There is no such edition of “{options['scheme']}”; nothing to write."
            ) from None
        self.stdout.write(to_yaml(document), ending="")

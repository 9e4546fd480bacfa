"""Load an edition of a scheme from a file: `manage.py scheme_import FILE`."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from endorsement.refusals import Refused
from endorsement.rules.files import load_edition_document
from endorsement.rules.reading import DocumentError
from endorsement.services.scheme import import_scheme


class Command(BaseCommand):
    help = "Load an edition of a scheme from a file (docs/criteria.md); safe to repeat."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--draft", action="store_true", help="keep the edition a draft")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            document, _edition = load_edition_document(options["file"])
            edition = import_scheme(
                document=document, at=timezone.now(), publish=not options["draft"]
            )
        except (DocumentError, Refused) as error:
            raise CommandError(f"{options['file'].name}: {error}") from error
        self.stdout.write(f"{edition.scheme.code} {edition.code}: {edition.state}")

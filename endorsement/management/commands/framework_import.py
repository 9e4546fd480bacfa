"""Load a competency framework from a file: `manage.py framework_import FILE`."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from endorsement.refusals import Refused
from endorsement.rules.files import load_framework, read_document
from endorsement.rules.reading import DocumentError
from endorsement.services.framework import import_framework


class Command(BaseCommand):
    help = "Load a competency framework from a file; safe to repeat."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            # Read once for errors that name their line, and once for the plain values.
            load_framework(options["file"])
            framework = import_framework(document=read_document(options["file"])[0])
        except (DocumentError, Refused) as error:
            raise CommandError(f"{options['file'].name}: {error}") from error
        if options["verbosity"]:
            self.stdout.write(str(framework))

"""Load the editions of a scheme from a file: `manage.py scheme_import FILE`."""

import logging
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from endorsement import wording
from endorsement.refusals import Refused
from endorsement.rules.files import load_editions
from endorsement.rules.reading import DocumentError
from endorsement.services.scheme import import_editions, load_new_editions

logger = logging.getLogger(__name__)

BAD_INPUT = 2


class Command(BaseCommand):
    help = "Load the editions of a scheme from a file (docs/criteria.md); safe to repeat."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--draft", action="store_true", help="keep the editions drafts")
        parser.add_argument(
            "--new-only",
            action="store_true",
            help="add what is new; warn of published editions that the file says otherwise",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            read = load_editions(options["file"])
            documents = [document for document, _edition in read]
            if options["new_only"]:
                self._add(options["file"].name, documents)
                return
            loaded = import_editions(
                documents=documents, at=timezone.now(), publish=not options["draft"]
            )
        except DocumentError as error:
            told = wording.broken(error, options["file"].name)
            raise CommandError(told, returncode=BAD_INPUT) from error
        except Refused as error:
            raise CommandError(f"{options['file'].name}: {error}") from error
        for edition in loaded:
            self.stdout.write(f"{edition.scheme.code} {edition.code}: {edition.state}")

    def _add(self, file: str, documents: list[Any]) -> None:
        for scheme, code, why in load_new_editions(documents=documents, at=timezone.now()):
            logger.warning("%s: edition %s of %s was not loaded: %s", file, code, scheme, why)

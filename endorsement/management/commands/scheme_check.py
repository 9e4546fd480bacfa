"""Say whether a scheme file is whole, without a database."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from endorsement import wording
from endorsement.rules.files import load_editions
from endorsement.rules.reading import DocumentError

BAD_INPUT = 2


class Command(BaseCommand):
    help = "Check a scheme file; ends with 2 and one sentence when something is wrong."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="a scheme file")

    def handle(self, *_args: Any, **options: Any) -> None:
        path: Path = options["file"]
        try:
            editions = [edition for _document, edition in load_editions(path)]
        except DocumentError as error:
            raise CommandError(wording.broken(error, str(path)), returncode=BAD_INPUT) from None
        for edition in editions:
            self.stdout.write(
                f"{wording.pick(edition.name)}, edition {edition.code}: no mistakes found."
            )
            for category in edition.categories.values():
                self.stdout.write(f"  {category.code}: {wording.pick(category.name)}")

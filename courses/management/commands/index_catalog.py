"""`manage.py index_catalog`: what the catalog is searched by, made again from the pages."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from courses.services import catalog


class Command(BaseCommand):
    help = "Make missing and outdated entries of the catalog; with --all every entry anew."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--all", action="store_true", help="make every entry anew")

    def handle(self, *_args: Any, **options: Any) -> None:
        make = catalog.rebuild if options["all"] else catalog.enter_missing
        self.stdout.write(f"Catalog: {make(at=timezone.now())} entries made.")

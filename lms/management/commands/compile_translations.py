"""`manage.py compile_translations`: make what the Spanish interface is read from."""

from typing import Any

from django.core.management.base import BaseCommand

from lms.translations import compile_translations


class Command(BaseCommand):
    help = "Compile the translations that changed. Needs no gettext."
    requires_system_checks: list[str] = []

    def handle(self, *_args: Any, **options: Any) -> None:
        written = compile_translations()
        if options["verbosity"]:
            self.stdout.write(f"Translations compiled: {len(written)}.")

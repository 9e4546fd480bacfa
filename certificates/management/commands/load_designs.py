"""`manage.py load_designs`: the certificate designs of the invented associations."""

from typing import Any

from django.core.management.base import BaseCommand

from certificates.services import demonstration


class Command(BaseCommand):
    help = "Load published certificate designs of the invented associations. Idempotent."

    def handle(self, *_args: Any, **_options: Any) -> None:
        demonstration.load()

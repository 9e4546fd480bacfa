"""`manage.py renew_tool_key`: sign openings of external tools with a new key."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from courses.tools import keyring


class Command(BaseCommand):
    help = (
        "Sign openings of external tools with a new key from now on. The one before stays published, "
        "so that tools which keep keys for a while go on; the next renewal removes it."
    )

    def handle(self, *_args: Any, **_options: Any) -> None:
        key = keyring.renew(settings.TOOL_KEYS_DIR)
        self.stdout.write(f"New openings are signed with {key.name}.")

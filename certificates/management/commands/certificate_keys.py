"""manage.py certificate_keys: make, rotate and list the keys that certificates are signed with."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from certificates import did, keys
from endorsement.models import Association


class Command(BaseCommand):
    help = (
        "ensure: make the platform's keys where there are none. rotate: make new ones, which sign from now "
        "on; the old ones go on verifying. print: new keys as text, for a secret. list: what there is."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("action", choices=["ensure", "rotate", "print", "list"])
        parser.add_argument(
            "association",
            nargs="?",
            default=keys.PLATFORM,
            help="the association's slug, for keys of its own; nothing for the platform's",
        )
        parser.add_argument(
            "--only", choices=keys.PURPOSES, help="only the key for PDFs, or only for credentials"
        )

    def handle(self, *_args: Any, action: str, association: str, **options: Any) -> None:
        self.purposes = (options["only"],) if options["only"] else keys.PURPOSES
        try:
            getattr(self, f"_{action}")(association)
        except keys.KeysElsewhere as elsewhere:
            raise CommandError(str(elsewhere)) from elsewhere

    def _ensure(self, _owner: str) -> None:
        # Keys that come with the environment are there.
        made = [] if settings.CERTIFICATE_KEYS else keys.ensure(name=_name(""), at=timezone.now())
        self._say(made)

    def _rotate(self, owner: str) -> None:
        name = _name(owner)
        self._say(keys.rotate(owner=owner, name=name, at=timezone.now(), purposes=self.purposes))

    def _print(self, owner: str) -> None:
        name = _name(owner)
        for purpose in self.purposes:
            key = keys.generate(purpose, owner, name=name, at=timezone.now())
            self.stdout.write(keys.pem(key), ending="")

    def _list(self, _owner: str) -> None:
        self._say(list(keys.all_keys()))

    def _say(self, found: list[keys.Key]) -> None:
        for key in found:
            signs = "signs" if keys.current(key.purpose, key.owner) == key else "verifies"
            whose = did.did_of(key.owner)
            self.stdout.write(
                f"{key.purpose} {key.id} of {whose} since {key.since:%Y-%m-%d}: {signs}"
            )


def _name(owner: str) -> str:
    """As it stands in the key's certificate."""
    if not owner:
        return str(settings.WAGTAIL_SITE_NAME)
    found = Association.objects.filter(slug=owner).first()
    if found is None:
        raise CommandError(f"There is no association {owner}.")
    return found.name

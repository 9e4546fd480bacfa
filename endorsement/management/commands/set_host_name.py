"""`manage.py set_host_name SLUG HOST`: an association's own address; without HOST it is taken back."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from endorsement.models import Association
from endorsement.refusals import Refused
from endorsement.services import association as associations


class Command(BaseCommand):
    help = "Give an association a host name of its own, or take it back."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug")
        parser.add_argument("host_name", nargs="?", default="")

    def handle(self, *_args: Any, **options: Any) -> None:
        association = Association.objects.filter(slug=options["slug"]).first()
        if association is None:
            raise CommandError(f"There is no association “{options['slug']}”.")
        try:
            associations.set_host_name(association=association, host_name=options["host_name"])
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        where = association.host_name or f"/a/{association.slug}/"
        self.stdout.write(f"{association.name} is at {where}.")

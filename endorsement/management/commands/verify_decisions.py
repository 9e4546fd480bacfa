"""Check every association's chain of decisions."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from endorsement.models import Association, ChainHead
from endorsement.services import chain_heads
from endorsement.services.event import verify_chain


class Command(BaseCommand):
    help = "Verify the chains of decisions; names the first broken link of each and exits with 1."

    def handle(self, *_args: Any, **_options: Any) -> None:
        broken = False
        for association in Association.objects.order_by("slug"):
            link = verify_chain(association)
            if link:
                broken = True
                where = f", {link.stream}" if link.stream else ""
                self.stdout.write(f"{association.slug}: link {link.chain_no} {link.reason}{where}")
                continue
            head = ChainHead.objects.filter(association=association).first()
            count = head.chain_no if head else 0
            self.stdout.write(f"{association.slug}: whole, {count} links")
        for name, slug, number in chain_heads.contradictions():
            broken = True
            self.stdout.write(f"{slug}: link {number} is not what {name} says")
        if broken:
            raise CommandError("A chain of decisions is broken.")

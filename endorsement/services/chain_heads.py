"""The heads of the decision chains, kept outside the database, one file a day.

Whoever can write the database could compute a whole chain anew; they cannot make it agree with a file
that was copied away before.
"""

import json
from collections.abc import Iterator
from datetime import UTC, datetime

from django.core.files.base import ContentFile
from django.core.files.storage import storages

from endorsement.models import ChainHead, Event
from lms.backbone import canonical

STORAGE = "chain_heads"


def export(*, at: datetime) -> str:
    """Write today's file (the UTC day) unless it is there; its name, `2026-11-22.json`.

    The file maps each association's slug to the number and hash of its last link.
    """
    name = f"{at.astimezone(UTC).date().isoformat()}.json"
    storage = storages[STORAGE]
    if not storage.exists(name):
        heads = ChainHead.objects.select_related("association")
        said = {
            head.association.slug: {"chain_no": head.chain_no, "hash": head.hash} for head in heads
        }
        storage.save(name, ContentFile(canonical.text(said).encode()))
    return name


def contradictions() -> Iterator[tuple[str, str, int]]:
    """File, association and link number wherever the database no longer says what a file does."""
    storage = storages[STORAGE]
    names = sorted(storage.listdir("")[1]) if storage.exists("") else []
    for name in names:
        with storage.open(name) as file:
            said = json.load(file)
        for slug, head in sorted(said.items()):
            if head["chain_no"] and not _stands(slug, head["chain_no"], head["hash"]):
                yield name, slug, head["chain_no"]


def _stands(slug: str, chain_no: int, known_hash: str) -> bool:
    return Event.objects.filter(association__slug=slug, chain_no=chain_no, hash=known_hash).exists()

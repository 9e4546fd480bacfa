"""Entries from a table: staged, looked at, and added once the person confirms."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from endorsement.models import Association, EntryDetail, LedgerEntry, Person, StagedImport
from endorsement.refusals import Refused
from endorsement.selectors.staged_imports import digest, import_key
from endorsement.services.entry_content import EntryContent, check
from endorsement.services.ledger import OWN_KINDS, with_provider
from endorsement.services.provider import ask_about

KEPT = timedelta(days=1)
BATCH = 500


@transaction.atomic
def stage(
    *, person: Person, name: str, table: Sequence[Sequence[str]], at: datetime
) -> StagedImport:
    """Keep an uploaded table for a day, so that it can be looked at before anything is added.

    Effects, in order: what the person staged before and did not confirm goes; the table is kept.
    """
    person.staged_imports.filter(confirmed_at__isnull=True).delete()
    return StagedImport.objects.create(
        person=person,
        name=name[:200],
        table=[list(row) for row in table],
        created_at=at,
        expires_at=at + KEPT,
    )


@transaction.atomic
def confirm(
    *,
    staged: StagedImport,
    contents: Iterable[EntryContent],
    association: Association | None,
    at: datetime,
) -> int:
    """Add the rows as drafts of origin "import"; how many this import added.

    Effects, in order: the import is claimed; a draft for each row that is not there yet, by a key of
    its content, so repeating an import adds nothing; the table is emptied; providers about whom
    `association` knows nothing come to its coordinator's list. Confirming again returns the first
    count and does nothing.

    :raises Refused: when a row breaks a rule; nothing is added then.
    """
    mine = StagedImport.objects.filter(pk=staged.pk)
    if not mine.filter(confirmed_at__isnull=True).update(confirmed_at=at, table=[]):
        row = mine.first()
        if row is None:
            raise Refused(_("This import is no longer there. Please upload the file again."))
        return row.added
    person = staged.person
    rows = {import_key(person, digest_of(content)): content for content in contents}
    added = _add(person, rows, at)
    mine.update(added=added)
    if association is not None and added:
        ask_about(person=person, association=association, at=at)
    return added


def _add(person: Person, rows: Mapping[str, EntryContent], at: datetime) -> int:
    """Drafts for the keys that are not there, in a few statements however many rows there are."""
    today = at.astimezone(ZoneInfo(person.time_zone)).date()
    there = LedgerEntry.objects.filter(source_key__in=rows).values_list("source_key", flat=True)
    new = {key: rows[key] for key in rows.keys() - set(there)}
    for content in new.values():
        if content.kind not in OWN_KINDS:
            raise Refused(_("Entries of this kind are recorded by the platform."))
        check(content, today=today)
    entries = [
        LedgerEntry(
            **with_provider(person, content).columns(),
            person=person,
            origin=LedgerEntry.Origin.IMPORT,
            source_key=key,
            zone=person.time_zone,
            recorded_at=at,
        )
        for key, content in new.items()
    ]
    # Whoever imports the same at the same time is waited for; what they added is left alone.
    LedgerEntry.objects.bulk_create(entries, batch_size=BATCH, ignore_conflicts=True)
    fresh = LedgerEntry.objects.filter(source_key__in=new, detail__isnull=True)
    words = [EntryDetail(entry=row, **new[row.source_key].words()) for row in fresh]
    EntryDetail.objects.bulk_create(words, batch_size=BATCH)
    return len(words)


def digest_of(content: EntryContent) -> str:
    """The key of a row's content; see `selectors.staged_imports.digest`."""
    words = content.words()
    return digest(
        kind=content.kind,
        first_on=content.first_on,
        last_on=content.last_on,
        hours=content.hours,
        attributes=content.attributes,
        title=words["title"],
        organization=words["organization"],
        provider_name=words["provider_name"],
    )


def sweep(*, at: datetime) -> int:
    """Delete staged tables whose day is over; how many went."""
    deleted, _by_model = StagedImport.objects.filter(expires_at__lte=at).delete()
    return deleted

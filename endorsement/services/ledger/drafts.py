"""Drafts: what a person enters themself, changed and deleted freely."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from endorsement.models import Association, EntryDetail, LedgerEntry, Person
from endorsement.refusals import Refused
from endorsement.services.entry_content import EntryContent, check, today_of
from endorsement.services.evidence import attach
from endorsement.services.ledger.providers import ask, with_provider
from lms.backbone.files import Checked
from lms.backbone.ids import public_id

Kind = LedgerEntry.Kind
Origin = LedgerEntry.Origin
OWN_KINDS = (Kind.TRAINING, Kind.RSC_RECEIVED, Kind.RSC_GIVEN, Kind.WORK, Kind.EDUCATION)


@transaction.atomic
def add_entry(
    *,
    person: Person,
    content: EntryContent,
    at: datetime,
    once: str = "",
    evidence: Checked | None = None,
    association: Association | None = None,
) -> LedgerEntry:
    """Add a draft that the person enters themself.

    `once` is a key of the form that was sent: sending it twice adds one entry. Effects, in order: a
    new provider without an account; the draft and its words; its file; a provider about whom
    `association` knows nothing comes to its coordinator's list.

    :raises Refused: when the content breaks a rule.
    """
    if content.kind not in OWN_KINDS:
        raise Refused(_("Entries of this kind are recorded by the platform."))
    check(content, today=today_of(person, at))
    content = with_provider(person, content)
    entry, created = LedgerEntry.objects.get_or_create(
        source_key=f"own:{person.ref}:{once or public_id()}",
        defaults={
            **content.columns(),
            "person": person,
            "origin": Origin.OWN,
            "zone": person.time_zone,
            "recorded_at": at,
        },
    )
    if created:
        EntryDetail.objects.create(entry=entry, **content.words())
        if evidence is not None:
            attach(entry=entry, checked=evidence, at=at)
        ask(person, content, association, at)
    return entry


@transaction.atomic
def change_entry(
    *,
    entry: LedgerEntry,
    content: EntryContent,
    at: datetime,
    association: Association | None = None,
) -> LedgerEntry:
    """Change a draft; a new provider and the question about them as in `add_entry`.

    :raises Refused: when the content breaks a rule or the entry has become permanent.
    """
    check(content, today=today_of(entry.person, at))
    content = with_provider(entry.person, content)
    fields = {**content.columns(), "kind": entry.kind}
    changed = LedgerEntry.objects.filter(pk=entry.pk, permanent_at__isnull=True).update(**fields)
    if not changed:
        raise Refused(_permanent())
    EntryDetail.objects.update_or_create(entry=entry, defaults=content.words())
    ask(entry.person, content, association, at)
    entry.refresh_from_db()
    return entry


@transaction.atomic
def delete_entry(*, entry: LedgerEntry) -> None:
    """Delete a draft with its words and file records.

    :raises Refused: when the entry has become permanent.
    """
    locked = LedgerEntry.objects.select_for_update().filter(pk=entry.pk).first()
    if locked is None:
        return
    if locked.permanent_at is not None:
        raise Refused(_permanent())
    locked.delete()


def _permanent() -> str:
    return _(
        "This entry is part of an application or was confirmed, so it can no longer be changed. "
        "Record a correction instead."
    )

"""Rows that are permanent: made so, confirmed by others, corrected and withdrawn by further rows."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from endorsement.models import Association, Confirmation, EntryDetail, LedgerEntry, Person
from endorsement.refusals import Refused
from endorsement.selectors.competency_links import CORRECTION
from endorsement.services.entry_content import EntryContent, check, today_of
from endorsement.services.ledger.providers import ask, with_provider


@transaction.atomic
def make_permanent(*, entries: Iterable[LedgerEntry], at: datetime) -> int:
    """From now on these rows are corrected, never changed; how many were drafts until now."""
    drafts = LedgerEntry.objects.filter(
        pk__in=[entry.pk for entry in entries], permanent_at__isnull=True
    )
    return drafts.update(permanent_at=at)


@transaction.atomic
def confirm_entry(*, entry: LedgerEntry, by: Person, at: datetime) -> Confirmation:
    """Record somebody else's word that an entry is right. Confirming twice confirms once.

    Effects, in order: the entry becomes permanent; the confirmation.

    :raises Refused: for one's own entry, for a meeting among peers, and for one that was replaced or
        withdrawn.
    """
    if entry.person_id == by.pk:
        raise Refused(_("Nobody confirms their own hours."))
    if entry.attributes.get("peer"):
        raise Refused(_("Meetings among peers have no provider who could confirm them."))
    if entry.withdrawn or LedgerEntry.objects.filter(corrects=entry).exists():
        raise Refused(_("This entry was changed in the meantime. Please open its current version."))
    make_permanent(entries=[entry], at=at)
    confirmation, _created = Confirmation.objects.get_or_create(
        entry=entry, by=by, defaults={"at": at}
    )
    return confirmation


@transaction.atomic
def correct_entry(
    *,
    entry: LedgerEntry,
    content: EntryContent,
    at: datetime,
    association: Association | None = None,
) -> LedgerEntry:
    """Correct a permanent entry by a new permanent row that names the one it replaces.

    The correction is the person's own word again: a confirmation of the old row is not carried on.

    :raises Refused: when the content breaks a rule, the entry is a draft, was recorded by the
        platform, or was replaced in the meantime.
    """
    check(content, today=today_of(entry.person, at))
    content = with_provider(entry.person, content)
    fields = {**content.columns(), "kind": entry.kind}
    row = _replace(entry, fields=fields, words=content.words(), withdrawn=False, at=at)
    ask(entry.person, content, association, at)
    return row


@transaction.atomic
def withdraw_entry(*, entry: LedgerEntry, at: datetime) -> LedgerEntry:
    """Take a permanent entry back by a row that says so; both stay, neither counts.

    :raises Refused: as `correct_entry`.
    """
    return _replace(entry, fields=as_it_was(entry), words={}, withdrawn=True, at=at)


def as_it_was(entry: LedgerEntry) -> dict[str, Any]:
    """What a row that takes an entry back repeats of it."""
    kept = ("kind", "first_on", "last_on", "hours", "framework", "provider_id")
    codes = ("covers", "split", "topics", "attributes")
    return {name: getattr(entry, name) for name in (*kept, *codes)}


def _replace(
    entry: LedgerEntry,
    *,
    fields: dict[str, Any],
    words: dict[str, str],
    withdrawn: bool,
    at: datetime,
) -> LedgerEntry:
    if entry.permanent_at is None:
        raise Refused(_("This entry is a draft: change or delete it instead."))
    if entry.origin == LedgerEntry.Origin.SYSTEM:
        raise Refused(
            _(
                "The platform recorded this entry. If something in it is wrong, "
                "please write to your association."
            )
        )
    row = append(entry, fields=fields, withdrawn=withdrawn, at=at)
    EntryDetail.objects.create(entry=row, **words)
    return row


def append(
    entry: LedgerEntry, *, fields: dict[str, Any], withdrawn: bool, at: datetime
) -> LedgerEntry:
    """The row that replaces a permanent one, without its words.

    :raises Refused: when it was withdrawn or replaced in the meantime.
    """
    if entry.withdrawn:
        raise Refused(_("This entry was withdrawn."))
    row, created = LedgerEntry.objects.get_or_create(
        corrects=entry,
        defaults={
            **fields,
            "person": entry.person,
            "origin": entry.origin,
            "source_key": _next_key(entry.source_key),
            "zone": entry.zone,
            "offer_code": entry.offer_code,
            "offer_version": entry.offer_version,
            "withdrawn": withdrawn,
            "recorded_at": at,
            "permanent_at": at,
        },
    )
    if not created:
        raise Refused(_("This entry was changed in the meantime. Please open its current version."))
    return row


def _next_key(source_key: str) -> str:
    """The original's key and the number of the correction: `own:…`, `own:…~1`, `own:…~2`."""
    original, _mark, number = source_key.partition(CORRECTION)
    return f"{original}{CORRECTION}{int(number or 0) + 1}"

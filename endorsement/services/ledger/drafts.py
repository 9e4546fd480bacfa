"""The hours ledger: rows come in, become permanent, and are corrected by further rows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from endorsement import signals
from endorsement.models import Association, Confirmation, EntryDetail, LedgerEntry, Person
from endorsement.refusals import Refused
from endorsement.selectors.competency_links import CORRECTION
from endorsement.services.addresses import person_by_email
from endorsement.services.entry_content import EntryContent, check, check_parts
from endorsement.services.evidence import attach
from endorsement.services.provider import ask_about
from lms.backbone.files import Checked
from lms.backbone.ids import public_id

Kind = LedgerEntry.Kind
Origin = LedgerEntry.Origin
OWN_KINDS = (Kind.TRAINING, Kind.RSC_RECEIVED, Kind.RSC_GIVEN, Kind.WORK, Kind.EDUCATION)


@transaction.atomic
def record_training(
    *,
    person: Person,
    source_key: str,
    title: str,
    organization: str,
    first_on: date,
    last_on: date,
    hours: Decimal,
    framework: str,
    covers: Sequence[str],
    split: Mapping[str, Any],
    topics: Mapping[str, Any],
    attributes: Mapping[str, Any],
    offer_code: str,
    offer_version: int,
    at: datetime,
) -> LedgerEntry:
    """Record a training completed on the platform, once for each `source_key`; permanent at once.

    Effects, in order: the permanent row of origin "system"; its words; `training_recorded` inside
    this transaction. A second call with the same key returns the first row and does nothing.

    :raises Refused: when areas or topics have more hours than the training.
    :raises ValueError: when the key belongs to somebody else.
    """
    content = EntryContent(
        kind=Kind.TRAINING,
        first_on=first_on,
        last_on=last_on,
        hours=hours,
        framework=framework,
        covers=covers,
        split=split,
        topics=topics,
        attributes=attributes,
        title=title,
        organization=organization,
    )
    check_parts(content)
    entry, created = LedgerEntry.objects.get_or_create(
        source_key=source_key,
        defaults={
            **content.columns(),
            "person": person,
            "origin": Origin.SYSTEM,
            "zone": person.time_zone,
            "offer_code": offer_code,
            "offer_version": offer_version,
            "recorded_at": at,
            "permanent_at": at,
        },
    )
    if entry.person_id != person.pk:
        raise ValueError("This source key belongs to another person's entry.")
    if created:
        EntryDetail.objects.create(entry=entry, **content.words())
        signals.training_recorded.send(sender=LedgerEntry, entry=entry, at=at)
    return entry


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
    check(content, today=_today(person, at))
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
        _ask(person, content, association, at)
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
    check(content, today=_today(entry.person, at))
    content = with_provider(entry.person, content)
    fields = {**content.columns(), "kind": entry.kind}
    changed = LedgerEntry.objects.filter(pk=entry.pk, permanent_at__isnull=True).update(**fields)
    if not changed:
        raise Refused(_permanent())
    EntryDetail.objects.update_or_create(entry=entry, defaults=content.words())
    _ask(entry.person, content, association, at)
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
    check(content, today=_today(entry.person, at))
    content = with_provider(entry.person, content)
    fields = {**content.columns(), "kind": entry.kind}
    row = _replace(entry, fields=fields, words=content.words(), withdrawn=False, at=at)
    _ask(entry.person, content, association, at)
    return row


@transaction.atomic
def withdraw_entry(*, entry: LedgerEntry, at: datetime) -> LedgerEntry:
    """Take a permanent entry back by a row that says so; both stay, neither counts.

    :raises Refused: as `correct_entry`.
    """
    kept = ("kind", "first_on", "last_on", "hours", "framework", "provider_id")
    codes = ("covers", "split", "topics", "attributes")
    fields = {name: getattr(entry, name) for name in (*kept, *codes)}
    return _replace(entry, fields=fields, words={}, withdrawn=True, at=at)


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
    if entry.origin == Origin.SYSTEM:
        raise Refused(
            _(
                "The platform recorded this entry. If something in it is wrong, "
                "please write to your association."
            )
        )
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
    EntryDetail.objects.create(entry=row, **words)
    return row


def with_provider(person: Person, content: EntryContent) -> EntryContent:
    """The content with the person whom name and email tell, made if nobody has that address."""
    provider = content.provider
    if provider is None and content.provider_email:
        provider = person_by_email(email=content.provider_email, name=content.provider_name)
    if provider is not None and provider.pk == person.pk:
        raise Refused(
            _("You cannot be your own provider. Please enter who gave you supervision."),
            field="provider_email",
        )
    return replace(content, provider=provider)


def _ask(
    person: Person, content: EntryContent, association: Association | None, at: datetime
) -> None:
    if association is not None and content.kind == Kind.RSC_RECEIVED and content.provider:
        ask_about(person=person, association=association, at=at)


def _next_key(source_key: str) -> str:
    """The original's key and the number of the correction: `own:…`, `own:…~1`, `own:…~2`."""
    original, _mark, number = source_key.partition(CORRECTION)
    return f"{original}{CORRECTION}{int(number or 0) + 1}"


def _permanent() -> str:
    return _(
        "This entry is part of an application or was confirmed, so it can no longer be changed. "
        "Record a correction instead."
    )


def _today(person: Person, at: datetime) -> date:
    return at.astimezone(ZoneInfo(person.time_zone)).date()

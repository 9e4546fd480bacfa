"""The association types an entry or uploads a transcript; the applicant confirms it before it counts."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from endorsement.models import (
    Application,
    EntryDetail,
    EntrySuggestion,
    EvidenceFile,
    LedgerEntry,
    Person,
)
from endorsement.refusals import Refused
from endorsement.services.application.moving import record, tell_applicant
from endorsement.services.conflict import refuse_conflict
from endorsement.services.entry_content import EntryContent, check
from endorsement.services.evidence import FOLDER, STORAGE
from lms.backbone.files import Checked, store

Kind = LedgerEntry.Kind
State = EntrySuggestion.State
#: Supervision is named by who received or gave it; nobody else types it.
KINDS = (Kind.EDUCATION, Kind.TRAINING, Kind.WORK)
MOST_OPEN = 50


@transaction.atomic
def suggest(
    *,
    application: Application,
    content: EntryContent,
    once: str,
    coordinator: Person,
    at: datetime,
    evidence: Checked | None = None,
) -> EntrySuggestion:
    """Type an entry for an applicant, with a transcript or another file if there is one.

    `once` is a key of the form that was sent. Effects, in order: the content of the file in the
    evidence storage; the row; its event; a mail that asks the applicant to look at it. Nothing of it
    counts before `confirm`.

    :raises Refused: for a conflict of interest, an application that is not being prepared, a kind that
        nobody else types, or content that breaks a rule.
    """
    refuse_conflict(coordinator, application)
    if application.state not in (Application.State.IN_PROGRESS, Application.State.MORE_INFORMATION):
        raise Refused(_("Entries can be added while the application is being prepared."))
    if content.kind not in KINDS:
        raise Refused(_("Only the applicant can enter this."))
    check(content, today=_today(application.person, at))
    if application.suggestions.filter(state=State.OPEN).count() >= MOST_OPEN:
        raise Refused(_("Very many entries wait for the applicant already. Let them answer first."))
    row, created = EntrySuggestion.objects.get_or_create(
        once=f"{application.public_id}:{once}",
        defaults={
            "application": application,
            "association": application.association,
            "kind": content.kind,
            "content": _stored(content),
            **_file(evidence),
            "entered_by": coordinator,
            "entered_at": at,
        },
    )
    if created:
        _tell(row, "entry_suggested", coordinator, at)
        tell_applicant(application, "entry_suggested", at=at)
    return row


@transaction.atomic
def confirm(*, suggestion: EntrySuggestion, person: Person, at: datetime) -> LedgerEntry:
    """The applicant has looked: it is right. From now on it is an entry of theirs, and it counts.

    Effects, in order: a draft of origin "staff", its words and its file; the answer; its event.
    Confirming twice makes one entry.

    :raises Refused: when it was declined, or its content breaks a rule today.
    """
    row = _locked(suggestion)
    if row.state == State.DECLINED:
        raise Refused(
            _("You have declined this entry. Enter it yourself if it is right after all.")
        )
    content = _content(row)
    entry, created = LedgerEntry.objects.get_or_create(
        source_key=f"staff:{row.public_id}",
        defaults={
            **content.columns(),
            "person": person,
            "origin": LedgerEntry.Origin.STAFF,
            "zone": person.time_zone,
            "recorded_at": at,
        },
    )
    if not created:
        return entry
    check(content, today=_today(person, at))
    EntryDetail.objects.create(entry=entry, **content.words())
    if row.sha256:
        EvidenceFile.objects.create(
            entry=entry,
            sha256=row.sha256,
            name=row.name,
            content_type=row.content_type,
            size=row.size,
            uploaded_at=at,
        )
    _answer(row, State.CONFIRMED, entry, at)
    _tell(row, "entry_confirmed", person, at)
    return entry


@transaction.atomic
def decline(*, suggestion: EntrySuggestion, person: Person, at: datetime) -> EntrySuggestion:
    """The applicant says that it is not right; it never counts.

    Effects, in order: the answer; its event. The content of the file goes with the next sweep.

    :raises Refused: when it was confirmed: then it is an entry, and is taken back as one.
    """
    row = _locked(suggestion)
    if row.state == State.CONFIRMED:
        raise Refused(_("You have confirmed this entry. Open it in your portfolio to change it."))
    if row.state == State.OPEN:
        _answer(row, State.DECLINED, None, at)
        _tell(row, "entry_declined", person, at)
    return row


def _locked(suggestion: EntrySuggestion) -> EntrySuggestion:
    return EntrySuggestion.objects.select_for_update().get(pk=suggestion.pk)


def _answer(row: EntrySuggestion, state: str, entry: LedgerEntry | None, at: datetime) -> None:
    row.state, row.entry, row.answered_at = state, entry, at
    fields = ["state", "entry", "answered_at"]
    if state == State.DECLINED:
        row.sha256, row.name, row.content_type, row.size = "", "", "", 0
        fields += ["sha256", "name", "content_type", "size"]
    row.save(update_fields=fields)


def _file(evidence: Checked | None) -> dict[str, Any]:
    if evidence is None:
        return {}
    return {
        "sha256": store(STORAGE, FOLDER, evidence.content),
        "name": evidence.name,
        "content_type": evidence.content_type,
        "size": evidence.size,
    }


def _stored(content: EntryContent) -> dict[str, Any]:
    """Everything as JSON has it: days and hours are text."""
    said = {**content.columns(), **content.words()}
    del said["provider"], said["provider_name"]
    for name in ("first_on", "last_on", "hours"):
        said[name] = None if said[name] is None else str(said[name])
    return said


def _content(row: EntrySuggestion) -> EntryContent:
    said = dict(row.content)
    for name in ("first_on", "last_on"):
        said[name] = date.fromisoformat(said[name]) if said[name] else None
    said["hours"] = Decimal(said["hours"]) if said["hours"] else None
    for name in ("split", "topics"):
        said[name] = {code: Decimal(hours) for code, hours in said[name].items()}
    return EntryContent(**said)


def _tell(row: EntrySuggestion, kind: str, actor: Person, at: datetime) -> None:
    payload = {"suggestion": row.public_id, "kind": row.kind}
    record(row.application, kind, actor=actor, at=at, payload=payload)


def _today(person: Person, at: datetime) -> date:
    return at.astimezone(ZoneInfo(person.time_zone)).date()

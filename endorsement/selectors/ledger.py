"""Ledger rows, fetched only by whom they belong to, and seen net of their corrections."""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.text import capfirst
from django.utils.translation import gettext

from endorsement.models import Confirmation, EntryDetail, LedgerEntry, Person


def with_words(entries: QuerySet[LedgerEntry]) -> QuerySet[LedgerEntry]:
    """Rows together with their words, their provider and whether a third party confirmed them."""
    return entries.select_related("person", "detail", "provider").annotate(
        confirmed=Exists(Confirmation.objects.filter(entry=OuterRef("pk")))
    )


def net(person: Person) -> QuerySet[LedgerEntry]:
    """The rows that count: neither replaced nor withdrawn, newest day first."""
    rows = LedgerEntry.objects.filter(person=person, corrected_by__isnull=True, withdrawn=False)
    return with_words(rows).order_by("-first_on", "-pk")


def for_owner(person: Person, public_id: str) -> LedgerEntry:
    """A row of the person's own, replaced and withdrawn ones included.

    :raises Http404: for everybody else's.
    """
    return get_object_or_404(
        with_words(LedgerEntry.objects.filter(person=person)), public_id=public_id
    )


def draft_for_owner(person: Person, public_id: str) -> LedgerEntry:
    """A draft of the person's own.

    :raises Http404: for permanent rows and everybody else's.
    """
    rows = LedgerEntry.objects.filter(person=person, permanent_at__isnull=True)
    return get_object_or_404(with_words(rows), public_id=public_id)


def chain(entry: LedgerEntry) -> list[LedgerEntry]:
    """The entry with everything it corrects and everything that corrects it, oldest first."""
    original = entry
    while original.corrects is not None:
        original = original.corrects
    rows = [original]
    while (row := LedgerEntry.objects.filter(corrects=rows[-1]).first()) is not None:
        rows.append(row)
    return rows


def words(entry: LedgerEntry) -> EntryDetail:
    """The entry's title and names; empty ones when they were erased."""
    detail = getattr(entry, "detail", None)
    return detail or EntryDetail(entry=entry)


def title(entry: LedgerEntry) -> str:
    """What the entry is called: its own title, else who gave it, else its kind."""
    said = words(entry)
    if said.title:
        return said.title
    # Only what the person called them: a name that the address is known under is not theirs to read.
    name = said.provider_name
    if name and entry.kind == LedgerEntry.Kind.RSC_RECEIVED:
        return gettext("Reflective supervision with %(name)s") % {"name": name}
    return capfirst(entry.get_kind_display())


def verification(entry: Any) -> str:
    """Who stands behind the entry, or the columns of one: self_reported, confirmed or system."""
    if entry.origin == LedgerEntry.Origin.SYSTEM:
        return "system"
    confirmed = getattr(entry, "confirmed", None)
    if confirmed is None:
        confirmed = entry.confirmations.exists()
    return "confirmed" if confirmed else "self_reported"

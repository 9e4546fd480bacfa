"""Applicants are reminded of what the association asked for, and of an application that lies still."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest
from django.utils.translation import gettext_lazy as _

from endorsement.models import Application, Association, Decision, LedgerEntry, Notice, SectionNote
from endorsement.selectors import editions
from endorsement.selectors.hosts import public_url
from endorsement.services.notices import owing
from endorsement.services.notices.kinds import Kind, Section, Silence

State = Application.State
ASKED_DAYS = (14, 30, 60)
STILL_DAYS = (30, 90)
# Longer ago than this it is left in peace.
FORGOTTEN = timedelta(days=365)


def owe_asked(at: datetime) -> int:
    """Owe what came due of questions that wait for the applicant; how many."""
    return owing.owe("asked_for_more", _asked(at), at=at)


def _asked(at: datetime, association: Association | None = None) -> Iterator[owing.Subject]:
    """Of one association, or of all."""
    latest = Decision.objects.filter(application=OuterRef("pk")).order_by("-decided_at", "-pk")
    rows = _applications(Q(state=State.MORE_INFORMATION), association).annotate(
        asked_at=Subquery(latest.values("decided_at")[:1]), asked=Subquery(latest.values("pk")[:1])
    )
    for one in rows.filter(asked_at__gt=at - FORGOTTEN).order_by("pk").iterator(owing.BATCH):
        day = one.association.day_of
        reached = owing.after(day(one.asked_at), ASKED_DAYS, through=day(at))
        if reached:
            yield owing.Subject(f"asked:{one.pk}:{one.asked}", one.person, one.association, reached)


def owe_still(at: datetime) -> int:
    """Owe what came due of applications that are being prepared and lie still; how many."""
    return owing.owe("still_drafts", _still(at), at=at)


def _still(at: datetime, association: Association | None = None) -> Iterator[owing.Subject]:
    """Of one association, or of all."""
    rows = _moved(_applications(Q(state__in=(State.DRAFT, State.IN_PROGRESS)), association))
    found = rows.filter(
        moved_at__gt=at - FORGOTTEN, moved_at__lte=at - timedelta(days=STILL_DAYS[0] - 1)
    )
    for one in found.order_by("pk").iterator(owing.BATCH):
        since = one.association.day_of(one.moved_at)
        reached = owing.after(since, STILL_DAYS, through=one.association.day_of(at))
        if reached:
            # Whoever goes on and stops again is reminded anew.
            yield owing.Subject(f"still:{one.pk}:{since}", one.person, one.association, reached)


def _applications(which: Q, association: Association | None = None) -> QuerySet[Any]:
    rows = Application.objects.filter(which, person__erased_at__isnull=True)
    if association is not None:
        rows = rows.filter(association=association)
    return rows.select_related("person", "association")


def _moved(rows: QuerySet[Any]) -> QuerySet[Any]:
    """With the last instant at which the applicant did something for it."""
    entries = LedgerEntry.objects.filter(person=OuterRef("person")).values("person")
    notes = SectionNote.objects.filter(application=OuterRef("pk")).values("application")
    return rows.annotate(
        moved_at=Greatest(
            "created_at",
            Coalesce("registered_at", "created_at"),
            Coalesce(Subquery(entries.annotate(m=Max("recorded_at")).values("m")), "created_at"),
            Coalesce(Subquery(notes.annotate(m=Max("saved_at")).values("m")), "created_at"),
        )
    )


def write_asked(notices: Sequence[Notice], _at: datetime) -> dict[int, Section | Silence]:
    """What each says now; nothing once it was answered."""
    found = _by_key(notices)
    return {
        one.pk: _section(found[_key(one)], "asked_for_more", one)
        if found[_key(one)].state == State.MORE_INFORMATION
        else Silence("answered")
        for one in notices
    }


def write_still(notices: Sequence[Notice], _at: datetime) -> dict[int, Section | Silence]:
    """What each says now; nothing once it was handed in, or somebody went on with it."""
    keys = [_key(one) for one in notices]
    found = {one.pk: one for one in _moved(_applications(Q(pk__in=keys)))}
    said: dict[int, Section | Silence] = {}
    for notice in notices:
        one = found.get(_key(notice))
        if one is None or one.state not in (State.DRAFT, State.IN_PROGRESS):
            said[notice.pk] = Silence("handed_in")
        elif str(one.association.day_of(one.moved_at)) != notice.subject.rpartition(":")[2]:
            said[notice.pk] = Silence("went_on")
        else:
            said[notice.pk] = _section(one, "application_still", notice)
    return said


def _by_key(notices: Sequence[Notice]) -> dict[int, Application]:
    rows = Application.objects.select_related("association", "edition")
    return dict(rows.in_bulk({_key(one) for one in notices}))


def _key(notice: Notice) -> int:
    return int(notice.subject.split(":")[1])


def _section(application: Application, template: str, notice: Notice) -> Section:
    name = editions.parsed(application.edition).categories[application.category].name
    association = application.association
    return Section(
        template,
        {
            "public_url": public_url(association),
            "association": association.name,
            "contact": association.contact_email,
            "public_id": application.public_id,
            "category": name.get(notice.person.language, name["en"]),
        },
    )


ASKED = Kind(
    name="asked_for_more",
    title=_("What an association asked you for"),
    owe=owe_asked,
    write=write_asked,
    duty=True,
    rungs={
        "after_14": _("two weeks without an answer"),
        "after_30": _("30 days without an answer"),
        "after_60": _("60 days without an answer"),
    },
    coming=owing.coming_of(_asked),
)
STILL = Kind(
    name="still_drafts",
    title=_("Applications that lie still"),
    owe=owe_still,
    write=write_still,
    duty=False,
    rungs={"after_30": _("30 days without a change"), "after_90": _("90 days without a change")},
    coming=owing.coming_of(_still),
)

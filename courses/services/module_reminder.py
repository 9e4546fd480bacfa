"""Whoever began a module and left it is reminded after two weeks and after six, then left in peace."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Exists, Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from courses.models import (
    Attempt,
    BlockState,
    Enrollment,
    LessonProgress,
    LiveRegistration,
    LiveSession,
    Reflection,
    SeatClock,
)
from courses.selectors import path as modules
from endorsement.models import Association, Notice, TrainingOffer
from endorsement.services.notices import owing
from endorsement.services.notices.kinds import Kind, Section, Silence

NAME = "modules"
DAYS = (14, 42)
#: What shows that somebody is at it, with the way to the enrollment.
ACTS = (
    (LessonProgress, "enrollment", ("opened_at", "completed_at")),
    (BlockState, "enrollment", ("saved_at",)),
    (Reflection, "enrollment", ("saved_at",)),
    (Attempt, "enrollment", ("started_at", "handed_in_at")),
    (SeatClock, "reading__enrollment", ("seen_at",)),
)
# What lay longer is not picked up by a mail.
FORGOTTEN = timedelta(days=120)


def owe(at: datetime) -> int:
    """Owe what came due of modules that lie still; how many rows."""
    return owing.owe(NAME, _still(at), at=at)


def _still(at: datetime, association: Association | None = None) -> Iterator[owing.Subject]:
    """Of modules of one association, or of all."""
    still = _open(at).filter(
        awaits=False,
        started_at__gt=at - 3 * FORGOTTEN,
        moved_at__gt=at - FORGOTTEN,
        moved_at__lte=at - timedelta(days=DAYS[0] - 1),
    )
    owners: dict[str, Association | None] = {
        offer.code: offer.association
        for offer in TrainingOffer.objects.filter(live=True)
        .select_related("association")
        .order_by("version")
    }
    if association is not None:
        theirs = [code for code, owner in owners.items() if owner == association]
        still = still.filter(code__in=theirs)
    for one in still.order_by("pk").iterator(owing.BATCH):
        zone = ZoneInfo(one.person.time_zone)
        since = one.moved_at.astimezone(zone).date()
        reached = owing.after(since, DAYS, through=at.astimezone(zone).date())
        # One that is not on the site any more cannot be gone on with.
        if reached and one.code in owners:
            key = f"module:{one.pk}:{since}"
            yield owing.Subject(key, one.person, owners[one.code], reached)


def _open(at: datetime) -> QuerySet[Any]:
    """What was begun and not finished, with the last instant at which the learner read, answered or did
    a part, and whether they have a place in a live session of it that is not over.
    """
    last = [
        Coalesce(Subquery(rows.annotate(m=Max(name)).values("m")), "started_at")
        for model, way, names in ACTS
        for rows in [model._default_manager.filter(**{way: OuterRef("pk")}).values(way)]
        for name in names
    ]
    places = LiveRegistration.objects.filter(
        person=OuterRef("person"),
        session__code=OuterRef("code"),
        session__state=LiveSession.State.OPEN,
        session__ends_at__gt=at,
    ).exclude(state=LiveRegistration.State.CANCELED)
    return (
        Enrollment.objects.filter(
            completed_at__isnull=True, switched_at__isnull=True, person__erased_at__isnull=True
        )
        .annotate(moved_at=Greatest("started_at", *last), awaits=Exists(places))
        .select_related("person")
    )


def write(notices: Sequence[Notice], at: datetime) -> dict[int, Section | Silence]:
    """One section about everything that lies still; nothing about what was finished or gone on with."""
    keys = {one.pk: one.subject.split(":") for one in notices}
    found = {one.pk: one for one in _open(at).filter(pk__in=[int(key[1]) for key in keys.values()])}
    said: dict[int, Section | Silence] = {}
    still: dict[int, list[tuple[Notice, Enrollment]]] = {}
    for notice in notices:
        one = found.get(int(keys[notice.pk][1]))
        if one is None:
            said[notice.pk] = Silence("completed")
            continue
        since = one.moved_at.astimezone(ZoneInfo(notice.person.time_zone)).date()
        if one.awaits or str(since) != keys[notice.pk][2]:
            said[notice.pk] = Silence("went_on")
        else:
            still.setdefault(notice.person_id, []).append((notice, one))
    for pairs in still.values():
        section = _section(pairs[0][0].person.language, [one for _notice, one in pairs])
        said |= {notice.pk: section for notice, _one in pairs}
    return said


def _section(language: str, still: Sequence[Enrollment]) -> Section:
    with translation.override(language):
        titles = modules.offered({one.code for one in still})
    named = [titles[one.code].title if one.code in titles else one.code for one in still]
    return Section("modules_unfinished", {"public_url": settings.PUBLIC_URL, "modules": named})


MODULES = Kind(
    name=NAME,
    title=_("Modules you have begun"),
    owe=owe,
    write=write,
    duty=False,
    rungs={"after_14": _("two weeks later"), "after_42": _("six weeks later")},
    coming=owing.coming_of(_still),
)

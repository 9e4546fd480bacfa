"""Following learning paths, and completing them: once for each version, from what the ledger holds."""

from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction

from courses.models import PathEnrollment, PathPage
from courses.selectors import path as paths
from endorsement.models import LedgerEntry, Person
from endorsement.services import ledger
from lms.backbone import sweeps

BATCH = 200


@transaction.atomic
def follow(*, person: Person, path: PathPage, at: datetime) -> PathEnrollment:
    """Follow a path; it stands under “My learning” from now on. Following twice is following once.

    Effects, in order: the enrollment; completion, when the person has everything already.
    """
    latest = PathEnrollment.objects.filter(person=person, code=path.code, version=path.version)
    done = latest.filter(completed_at__isnull=False).first()
    if done is not None:
        return done
    row, _made = PathEnrollment.objects.get_or_create(
        person=person,
        code=path.code,
        completed_at=None,
        defaults={"version": path.version, "joined_at": at},
    )
    complete(person=person, path=path, at=at)
    row.refresh_from_db()
    return row


@transaction.atomic
def leave(*, person: Person, code: str) -> None:
    """Follow the path no longer. What was completed stays, of the path and of its modules."""
    PathEnrollment.objects.filter(person=person, code=code, completed_at__isnull=True).delete()


@transaction.atomic
def module_completed(*, entry: LedgerEntry, at: datetime) -> list[LedgerEntry]:
    """A training landed in the ledger: every path it was the last module of is completed with it."""
    found = paths.containing(entry.offer_code) if entry.offer_code else []
    recorded = [complete(person=entry.person, path=path, at=at) for path in found]
    return [one for one in recorded if one is not None]


@transaction.atomic
def complete(*, person: Person, path: PathPage, at: datetime) -> LedgerEntry | None:
    """Complete the path if everything is done; None when something is missing.

    Effects, in order: the person is locked, so that two last modules at once cannot both miss the
    other; the achievement under the key `path:<code>:<version>:<ref>`, which announces
    `achievement_recorded`; the enrollment, made where there was none. A second call changes nothing.
    """
    # Weaker than the lock that rows pointing to the person take, or the two would wait for each other.
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    way = path.way
    done = paths.completed([person.pk], [part.code for part in way.parts]).get(person.pk, {})
    if not way.is_complete(done):
        return None
    theirs = PathEnrollment.objects.filter(person=person, code=path.code)
    known = theirs.filter(version=path.version, completed_at__isnull=False).first()
    if known is not None:
        theirs.filter(completed_at__isnull=True).delete()
        return known.entry
    entry = _record(person, path, {p.code: done[p.code] for p in way.parts if p.code in done}, at)
    PathEnrollment.objects.update_or_create(
        person=person,
        code=path.code,
        completed_at=None,
        defaults={"version": path.version, "completed_at": at, "entry": entry},
        create_defaults={
            "version": path.version,
            "joined_at": at,
            "completed_at": at,
            "entry": entry,
        },
    )
    return entry


def sweep(*, at: datetime) -> int:
    """Complete the paths of followers who have everything, because the path changed; how many.

    Two queries a path and batch of followers; only somebody who has everything costs more.
    """
    return sum(_sweep(path, at) for path in paths.every_path())


def _sweep(path: PathPage, at: datetime) -> int:
    completed, last = 0, 0
    codes = [part.code for part in path.way.parts]
    rows = PathEnrollment.objects.filter(code=path.code, completed_at__isnull=True)
    rows = rows.select_related("person").order_by("pk")
    while batch := list(rows.filter(pk__gt=last)[:BATCH]):
        last = batch[-1].pk
        done = paths.completed([row.person_id for row in batch], codes)
        for row in batch:
            if path.way.is_complete(done.get(row.person_id, {})):
                with sweeps.apart("Path enrollment", row.pk):
                    completed += complete(person=row.person, path=path, at=at) is not None
    return completed


def _record(
    person: Person, path: PathPage, done: dict[str, paths.Done], at: datetime
) -> LedgerEntry:
    pages = PathPage.objects.filter(translation_key=path.translation_key, live=True)
    return ledger.record_achievement(
        person=person,
        source_key=f"path:{path.code}:{path.version}:{person.ref}",
        title={page.locale.language_code: page.title for page in pages.select_related("locale")},
        organization=path.association.name if path.association else settings.WAGTAIL_SITE_NAME,
        association=path.association,
        first_on=min(one.on for one in done.values()),
        last_on=max(
            at.astimezone(ZoneInfo(person.time_zone)).date(), *(one.on for one in done.values())
        ),
        code=path.code,
        version=path.version,
        parts=[
            {
                "code": code,
                "version": one.version,
                "on": one.on.isoformat(),
                "hours": format(one.hours or Decimal(0), ".2f"),
            }
            for code, one in done.items()
        ],
        certified=path.certified,
        at=at,
    )

"""Groups and rosters, fetched by their provider, their members, or the mailed link."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Count, QuerySet
from django.shortcuts import get_object_or_404

from endorsement.models import (
    Attendance,
    GroupMeeting,
    GroupMember,
    LedgerEntry,
    Person,
    SupervisionGroup,
)
from endorsement.selectors import ledger
from lms.backbone.ids import normalize

SHOWN = 24


def led_by(person: Person) -> QuerySet[SupervisionGroup]:
    """The groups a provider leads."""
    return _open().filter(provider=person).order_by("name", "begun_at", "pk")


def for_provider(person: Person, public_id: str) -> SupervisionGroup:
    """:raises Http404: when somebody else leads it."""
    return get_object_or_404(_open(), provider=person, public_id=public_id)


def by_token(token: str, at: datetime) -> SupervisionGroup:
    """The group behind a provider's standing link.

    :raises Http404: for a link that never was, was replaced, or has run out.
    """
    digest = SupervisionGroup.digest(token)
    return get_object_or_404(_open(), token_sha256=digest, token_expires_at__gt=at)


def by_code(code: str) -> SupervisionGroup | None:
    """The group that a code leads to, as it was typed from a sheet or a chat."""
    return _open().filter(join_code=normalize(code)).first() if code.strip() else None


def for_member(person: Person, public_id: str) -> GroupMember:
    """:raises Http404: for everybody who is not a member now."""
    return get_object_or_404(of_member(person), group__public_id=public_id)


def of_member(person: Person) -> QuerySet[GroupMember]:
    """The groups somebody is a member of now."""
    return (
        GroupMember.objects.filter(
            person=person, left_at__isnull=True, group__ended_at__isnull=True
        )
        .select_related("group__provider", "person", "association")
        .order_by("group__name", "pk")
    )


def members(group: SupervisionGroup) -> QuerySet[GroupMember]:
    """Who agreed to be in the group and still is."""
    return (
        group.members.filter(left_at__isnull=True, person__erased_at__isnull=True)
        .select_related("person", "association")
        .order_by("person__name", "pk")
    )


def meetings(group: SupervisionGroup) -> QuerySet[GroupMeeting]:
    """The latest rosters with how many people were there."""
    return group.meetings.annotate(people=Count("attendances")).order_by("-on")[:SHOWN]


def posted_on(attendance: Attendance, day: date) -> bool:
    """Whether it was said on this day, where the provider is, that the person was there."""
    entry, meeting = attendance.entry, attendance.meeting
    said_at = entry.recorded_at if entry is not None else meeting.posted_at
    zone = ZoneInfo(meeting.group.provider.time_zone)
    return said_at.astimezone(zone).date() == day


def posted_today(group: SupervisionGroup, at: datetime) -> list[Attendance]:
    """Who was said today to have been at a meeting, as long as that can be taken back."""
    day = at.astimezone(ZoneInfo(group.provider.time_zone)).date()
    rows = Attendance.objects.filter(
        meeting__group=group,
        entry__origin=LedgerEntry.Origin.ROSTER,
        person__erased_at__isnull=True,
    ).filter(entry__recorded_at__gt=at - timedelta(days=2), entry__corrected_by__isnull=True)
    rows = rows.select_related("person", "entry", "meeting__group__provider")
    return [
        one for one in rows.order_by("-meeting__on", "person__name", "pk") if posted_on(one, day)
    ]


def unsettled(person: Person) -> QuerySet[Attendance]:
    """Meetings of a roster that the member has entered differently themself."""
    return (
        Attendance.objects.filter(person=person, entry__isnull=True)
        .select_related("meeting__group")
        .order_by("meeting__on", "pk")
    )


def unsettled_of(person: Person, group_id: str, on: date) -> Attendance:
    """:raises Http404: when nothing of that day is open."""
    return get_object_or_404(unsettled(person), meeting__group__public_id=group_id, meeting__on=on)


def own_entries_on(person: Person, provider: Person, on: date) -> QuerySet[LedgerEntry]:
    """What the member has entered of the group's supervision on a day, or over a span around it."""
    return (
        ledger.net(person)
        .filter(
            kind=LedgerEntry.Kind.RSC_RECEIVED,
            provider=provider,
            attributes__format="group",
            first_on__lte=on,
            last_on__gte=on,
        )
        .order_by("pk")
    )


def _open() -> QuerySet[SupervisionGroup]:
    return SupervisionGroup.objects.filter(ended_at__isnull=True).select_related("provider")

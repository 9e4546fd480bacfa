"""Rosters: a provider says once who was at a meeting, and each member's hours are recorded."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from endorsement.models import (
    Attendance,
    ConfirmationLine,
    EntryDetail,
    GroupMeeting,
    GroupMember,
    LedgerEntry,
    Person,
    SupervisionGroup,
)
from endorsement.refusals import Refused
from endorsement.selectors import groups
from endorsement.services.entry_content import EntryContent, check
from endorsement.services.ledger import confirm_entry, withdraw_entry
from endorsement.services.provider import ask_about

State = ConfirmationLine.State


@dataclass(frozen=True, kw_only=True)
class Roster:
    """What a provider says about one meeting."""

    on: date
    hours: Decimal
    mode: str
    focus: str = "own_practice"


@dataclass
class Posted:
    """Whose hours were recorded or confirmed now, had been before, or were entered differently."""

    meeting: GroupMeeting
    recorded: list[Person] = field(default_factory=list)
    already: list[Person] = field(default_factory=list)
    differing: list[Person] = field(default_factory=list)


@transaction.atomic
def post(
    *, group: SupervisionGroup, roster: Roster, present: Iterable[Person], at: datetime
) -> Posted:
    """Post the roster of a meeting. Posting a day again adds whoever was forgotten.

    Effects, in order: the meeting, once a day; for each member who was there: the attendance; their
    own entry of that day confirmed, or a permanent, confirmed entry made. Who entered that day
    differently gets nothing and is told so. Open questions about the entry are answered by it.

    :raises Refused: for a day to come, hours that cannot be, nobody present, somebody who is not a
        member, or a day that was posted with other figures.
    """
    group = SupervisionGroup.objects.select_for_update().get(pk=group.pk)
    if group.ended_at is not None:
        raise Refused(_("This group has ended, so no roster can be posted."))
    people = {person.pk for person in present}
    members = [one for one in groups.members(group) if one.person_id in people]
    if not members or len(members) != len(people):
        raise Refused(_("Tick at least one member of the group who was there."), field="present")
    check(_content(group, roster), today=_today(group, at))
    meeting = _meeting(group, roster, at)
    posted = Posted(meeting)
    for member in members:
        _attend(meeting, group, member, posted, at)
    return posted


@transaction.atomic
def take_back(*, group: SupervisionGroup, on: date, person: Person, at: datetime) -> bool:
    """Take back that somebody was there, on the day it was posted; False when nobody says they were.

    Effects, in order: the entry that the roster made is withdrawn by a row that says so; the attendance
    goes, so that posting the day again can add the person.

    :raises Refused: after that day, for an entry that the member made themself, and for one they have
        changed since.
    """
    group = SupervisionGroup.objects.select_for_update().get(pk=group.pk)
    rows = Attendance.objects.select_related("meeting", "entry")
    attendance = rows.filter(meeting__group=group, meeting__on=on, person=person).first()
    if attendance is None:
        return False
    if not groups.posted_on(attendance, _today(group, at)):
        raise Refused(
            _(
                "This was possible on the day you posted it. Now %(name)s takes the entry back "
                "under Portfolio."
            )
            % {"name": person}
        )
    entry = attendance.entry
    if entry is not None:
        if entry.origin != LedgerEntry.Origin.ROSTER:
            raise Refused(
                _("%(name)s had entered this day themself, so only they can take it back.")
                % {"name": person}
            )
        withdraw_entry(entry=entry, at=at)
    attendance.delete()
    return True


@transaction.atomic
def settle(*, attendance: Attendance, at: datetime) -> bool:
    """Look again at a day that a member had entered differently; whether it is recorded now."""
    group = SupervisionGroup.objects.select_for_update().get(pk=attendance.meeting.group_id)
    member = group.members.select_related("person", "association").get(person=attendance.person_id)
    posted = Posted(attendance.meeting)
    _attend(attendance.meeting, group, member, posted, at)
    return not posted.differing


def _meeting(group: SupervisionGroup, roster: Roster, at: datetime) -> GroupMeeting:
    said = {"hours": roster.hours, "mode": roster.mode, "focus": roster.focus}
    meeting, _created = GroupMeeting.objects.get_or_create(
        group=group, on=roster.on, defaults={**said, "posted_at": at}
    )
    if any(getattr(meeting, name) != value for name, value in said.items()):
        raise Refused(
            _(
                "You have posted this day with other figures. If those were wrong, each member "
                "corrects their entry and asks you to confirm the correction."
            ),
            field="on",
        )
    return meeting


def _attend(
    meeting: GroupMeeting,
    group: SupervisionGroup,
    member: GroupMember,
    posted: Posted,
    at: datetime,
) -> None:
    person = member.person
    attendance, _created = Attendance.objects.get_or_create(meeting=meeting, person=person)
    if attendance.entry_id is not None:
        posted.already.append(person)
        return
    entry, differs = _own_entry(meeting, group, person)
    if differs:
        posted.differing.append(person)
        return
    if entry is None:
        entry = _record(meeting, group, person, at)
    confirm_entry(entry=entry, by=group.provider, at=at)
    ConfirmationLine.objects.filter(
        entry=entry, request__confirmer=group.provider, state=State.OPEN
    ).update(state=State.CONFIRMED, answered_at=at)
    Attendance.objects.filter(pk=attendance.pk).update(entry=entry)
    if member.association is not None:
        ask_about(person=person, association=member.association, at=at)
    posted.recorded.append(person)


def _own_entry(
    meeting: GroupMeeting, group: SupervisionGroup, person: Person
) -> tuple[LedgerEntry | None, bool]:
    """The member's own entry of this very meeting, and whether they entered the day differently.

    An entry over a span of days around the meeting may hold its hours already: counting them twice
    would be wrong, so that is a difference too.
    """
    found = list(groups.own_entries_on(person, group.provider, meeting.on))
    if not found:
        return None, False
    if len(found) > 1:
        return None, True
    entry = LedgerEntry.objects.select_for_update().get(pk=found[0].pk)
    same = (
        entry.first_on == entry.last_on == meeting.on
        and entry.hours == meeting.hours
        and entry.attributes.get("focus") == meeting.focus
        and not hasattr(entry, "attendance")
    )
    return (entry, False) if same else (None, True)


def _record(
    meeting: GroupMeeting, group: SupervisionGroup, person: Person, at: datetime
) -> LedgerEntry:
    roster = Roster(on=meeting.on, hours=meeting.hours, mode=meeting.mode, focus=meeting.focus)
    content = _content(group, roster)
    key = f"roster:{group.public_id}:{meeting.on}:{person.ref}"
    # What was taken back stays; whoever is added again gets a row of their own.
    before = LedgerEntry.objects.filter(
        person=person,
        source_key__startswith=key,
        corrects__isnull=True,
        corrected_by__withdrawn=True,
    ).count()
    entry, created = LedgerEntry.objects.get_or_create(
        source_key=f"{key}:{before}" if before else key,
        defaults={
            **content.columns(),
            "person": person,
            "origin": LedgerEntry.Origin.ROSTER,
            "zone": person.time_zone,
            "recorded_at": at,
            "permanent_at": at,
        },
    )
    if created:
        EntryDetail.objects.create(entry=entry, **content.words())
    return entry


def _content(group: SupervisionGroup, roster: Roster) -> EntryContent:
    return EntryContent(
        kind=LedgerEntry.Kind.RSC_RECEIVED,
        first_on=roster.on,
        last_on=roster.on,
        hours=roster.hours,
        provider=group.provider,
        provider_name=group.provider_name,
        attributes={"format": "group", "mode": roster.mode, "focus": roster.focus},
    )


def _today(group: SupervisionGroup, at: datetime) -> date:
    return at.astimezone(ZoneInfo(group.provider.time_zone)).date()

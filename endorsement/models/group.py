"""Groups that meet for reflective supervision, and the rosters their provider posts.

Nobody is in a group who did not join it: only a member's portfolio can receive a meeting.
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from endorsement.models.association import Association
from endorsement.models.ledger import LedgerEntry
from endorsement.models.mailed_link import MailedLink
from endorsement.models.person import Person
from lms.backbone.ids import public_id


class SupervisionGroup(MailedLink):
    """A group of one provider. Members join with `join_code`, which the provider tells them.

    `provider_name` is what whoever began the group calls the provider.
    """

    # Before `public_id`, whose name hides the function.
    join_code = models.CharField(max_length=12, unique=True, default=public_id)
    public_id = models.CharField(max_length=12, unique=True, default=public_id)
    provider = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="supervision_groups"
    )
    provider_name = models.CharField(max_length=200, blank=True)
    name = models.CharField(max_length=100, blank=True)
    begun_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name or self.public_id


class GroupMember(models.Model):
    """A person who agreed that the group's provider enters meetings in their portfolio.

    `association` is the one whose coordinator is asked about a provider nobody knows yet.
    """

    group = models.ForeignKey(SupervisionGroup, on_delete=models.PROTECT, related_name="members")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="group_memberships")
    association = models.ForeignKey(
        Association, null=True, on_delete=models.PROTECT, related_name="+"
    )
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["group", "person"], name="group_joined_once"),
        ]

    def __str__(self) -> str:
        return f"{self.group}: {self.person}"


class GroupMeeting(models.Model):
    """A roster: the day, the clock hours, how the group met and what it was about. Once a day."""

    group = models.ForeignKey(SupervisionGroup, on_delete=models.PROTECT, related_name="meetings")
    on = models.DateField()
    hours = models.DecimalField(max_digits=7, decimal_places=2)
    mode = models.CharField(max_length=20)
    focus = models.CharField(max_length=20)
    posted_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["group", "on"], name="roster_once_a_day"),
            models.CheckConstraint(condition=Q(hours__gt=0), name="roster_hours_above_zero"),
        ]

    def __str__(self) -> str:
        return f"{self.group}: {self.on}"


class Attendance(models.Model):
    """A member was at a meeting. Without an entry the member had entered that day differently."""

    meeting = models.ForeignKey(GroupMeeting, on_delete=models.PROTECT, related_name="attendances")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="attendances")
    entry = models.OneToOneField(
        LedgerEntry, null=True, on_delete=models.PROTECT, related_name="attendance"
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting", "person"], name="attended_once"),
        ]

    def __str__(self) -> str:
        return f"{self.meeting}: {self.person}"

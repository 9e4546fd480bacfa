"""Cohorts: a group of an association that takes a module or a learning path between two days.

Nobody is in a cohort who did not join it: joining is the consent that its facilitators see progress.
"""

from datetime import date, datetime
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from courses.rules.pace import SEEN_AFTER
from endorsement.models import Association, Person
from endorsement.models.mailed_link import MailedLink
from lms.backbone.ids import public_id


class Cohort(models.Model):
    """From one day through another, inclusive, in the association's time zone.

    `path` is the key of the learning path it takes, empty where it takes one module. Members join with
    `join_code` or by an invitation. `optional_needed` is the path's when the cohort was made.
    """

    # Before `public_id`, whose name hides the function.
    join_code = models.CharField(max_length=12, unique=True, default=public_id)
    public_id = models.CharField(max_length=12, unique=True, default=public_id)
    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="cohorts")
    name = models.CharField(_("name"), max_length=120)
    path = models.CharField(max_length=80, blank=True)
    optional_needed = models.PositiveSmallIntegerField(default=0)
    from_on = models.DateField(_("first day"))
    through_on = models.DateField(_("last day"))
    created_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("cohort")
        verbose_name_plural = _("cohorts")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(through_on__gte=F("from_on")), name="cohort_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def today(self, at: datetime) -> date:
        """The day it is where the association is."""
        return self.association.day_of(at)

    def takes_members(self, at: datetime) -> bool:
        """Whether somebody can join: also before it begins, not after its last day."""
        return self.ended_at is None and self.today(at) <= self.through_on

    def is_seen(self, at: datetime) -> bool:
        """Whether its facilitators see progress; some days longer than it lasts."""
        return self.ended_at is None and self.today(at) <= self.through_on + SEEN_AFTER


class CohortModule(models.Model):
    """A module of a cohort by its key, and the day by which it should be completed, if any."""

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="modules")
    code = models.CharField(max_length=80)
    position = models.PositiveSmallIntegerField()
    required = models.BooleanField(default=True)
    due_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["cohort", "code"], name="cohort_module_once"),
        ]

    def __str__(self) -> str:
        return f"{self.cohort}: {self.code}"


class Facilitator(models.Model):
    """Somebody who sees how the members of one cohort get on. It opens nothing else."""

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="facilitators")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="facilitated")
    given_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["cohort", "person"],
                condition=Q(ended_at__isnull=True),
                name="facilitates_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cohort}: {self.person}"


class CohortMember(models.Model):
    """A person who agreed that the facilitators see their progress, until they leave."""

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="members")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="cohorts")
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)
    # Mails when a day is past by which a module was due.
    reminders = models.BooleanField(default=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["cohort", "person"], name="cohort_joined_once"),
        ]

    def __str__(self) -> str:
        return f"{self.cohort}: {self.person}"


class CohortInvitation(MailedLink):
    """An address that was invited; the mail holds a link, the database its digest only."""

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="invitations")
    public_id = models.CharField(max_length=12, unique=True, default=public_id)
    email = models.EmailField()
    invited_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    accepted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("cohort", Lower("email"), name="invited_once_to_a_cohort"),
        ]

    def __str__(self) -> str:
        return f"{self.cohort}: {self.public_id}"

"""An association (AIMH), who acts in it, and which scheme it follows."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from endorsement.models.person import Person, validate_time_zone

validate_host_name = RegexValidator(
    r"^(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$",
    _("Write a host name such as learn.example.org, without https:// and without a slash."),
)


class Association(models.Model):
    """One association with its own site or path, staff, scheme and time zone."""

    slug = models.SlugField(unique=True)
    name = models.CharField(_("name"), max_length=200)
    short_name = models.CharField(_("short name"), max_length=40)
    region = models.CharField(_("state or country"), max_length=100, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=64, validators=[validate_time_zone])
    contact_email = models.EmailField(_("contact address"))
    website = models.URLField(_("website"), max_length=300, blank=True)
    accent_color = models.CharField(_("accent color"), max_length=7, default="#1f6f6b")
    # None rather than empty: many have none, and no two share one.
    host_name = models.CharField(
        _("host name"),
        max_length=253,
        null=True,
        blank=True,
        unique=True,
        validators=[validate_host_name],
        help_text=_(
            "Its own address, for example: learn.example.org. Empty: its pages begin with /a/."
        ),
    )
    root_page = models.OneToOneField(
        "wagtailcore.Page", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    collection = models.OneToOneField(
        "wagtailcore.Collection",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        verbose_name = _("association")
        verbose_name_plural = _("associations")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def day_of(self, at: datetime) -> date:
        """The calendar day at this instant where the association is."""
        return at.astimezone(ZoneInfo(self.time_zone)).date()


class Membership(models.Model):
    """A role of a person in an association; the only source of domain roles.

    Both dates are inclusive, in the association's time zone; no `through_on` means until further
    notice.
    """

    class Role(models.TextChoices):
        COORDINATOR = "coordinator", _("coordinator")
        REVIEWER = "reviewer", _("reviewer")
        ADVISOR = "advisor", _("advisor")
        EXAM_SCORER = "exam_scorer", _("exam scorer")
        AUTHOR = "author", _("author")
        MODERATOR = "moderator", _("moderator")

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    association = models.ForeignKey(
        Association, on_delete=models.PROTECT, related_name="memberships"
    )
    role = models.CharField(max_length=16, choices=Role)
    from_on = models.DateField()
    through_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "association", "role", "from_on"], name="membership_once"
            ),
            models.CheckConstraint(
                condition=Q(through_on__isnull=True) | Q(through_on__gte=F("from_on")),
                name="membership_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_role_display()}, {self.association}"


def review_ladder() -> list[dict[str, Any]]:
    """Whom to remind of a review, and how many days after its due day (before it: below zero)."""
    return [
        {"days": -7, "to": "reviewer"},
        {"days": 0, "to": "reviewer"},
        {"days": 7, "to": "coordinator"},
    ]


class Overlay(models.Model):
    """What an association sets on top of a shared scheme.

    `labels` are its own names of categories, by code: `{"en": …, "es": …}`. `accepted` are other
    associations whose membership it takes as well, as they are called. `locale` says how it writes
    amounts and days.
    """

    class MembershipRule(models.TextChoices):
        REQUIRED = "required", _("required")
        ENCOURAGED = "encouraged", _("encouraged")
        NONE = "none", _("not asked for")

    class ReviewOrder(models.TextChoices):
        PARALLEL = "parallel", _("at the same time")
        SEQUENTIAL = "sequential", _("one after the other")

    class Locale(models.TextChoices):
        EN_US = "en-us", _("English (United States)")
        ES_US = "es-us", _("Spanish (United States)")
        EN_GB = "en-gb", _("English (United Kingdom)")

    association = models.OneToOneField(
        Association, on_delete=models.CASCADE, related_name="overlay"
    )
    scheme = models.ForeignKey(
        "endorsement.Scheme", on_delete=models.PROTECT, related_name="overlays"
    )
    reviewers_required = models.PositiveSmallIntegerField(default=2)
    review_days = models.PositiveSmallIntegerField(
        default=28, help_text=_("Days a reviewer has for a review.")
    )
    # How long a review usually takes, told to whoever is asked.
    review_hours = models.PositiveSmallIntegerField(default=3)
    review_order = models.CharField(
        max_length=10, choices=ReviewOrder, default=ReviewOrder.PARALLEL
    )
    # Whether a reviewer must hold the category that is applied for.
    same_category = models.BooleanField(default=False)
    review_ladder = models.JSONField(default=review_ladder, blank=True)
    # Reviewers who disagree look at it together once more before the coordinator does.
    consensus = models.BooleanField(default=False)
    # Agreeing means on every requirement, not on the recommendation alone.
    agree_on_findings = models.BooleanField(default=False)
    # Reviewers do not read the applicant's name.
    blind = models.BooleanField(default=False)
    # What the applicant is told carries the reviewer's name.
    signed_comments = models.BooleanField(default=False)
    # Most hours a reviewer may state for one review; zero where reviewing gives none.
    service_hours = models.DecimalField(max_digits=4, decimal_places=2, default=Decimal(0))
    membership_rule = models.CharField(
        max_length=10, choices=MembershipRule, default=MembershipRule.NONE
    )
    accepted = models.JSONField(default=list, blank=True)
    # Without it an application can be prepared at once.
    registration = models.BooleanField(default=False)
    # Whether an application can only be handed in once every requirement is met.
    complete_only = models.BooleanField(default=False)
    labels = models.JSONField(default=dict, blank=True)
    # What it sets itself of how its scheme renews, in the words of the edition's file (docs/criteria.md).
    renewal = models.JSONField(default=dict, blank=True)
    locale = models.CharField(max_length=10, choices=Locale, default=Locale.EN_US)
    # So that of two people who change it at once the second is told.
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(reviewers_required__gte=1), name="overlay_has_a_reviewer"
            ),
            models.CheckConstraint(
                condition=Q(service_hours__gte=0), name="overlay_service_hours_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.association}: {self.scheme}"


class Fee(models.Model):
    """What an association asks for one purpose; recorded elsewhere, never processed here.

    An empty `category` means every category that has no fee of its own for the purpose.
    """

    class Purpose(models.TextChoices):
        REGISTRATION = "registration", _("registration")
        APPLICATION = "application", _("application")
        EXAM = "exam", _("exam")
        RENEWAL = "renewal", _("renewal")
        LATE_RENEWAL = "late_renewal", _("late renewal")
        REINSTATEMENT = "reinstatement", _("reinstatement")

    overlay = models.ForeignKey(Overlay, on_delete=models.CASCADE, related_name="fees")
    purpose = models.CharField(max_length=20, choices=Purpose)
    category = models.CharField(max_length=60, blank=True)
    amount = models.DecimalField(max_digits=10, decimal_places=2)
    currency = models.CharField(max_length=3, default="USD")

    class Meta:
        ordering = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["overlay", "purpose", "category"], name="fee_once_per_purpose"
            ),
            models.CheckConstraint(condition=Q(amount__gte=0), name="fee_is_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.amount} {self.currency}"


class IntakeDeadline(models.Model):
    """Applications handed in by this day (inclusive) are reviewed in one round."""

    overlay = models.ForeignKey(Overlay, on_delete=models.CASCADE, related_name="deadlines")
    on = models.DateField()
    note = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["on"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["overlay", "on"], name="intake_deadline_once"),
        ]

    def __str__(self) -> str:
        return str(self.on)

"""Live sessions of a module: when and where, who has a seat, who was there.

A session belongs to a code and version of a module, never to a page. Instants are UTC; what people
enter and read is in the association's time zone.
"""

from typing import ClassVar
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from courses.models.choices import spoken
from endorsement.models import Association, Person
from lms.backbone.ids import public_id


class LiveSession(models.Model):
    """One run of a live module: one meeting or several.

    `where` is public; `access` (address, room, video link) is for whoever has a seat. `taken` counts
    seats, never above `seats`; walk-ins take none. `sequence` rises with every change that a calendar
    has to know.
    """

    class State(models.TextChoices):
        OPEN = "open", _("takes place")
        CANCELED = "canceled", _("canceled")

    class Credit(models.TextChoices):
        FULL = "full", _("All hours or none")
        PROPORTIONAL = "proportional", _("Hours by the time somebody was there")
        MEETINGS = "meetings", _("Hours by the meetings somebody attended")

    public_id = models.CharField(max_length=12, unique=True, default=public_id)
    association = models.ForeignKey(
        Association, on_delete=models.PROTECT, related_name="live_sessions"
    )
    code = models.CharField(max_length=80, db_index=True)
    version = models.PositiveIntegerField()
    titles = models.JSONField()
    language = models.CharField(
        _("held in"), max_length=8, choices=settings.LANGUAGES, default="en"
    )
    where = models.CharField(_("where, for everybody"), max_length=200)
    access = models.TextField(_("address or video link"), max_length=1000, blank=True)
    seats = models.PositiveIntegerField(_("seats"), default=0)
    taken = models.PositiveIntegerField(default=0)
    waiting_list = models.BooleanField(_("waiting list"), default=True)
    opens_at = models.DateTimeField(null=True, blank=True)
    closes_at = models.DateTimeField(null=True, blank=True)
    credit = models.CharField(_("partial hours"), max_length=12, choices=Credit)
    minimum_percent = models.PositiveSmallIntegerField(
        _("least share of the time, in percent"),
        default=80,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
    )
    late_minutes = models.PositiveSmallIntegerField(
        _("minutes that may be missed"), default=10, validators=[MaxValueValidator(120)]
    )
    certifies_attendance = models.BooleanField(_("certificate of attendance"), default=False)
    code_hours = models.PositiveSmallIntegerField(
        _("hours in which the code can be entered"),
        default=24,
        validators=[MinValueValidator(1), MaxValueValidator(336)],
    )
    starts_at = models.DateTimeField(db_index=True)
    ends_at = models.DateTimeField()
    sequence = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    canceled_at = models.DateTimeField(null=True, blank=True)
    canceled_because = models.CharField(max_length=300, blank=True)
    changed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("live session")
        verbose_name_plural = _("live sessions")
        ordering = ["starts_at", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(seats=0) | Q(taken__lte=F("seats")), name="live_session_not_oversold"
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="live_session_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(minimum_percent__gte=1, minimum_percent__lte=100),
                name="live_session_minimum_is_a_percentage",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """In the active language."""
        return spoken(self.titles)

    @property
    def canceled(self) -> bool:
        return self.state == self.State.CANCELED

    @property
    def free(self) -> int | None:
        """Seats left; None without a limit."""
        return self.seats - self.taken if self.seats else None

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.association.time_zone)


class LiveMeeting(models.Model):
    """One date of a session. `reminded` is the last reminder that was owed for it."""

    session = models.ForeignKey(LiveSession, on_delete=models.CASCADE, related_name="meetings")
    number = models.PositiveSmallIntegerField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    reminded = models.CharField(max_length=8, blank=True)
    # Shown to those who are there; readable, so that it can be shown again.
    code = models.CharField(max_length=8, blank=True)
    code_shown_at = models.DateTimeField(null=True, blank=True)
    roster_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["session", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["session", "number"], name="live_meeting_number_once"),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="live_meeting_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.session} {self.number}"

    @property
    def minutes(self) -> int:
        return int((self.ends_at - self.starts_at).total_seconds()) // 60


class LiveRegistration(models.Model):
    """A person's place in a session, moved by `rules.live_moves` alone.

    `queued_at` orders the waiting list; `seated_at` is when the seat was theirs. `credited` are the hours
    that their attendance came to, empty until that is settled.
    """

    class State(models.TextChoices):
        REGISTERED = "registered", _("has a seat")
        WAITING = "waiting", _("on the waiting list")
        CANCELED = "canceled", _("gave the seat back")

    public_id = models.CharField(max_length=12, unique=True, default=public_id)
    session = models.ForeignKey(LiveSession, on_delete=models.PROTECT, related_name="registrations")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="live_registrations")
    state = models.CharField(max_length=12, choices=State)
    queued_at = models.DateTimeField()
    seated_at = models.DateTimeField(null=True, blank=True)
    walk_in = models.BooleanField(default=False)
    credited = models.DecimalField(max_digits=5, decimal_places=1, null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        ordering = ["queued_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["session", "person"], name="live_registration_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.session}"


class LiveAttendance(models.Model):
    """How many minutes a person was at a meeting, by the code or by a roster."""

    class Source(models.TextChoices):
        CODE = "code", _("by the code")
        ROSTER = "roster", _("by the roster")

    registration = models.ForeignKey(
        LiveRegistration, on_delete=models.CASCADE, related_name="attendances"
    )
    meeting = models.ForeignKey(LiveMeeting, on_delete=models.PROTECT, related_name="attendances")
    minutes = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=8, choices=Source)
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["registration", "meeting"], name="live_attendance_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.registration}: {self.minutes}"

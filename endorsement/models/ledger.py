"""The hours ledger: numbers, dates and codes that stay; names, notes and files that can be erased.

A row is a draft while `permanent_at` is empty. From then on the database refuses UPDATE and DELETE,
and a mistake is corrected by a new row that names the one it replaces.
"""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from endorsement.models.person import Person
from lms.backbone.ids import public_id


class LedgerEntry(models.Model):
    """One thing a person did, with the days it took and the clock hours it gave.

    `hours` are clock hours (two decimals), empty where the kind has none (education, work); days are
    calendar dates in `zone`, both inclusive; `last_on` empty means still going on.
    """

    class Kind(models.TextChoices):
        TRAINING = "training", _("training")
        RSC_RECEIVED = "rsc_received", _("reflective supervision received")
        RSC_GIVEN = "rsc_given", _("reflective supervision given")
        WORK = "work", _("work experience")
        EDUCATION = "education", _("education")
        SERVICE = "service", _("service to the field")
        ACHIEVEMENT = "achievement", _("achievement")

    class Origin(models.TextChoices):
        SYSTEM = "system", _("verified by the platform")
        OWN = "own", _("entered by the person")
        STAFF = "staff", _("entered by a coordinator")
        IMPORT = "import", _("imported")
        ROSTER = "roster", _("entered by the provider of a group")

    public_id = models.CharField(max_length=12, unique=True, default=public_id)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=16, choices=Kind)
    origin = models.CharField(max_length=8, choices=Origin)
    source_key = models.CharField(max_length=200, unique=True)
    first_on = models.DateField()
    last_on = models.DateField(null=True, blank=True)
    zone = models.CharField(max_length=64)
    hours = models.DecimalField(max_digits=7, decimal_places=2, null=True, blank=True)
    framework = models.CharField(max_length=60, default="core@1")
    # Area and competency references that were covered (free), e.g. ["core:foundations.attachment"].
    covers = models.JSONField(default=list, blank=True)
    # Hours split over areas (bounded by `hours`), e.g. {"core:foundations": "0.30"}.
    split = models.JSONField(default=dict, blank=True)
    # Special-topic hours, e.g. {"dei": "1.00"}.
    topics = models.JSONField(default=dict, blank=True)
    # Further codes and numbers of the kind, e.g. {"degree": "bachelor"} or {"families": 12}.
    attributes = models.JSONField(default=dict, blank=True)
    provider = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="entries_provided"
    )
    offer_code = models.CharField(max_length=80, blank=True)
    offer_version = models.PositiveIntegerField(null=True, blank=True)
    corrects = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="corrected_by"
    )
    withdrawn = models.BooleanField(default=False)
    recorded_at = models.DateTimeField()
    permanent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("ledger entry")
        verbose_name_plural = _("ledger entries")
        indexes = [models.Index(fields=["person", "first_on"])]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(hours__isnull=True) | Q(hours__gt=0), name="entry_hours_above_zero"
            ),
            models.CheckConstraint(
                condition=Q(last_on__isnull=True) | Q(last_on__gte=F("first_on")),
                name="entry_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn=False) | Q(corrects__isnull=False),
                name="entry_withdrawal_corrects",
            ),
            models.CheckConstraint(
                condition=Q(corrects__isnull=True) | Q(permanent_at__isnull=False),
                name="entry_correction_is_permanent",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.public_id}"


class EntryDetail(models.Model):
    """What may be erased: titles, names and notes of one entry."""

    entry = models.OneToOneField(LedgerEntry, on_delete=models.CASCADE, related_name="detail")
    title = models.CharField(_("title"), max_length=300, blank=True)
    organization = models.CharField(_("organization"), max_length=200, blank=True)
    provider_name = models.CharField(_("provider's name"), max_length=200, blank=True)
    notes = models.TextField(_("notes"), blank=True, max_length=2000)
    # Of a training here, as on the day it was completed: who taught it, [{name, credentials}], and the
    # approvals its organization held, [{body, rules_of, provider_number, number, credit, text: {en: …}}].
    presenters = models.JSONField(default=list, blank=True)
    approvals = models.JSONField(default=list, blank=True)

    def __str__(self) -> str:
        return self.title or self.entry.public_id

    @property
    def taught_by(self) -> str:
        """Presenters with their credentials, as certificates name them."""
        told = [", ".join(filter(None, (p["name"], p["credentials"]))) for p in self.presenters]
        return "; ".join(told)


class EvidenceFile(models.Model):
    """A file that proves an entry. Content lies write-once in the evidence storage under its SHA-256."""

    public_id = models.CharField(max_length=12, unique=True, default=public_id)
    entry = models.ForeignKey(LedgerEntry, on_delete=models.CASCADE, related_name="files")
    sha256 = models.CharField(max_length=64)
    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    uploaded_at = models.DateTimeField()
    flagged_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["entry", "sha256"], name="evidence_once_per_entry"),
        ]

    def __str__(self) -> str:
        return self.name


class Confirmation(models.Model):
    """A third party's word that an entry is right. Append-only; the verification level is derived."""

    entry = models.ForeignKey(LedgerEntry, on_delete=models.PROTECT, related_name="confirmations")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["entry", "by"], name="confirmed_once_per_person"),
        ]

    def __str__(self) -> str:
        return f"{self.entry} confirmed"

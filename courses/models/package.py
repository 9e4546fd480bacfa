"""Training packages made with other tools, and how far a learner is in one."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.models.learning import Enrollment
from courses.models.owned import Owned
from lms.backbone.ids import public_id


class Package(Owned):
    """A package as it was uploaded, unpacked into a folder of its own and never changed.

    `units` are its parts in order: [{key, title, path, query, mastery, reports}], as in
    `courses.packages.manifest.Unit`. `course` is what cmi5 says more of them
    (`courses.packages.cmi5.course.Course`) or what shows the content of H5P
    (`courses.packages.h5p.content.Content`), empty for SCORM.
    """

    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    title = models.CharField(
        _("title"), max_length=200, help_text=_("For authors, in the list to choose from.")
    )
    standard = models.CharField(max_length=12, editable=False)
    units = models.JSONField(editable=False)
    course = models.JSONField(editable=False, default=dict)
    size = models.PositiveBigIntegerField(editable=False)
    digest = models.CharField(max_length=64, editable=False)
    uploaded_at = models.DateTimeField(editable=False)

    class Meta:
        verbose_name = _("package")
        verbose_name_plural = _("packages")
        ordering = ["title"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["association", "digest"],
                nulls_distinct=False,
                name="package_once_per_association",
                violation_error_message=_("This package has been uploaded already."),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class PackagePlay(models.Model):
    """A learner in one unit of a package. `report` is what the package set, for it alone to read.

    `turn` is raised by every opening: of two tabs the one opened last is believed. `score` is the best
    so far, in percent. `seconds` are counted by the platform's page, never by the package;
    `seconds_before` are those of earlier openings.
    """

    public_id = models.CharField(max_length=12, unique=True, default=public_id)
    enrollment = models.ForeignKey(Enrollment, on_delete=models.CASCADE, related_name="plays")
    lesson_key = models.CharField(max_length=80)
    block_key = models.CharField(max_length=80)
    package = models.ForeignKey(Package, on_delete=models.PROTECT, related_name="plays")
    unit_key = models.CharField(max_length=80)
    turn = models.PositiveIntegerField(default=0)
    report = models.JSONField(default=dict)
    score = models.PositiveSmallIntegerField(null=True)
    seconds = models.PositiveIntegerField(default=0)
    seconds_before = models.PositiveIntegerField(default=0)
    opened_at = models.DateTimeField()
    reported_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["enrollment", "lesson_key", "block_key", "package", "unit_key"],
                name="package_play_once",
            ),
            models.CheckConstraint(
                condition=models.Q(score__isnull=True) | models.Q(score__lte=100),
                name="package_score_is_a_percent",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enrollment}: {self.unit_key}"

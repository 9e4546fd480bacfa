"""What cmi5 packages report: statements and documents, of one learner in one package of a lesson.

`PackagePlay` says where the learner stands; here is what was said, for the package alone to read.
"""

from typing import ClassVar
from uuid import uuid4

from django.db import models

from courses.models.learning import Enrollment
from courses.models.package import Package, PackagePlay


class PackageRegistration(models.Model):
    """A learner takes a cmi5 package in a block of a lesson, all parts of it.

    Without an enrollment an author tries the package; a sweep removes that soon after.
    """

    key = models.UUIDField(unique=True, default=uuid4)
    enrollment = models.ForeignKey(
        Enrollment, null=True, on_delete=models.CASCADE, related_name="registrations"
    )
    lesson_key = models.CharField(max_length=80, blank=True)
    block_key = models.CharField(max_length=80, blank=True)
    package = models.ForeignKey(Package, on_delete=models.PROTECT, related_name="registrations")
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["enrollment", "lesson_key", "block_key", "package"],
                name="package_registration_once",
            ),
        ]

    def __str__(self) -> str:
        return str(self.key)


class PackageSession(models.Model):
    """A part of a cmi5 package was launched.

    `seen_at` is the last sign of life; `fetched_at` when the token was given out, once. It ends when
    the part says so, when another launch follows, or when it gives no sign of life (`abandoned`).
    """

    key = models.UUIDField(unique=True, default=uuid4)
    registration = models.ForeignKey(
        PackageRegistration, on_delete=models.CASCADE, related_name="sessions"
    )
    play = models.ForeignKey(
        PackagePlay, null=True, on_delete=models.CASCADE, related_name="sessions"
    )
    unit_key = models.CharField(max_length=80)
    mode = models.CharField(max_length=10)
    language = models.CharField(max_length=10)
    opened_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    fetched_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    abandoned = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(abandoned=False) | models.Q(ended_at__isnull=False),
                name="package_session_abandoned_is_over",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["seen_at"],
                condition=models.Q(ended_at__isnull=True),
                name="package_session_open",
            ),
        ]

    def __str__(self) -> str:
        return str(self.key)


class PackageStatement(models.Model):
    """What was said, by a part or, `by_platform`, of it; never changed.

    `verb` is that of a statement in the category of cmi5, empty for others. `about` is the block or
    "course" that is satisfied.
    """

    registration = models.ForeignKey(
        PackageRegistration, on_delete=models.CASCADE, related_name="statements"
    )
    session = models.ForeignKey(
        PackageSession, null=True, on_delete=models.CASCADE, related_name="statements"
    )
    key = models.UUIDField()
    verb = models.CharField(max_length=80, blank=True)
    about = models.CharField(max_length=80, blank=True)
    by_platform = models.BooleanField(default=False)
    said_at = models.DateTimeField()
    stored_at = models.DateTimeField()
    content = models.JSONField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["registration", "key"], name="package_statement_once"),
            models.UniqueConstraint(
                fields=["registration", "about"],
                condition=~models.Q(about=""),
                name="package_satisfied_once",
            ),
            models.UniqueConstraint(
                fields=["session", "verb"],
                condition=~models.Q(verb="") & models.Q(about=""),
                name="package_verb_once_a_session",
            ),
        ]

    def __str__(self) -> str:
        return str(self.key)


class PackageDocument(models.Model):
    """A text that a part keeps under a name: of its `state`, its `activity`, or its `agent`.

    Those of the learner ("agent") are the same for all parts, and have no unit.
    """

    registration = models.ForeignKey(
        PackageRegistration, on_delete=models.CASCADE, related_name="documents"
    )
    kind = models.CharField(max_length=10)
    unit_key = models.CharField(max_length=80, blank=True)
    name = models.CharField(max_length=255)
    content_type = models.CharField(max_length=100)
    content = models.TextField(blank=True)
    saved_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["registration", "kind", "unit_key", "name"], name="package_document_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name

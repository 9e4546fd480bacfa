"""A question file that somebody uploaded and has not confirmed yet."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.models.bank import QuestionBankPage
from courses.models.shared_bank import SharedBank
from lms.backbone.ids import public_id


class StagedQuestions(models.Model):
    """What was read of one file, for whoever uploaded it and gone after a day.

    It is for a module's bank or for a shared one.

    Confirming empties it and keeps how many questions were added, so that confirming again, by a
    second click or tab, says the same and adds nothing.
    """

    public_id = models.CharField(max_length=12, unique=True, default=public_id)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="staged_questions"
    )
    bank = models.ForeignKey(
        QuestionBankPage,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="staged_questions",
    )
    shared_bank = models.ForeignKey(
        SharedBank,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="staged_questions",
    )
    name = models.CharField(max_length=200)
    format = models.CharField(max_length=20)
    categories = models.PositiveIntegerField(default=0)
    entries = models.JSONField(default=list)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    added = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("staged questions")
        verbose_name_plural = _("staged questions")
        indexes = [models.Index(fields=["expires_at"])]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(bank__isnull=True) ^ models.Q(shared_bank__isnull=True),
                name="staged_questions_for_one_bank",
            ),
        ]

    def __str__(self) -> str:
        return self.name

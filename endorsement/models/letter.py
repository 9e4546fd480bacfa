"""Letters to applicants: an association's own templates, edited in the CMS, and what was sent."""

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import DraftStateMixin, PreviewableMixin, RevisionMixin

from endorsement.models.application import Application
from endorsement.models.association import Association
from endorsement.models.person import Person
from endorsement.rules import letters as rules
from lms.backbone import placeholders
from lms.backbone.ids import public_id


class LetterType(models.TextChoices):
    """The kinds of `rules.letters`, for people."""

    REGISTRATION_APPROVED = "registration_approved", _("registration approved")
    MORE_INFORMATION = "more_information", _("more information")
    APPROVAL = "approval", _("approval")
    APPROVAL_FOR_EXAM = "approval_for_exam", _("approval for the exam")
    EMERGING = "emerging", _("emerging")
    EXAM_RESULT = "exam_result", _("exam result")
    HOLD = "hold", _("hold")
    DEFERRAL = "deferral", _("deferral")
    DECLINE = "decline", _("decline")


class LetterTemplate(DraftStateMixin, RevisionMixin, PreviewableMixin, models.Model):
    """One kind of letter of one association in one language; only what is published is sent.

    A draft may still be wrong. `publish` refuses what `faults` finds, whoever publishes.
    """

    association = models.ForeignKey(
        Association, verbose_name=_("association"), on_delete=models.PROTECT, related_name="+"
    )
    kind = models.CharField(_("kind"), max_length=24, choices=LetterType)
    language = models.CharField(_("language"), max_length=8, choices=settings.LANGUAGES)
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("text"), max_length=8000)
    # So that its revisions go with it.
    _revisions = GenericRelation("wagtailcore.Revision", related_query_name="letter")

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        ordering = ["association", "kind", "language"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["association", "kind", "language"], name="one_letter_of_a_kind"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.association.short_name}: {self.get_kind_display()} ({self.language})"

    def faults(self) -> list[str]:
        """Why it cannot be published, one sentence each."""
        try:
            named = placeholders.names(self.subject) | placeholders.names(self.body)
        except placeholders.BadPlaceholder as error:
            return [str(error)]
        found = []
        if unknown := rules.unknown(named):
            found.append(
                gettext("These are not known here: %(names)s. See the list below the text.")
                % {"names": _braces(unknown)}
            )
        if missing := rules.lacking(self.kind, placeholders.names(self.body)):
            found.append(
                gettext(
                    "A letter of hold, deferral or decline must say what was met, each gap with its "
                    "next step, a contact, and the days of re-review and appeal. Missing: %(names)s."
                )
                % {"names": _braces(missing)}
            )
        return found

    def publish(self, revision: Any, *args: Any, **more: Any) -> Any:
        """:raises ValidationError: for a revision that lacks what it must say."""
        faults = revision.as_object().faults()
        if faults:
            raise ValidationError(faults)
        return super().publish(revision, *args, **more)

    def get_preview_template(self, _request: HttpRequest, _mode_name: str) -> str:
        return "endorsement/letters/preview.html"

    def get_preview_context(self, _request: HttpRequest, _mode_name: str) -> dict[str, Any]:
        return {"letter": self, **sample(self)}


def _braces(names: tuple[str, ...]) -> str:
    return ", ".join(f"{{{name}}}" for name in names)


class SentLetter(models.Model):
    """Exactly what was sent to an applicant. Erasing the person empties subject and body.

    `once` names what it was sent for, so that sending twice sends once.
    """

    public_id = models.CharField(max_length=12, unique=True, default=public_id)
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="letters")
    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=24, choices=LetterType)
    once = models.CharField(max_length=100)
    language = models.CharField(max_length=8)
    subject = models.CharField(max_length=200, blank=True)
    body = models.TextField(blank=True)
    sent_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    sent_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["application", "kind", "once"], name="letter_sent_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.public_id}"


SAMPLE = {
    "en": {
        "name": "Rosa Quispe",
        "category": "Family Specialist",
        "application": "7Q2M4K9D",
        "day": "June 1, 2026",
        "signature": "Cora Lind",
        "what_was_met": "- In-service training: 40 clock hours; 33 needed.\n- Code of ethics: signed.",
        "gaps": (
            "- Reflective supervision received: Still missing: 6 clock hours (18 of 24 so far). Next "
            "step: agree on further meetings with your provider."
        ),
        "reason": "The hours with your second provider could not be confirmed.",
        "re_review_on": "December 1, 2026",
        "appeal_by": "July 15, 2026",
        "result": "Multiple choice: 85 of 100, passed.",
    },
    "es": {
        "name": "Rosa Quispe",
        "category": "Especialista familiar",
        "application": "7Q2M4K9D",
        "day": "1 de junio de 2026",
        "signature": "Cora Lind",
        "what_was_met": (
            "- Formación en servicio: 40 horas reloj; se necesitan 33.\n- Código de ética: firmado."
        ),
        "gaps": (
            "- Supervisión reflexiva recibida: Falta todavía: 6 horas reloj (18 de 24 hasta ahora). "
            "Siguiente paso: acuerde más encuentros con quien le da la supervisión."
        ),
        "reason": "No se pudieron confirmar las horas con la segunda persona que dio supervisión.",
        "re_review_on": "1 de diciembre de 2026",
        "appeal_by": "15 de julio de 2026",
        "result": "Opción múltiple: 85 de 100, aprobado.",
    },
}


def sample(template: LetterTemplate) -> dict[str, str]:
    """Subject and text with invented data, for previews; a fault stands in place of the text."""
    values = {
        **SAMPLE.get(template.language, SAMPLE["en"]),
        "association": template.association.name if template.association_id else "…",
        "contact": template.association.contact_email if template.association_id else "…",
        "link": f"{settings.PUBLIC_URL}/applications/7Q2M4K9D/",
    }
    try:
        return {
            "subject": placeholders.render(template.subject, values),
            "body": placeholders.render(template.body, values),
        }
    except placeholders.BadPlaceholder as error:
        return {"subject": template.subject, "body": str(error)}

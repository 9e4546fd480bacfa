"""Public images, documents and recordings, each with what accessibility and credit need."""

from typing import Any, ClassVar

import pikepdf
from django.conf import settings
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.documents.models import AbstractDocument
from wagtail.documents.models import Document as WagtailDocument
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.images.models import Image as WagtailImage
from wagtailmedia.models import AbstractMedia


class Credited(models.Model):
    """Who made it, under which license, and where it comes from."""

    credit = models.CharField(
        _("credit"),
        max_length=200,
        blank=True,
        help_text=_("Who made it, as they ask to be named."),
    )
    license = models.CharField(
        _("license"),
        max_length=100,
        blank=True,
        help_text=_("On what terms it may be used, for example: CC BY 4.0. For editors."),
    )
    source = models.CharField(
        _("source"),
        max_length=300,
        blank=True,
        help_text=_("Where it comes from, for example a web address. For editors."),
    )

    class Meta:
        abstract = True


class CreditedImage(AbstractImage, Credited):
    """`description` is Wagtail's alternative text."""

    admin_form_fields = (*WagtailImage.admin_form_fields, "credit", "license", "source")


class Rendition(AbstractRendition):
    image = models.ForeignKey(CreditedImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="rendition_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.image}: {self.filter_spec}"


class CreditedDocument(AbstractDocument, Credited):
    admin_form_fields = (*WagtailDocument.admin_form_fields, "credit", "license", "source")

    @property
    def tagged(self) -> bool | None:
        """Whether a PDF says that it is tagged for screen readers; None for every other file."""
        if not self.filename.lower().endswith(".pdf"):
            return None
        try:
            with self.file.open("rb") as content, pikepdf.open(content) as pdf:
                marks: Any = pdf.Root.get("/MarkInfo") or {}
                return bool(marks.get("/Marked", False))
        except (OSError, pikepdf.PdfError):
            return False


class Recording(AbstractMedia, Credited, ClusterableModel):
    """An audio or video recording."""

    transcript = models.TextField(
        _("transcript"),
        blank=True,
        help_text=_(
            "Everything that is said, who says it, and what is to be seen where that matters. Learners "
            "read it below the player; without it no page with the recording is published."
        ),
    )

    admin_form_fields = (
        "title",
        "file",
        "collection",
        "duration",
        "width",
        "height",
        "thumbnail",
        "transcript",
        "credit",
        "license",
        "source",
        "tags",
    )

    @property
    def missing(self) -> str:
        """What must be added before a page shows it, in a sentence; empty when nothing is missing."""
        if not self.transcript.strip():
            return gettext("This recording has no transcript yet. Add one to the recording first.")
        captions = self.tracks.filter(kind=Track.Kind.CAPTIONS)
        if self.type == "video" and not captions.exists():
            return gettext("This video has no captions yet. Add them to the recording first.")
        return ""


class Track(models.Model):
    """A WebVTT text track of a recording."""

    class Kind(models.TextChoices):
        CAPTIONS = "captions", _("captions")
        DESCRIPTIONS = "descriptions", _("descriptions")

    recording = ParentalKey(Recording, on_delete=models.CASCADE, related_name="tracks")
    kind = models.CharField(
        _("kind"),
        max_length=12,
        choices=Kind,
        default=Kind.CAPTIONS,
        help_text=_("Captions: what is said and heard. Descriptions: what is to be seen."),
    )
    language = models.CharField(
        _("language"),
        max_length=8,
        choices=settings.LANGUAGES,
        default="en",
        help_text=_("In which the text below is written."),
    )
    label = models.CharField(
        _("label"),
        max_length=80,
        blank=True,
        help_text=_("What the player's menu says. Empty: the language's name."),
    )
    file = models.FileField(_("file"), upload_to="tracks")

    class Meta:
        # Captions first: the player turns on the first track.
        ordering = ["recording", "kind", "language"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["recording", "kind", "language"], name="track_once"),
        ]

    def __str__(self) -> str:
        return f"{self.recording}: {self.kind} {self.language}"

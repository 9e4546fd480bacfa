"""Designs of certificates, written in the CMS: one for each association and kind."""

from typing import Any, ClassVar

from django.contrib.contenttypes.fields import GenericRelation
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import (
    DraftStateMixin,
    Orderable,
    PreviewableMixin,
    RevisionMixin,
)

from certificates import design_texts, samples
from certificates.models.certificate import Certificate
from certificates.models.picture import PictureField
from endorsement.models import Association, Moderated
from lms.backbone import colors

FORMAT = 1
PREVIEW_SALT = "certificates.design.preview"
MOST_SIGNATORIES = 3

_ONE_OF_A_KIND = _(
    "There is a design of this kind already. Change that one: its earlier versions are kept."
)
_color = RegexValidator(r"^#[0-9A-Fa-f]{6}$", _("Write a color such as #1f6f6b."))


def _text(label: Any, longest: int, explained: Any = "") -> Any:
    return models.CharField(label, max_length=longest, blank=True, help_text=explained)


class Design(Moderated, DraftStateMixin, RevisionMixin, PreviewableMixin, ClusterableModel):
    """How an association's certificates of one kind look and what they say beside the facts.

    Facts, number and code stand on every certificate, whatever its design. A draft may still be
    wrong; `publish` refuses what `faults` finds. What is printed is never this row but a frozen
    `PublishedDesign`.
    """

    class Paper(models.TextChoices):
        LETTER = "letter", _("US Letter (8.5 × 11 in)")
        A4 = "a4", _("A4 (210 × 297 mm)")

    class Orientation(models.TextChoices):
        LANDSCAPE = "landscape", _("landscape")
        PORTRAIT = "portrait", _("portrait")

    class Style(models.TextChoices):
        BAR = "bar", _("a bar of color, text from the left")
        FRAME = "frame", _("a frame, text in the middle")

    association = models.ForeignKey(
        Association,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("association"),
        help_text=_(
            "Whose certificates look like this. Empty: those of the platform and of every "
            "association without a design of its own."
        ),
    )
    kind = models.CharField(
        _("kind"),
        max_length=12,
        choices=Certificate.Kind,
        default=Certificate.Kind.COMPLETION,
        help_text=_("Each kind of certificate has a design of its own."),
    )
    paper = models.CharField(_("paper"), max_length=8, choices=Paper, default=Paper.LETTER)
    orientation = models.CharField(
        _("orientation"),
        max_length=10,
        choices=Orientation,
        default=Orientation.LANDSCAPE,
        help_text=_("A transcript is always printed in portrait."),
    )
    style = models.CharField(_("style"), max_length=8, choices=Style, default=Style.BAR)
    accent_color = models.CharField(
        _("accent color"),
        max_length=7,
        blank=True,
        validators=[_color],
        help_text=_(
            "For the ornament and the association’s name, for example #1f6f6b. Empty: the "
            "association’s own. It needs a contrast of 4.5 to 1 with white paper."
        ),
    )
    text_color = models.CharField(
        _("text color"),
        max_length=7,
        default="#2b2622",
        validators=[_color],
        help_text=_("For everything else. It needs the same contrast."),
    )
    logo = PictureField(
        _("logo"),
        help_text=_("PNG or JPEG, best 1000 pixels wide or more. Transparent parts become white."),
    )
    logo_alt_en = _text(
        _("logo described in English"), 120, _("Read out instead of the logo: “Logo of …”.")
    )
    logo_alt_es = _text(_("logo described in Spanish"), 120)
    heading_en = _text(
        _("heading in English"), 60, _("Empty: the usual one, such as “Certificate of completion”.")
    )
    heading_es = _text(_("heading in Spanish"), 60)
    before_en = _text(
        _("before the name, in English"), 120, _("Empty: the usual words, “This certifies that”.")
    )
    before_es = _text(_("before the name, in Spanish"), 120)
    after_en = _text(
        _("after the name, in English"),
        160,
        _("Leads on to the title. Empty: the usual words, such as “has completed the training”."),
    )
    after_es = _text(_("after the name, in Spanish"), 160)
    statement_en = models.TextField(
        _("further text in English"),
        max_length=600,
        blank=True,
        help_text=_("Below the facts. Statements of approval do not belong here: see “Approvals”."),
    )
    statement_es = models.TextField(_("further text in Spanish"), max_length=600, blank=True)
    foot_en = _text(
        _("small print in English"), 200, _("For example your address. At the foot of the page.")
    )
    foot_es = _text(_("small print in Spanish"), 200)
    # So that its revisions go with it.
    _revisions = GenericRelation("wagtailcore.Revision", related_query_name="certificate_design")

    class Meta:
        verbose_name = _("certificate design")
        verbose_name_plural = _("certificate designs")
        ordering = ["association__name", "kind"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["association", "kind"],
                name="one_design_of_a_kind",
                violation_error_message=_ONE_OF_A_KIND,
            ),
            models.UniqueConstraint(
                fields=["kind"],
                condition=Q(association__isnull=True),
                name="one_platform_design_of_a_kind",
                violation_error_message=_ONE_OF_A_KIND,
            ),
            models.CheckConstraint(
                condition=~Q(kind="transcript") | Q(association__isnull=True),
                name="transcripts_are_the_platform_s",
                violation_error_message=_(
                    "A transcript lists what a person did anywhere, so its design is the "
                    "platform’s: leave the association empty."
                ),
            ),
        ]

    def __str__(self) -> str:
        whose = self.association.short_name if self.association else gettext("Platform")
        return f"{whose}: {self.get_kind_display()}"

    @property
    def accent(self) -> str:
        """The accent as it is printed: the association's own where the design has none."""
        if self.accent_color:
            return self.accent_color.lower()
        return colors.legible(self.association.accent_color if self.association else "")

    def texts(self, name: str) -> dict[str, str]:
        """One of the texts by language."""
        said = {one: getattr(self, f"{name}_{one}").strip() for one in design_texts.LANGUAGES}
        return {language: text for language, text in said.items() if text}

    def document(self) -> dict[str, Any]:
        """Everything that is printed of it (format 1); `certificates.sheet` reads it."""
        return {
            "format": FORMAT,
            "kind": self.kind,
            "association": self.association.slug if self.association else "",
            "paper": self.paper,
            "orientation": self.orientation,
            "style": self.style,
            "accent_color": self.accent,
            "text_color": self.text_color.lower(),
            "logo": {"sha256": self.logo, "alt": self.texts("logo_alt")} if self.logo else None,
            "texts": {name: self.texts(name) for name in design_texts.TEXTS},
            "signatories": [one.document() for one in self.signatories.all()],
        }

    def faults(self) -> list[str]:
        """Why it cannot be published, one sentence each."""
        return [*self._faults_of_colors(), *self._faults_of_texts(), *self._faults_of_pictures()]

    def _faults_of_colors(self) -> list[str]:
        return [
            gettext(
                "The color %(color)s is too light to be read on white paper: its contrast is "
                "%(has)s to 1 and must be 4.5. Choose a darker one."
            )
            % {"color": color, "has": f"{colors.contrast_with_white(color):.1f}"}
            for color in (self.accent, self.text_color)
            if colors.contrast_with_white(color) < colors.LEAST_CONTRAST
        ]

    def _faults_of_texts(self) -> list[str]:
        every = [self.texts(name) for name in design_texts.TEXTS]
        told = [text for texts in every for text in texts.values()]
        fault = design_texts.fault_of(told, self.kind)
        found = [fault] if fault else []
        roles = [one.roles() for one in self.signatories.all()]
        if any(len(texts) == 1 for texts in (*every, *roles)):
            found.append(
                gettext(
                    "A certificate is printed in its holder’s language: write each text in English "
                    "and in Spanish, or leave both empty."
                )
            )
        return found

    def _faults_of_pictures(self) -> list[str]:
        if self.logo and len(self.texts("logo_alt")) < len(design_texts.LANGUAGES):
            return [gettext("Describe the logo in both languages, for those who cannot see it.")]
        return []

    def publish(self, revision: Any, *args: Any, **more: Any) -> Any:
        """:raises ValidationError: for a revision that cannot be printed."""
        if faults := revision.as_object().faults():
            raise ValidationError(faults)
        return super().publish(revision, *args, **more)

    @property
    def preview_modes(self) -> list[tuple[str, Any]]:
        return samples.MODES

    @property
    def preview_sizes(self) -> list[dict[str, Any]]:
        return [
            {
                "name": "page",
                "icon": "doc-full",
                "device_width": 720,
                "label": _("The page as it is printed"),
            }
        ]

    def get_preview_template(self, _request: HttpRequest, _mode_name: str) -> str:
        return "certificates/designs/preview.html"

    def get_preview_context(self, _request: HttpRequest, mode_name: str) -> dict[str, Any]:
        """What the page asks the worker to draw; signed, since it comes back through a browser."""
        return {
            "design": self,
            "faults": self.faults(),
            "mode": mode_name,
            "document": signing.dumps(self.document(), salt=PREVIEW_SALT, compress=True),
        }


class Signatory(Orderable):
    """Somebody who signs the certificates of a design."""

    design = ParentalKey(Design, on_delete=models.CASCADE, related_name="signatories")
    name = models.CharField(_("name"), max_length=120, help_text=_("With credentials, if wanted."))
    role_en = models.CharField(_("role in English"), max_length=120, blank=True)
    role_es = models.CharField(_("role in Spanish"), max_length=120, blank=True)
    signature = PictureField(
        _("signature"),
        help_text=_("A scan, PNG or JPEG, dark on white. It is kept private."),
    )

    class Meta(Orderable.Meta):
        verbose_name = _("signatory")
        verbose_name_plural = _("signatories")

    def __str__(self) -> str:
        return self.name

    def roles(self) -> dict[str, str]:
        """The role by language."""
        said = {"en": self.role_en.strip(), "es": self.role_es.strip()}
        return {language: text for language, text in said.items() if text}

    def document(self) -> dict[str, Any]:
        return {"name": self.name, "role": self.roles(), "signature": self.signature}

"""A module: its facts. Lessons and the question bank are pages below it."""

from decimal import Decimal
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from courses.models.choices import LIVE, AgeBand, Delivery, ReviewStatus
from courses.models.fact_blocks import (
    ApprovalsBlock,
    CoversBlock,
    EvaluationBlock,
    ObjectivesBlock,
    PrerequisitesBlock,
    PresentersBlock,
    ReferencesBlock,
    SplitBlock,
    TopicsBlock,
    usual_evaluation,
)
from courses.models.identity import Identified
from courses.models.kept import Keepable
from courses.models.languages import InReadersLanguage, same
from courses.models.module_form import ModuleForm
from courses.models.module_panels import MODULE_PANELS
from endorsement.models import Association

SYNCHRONIZED = (
    "code version hours delivery age_band framework covers split topics prerequisites references "
    "presenters approvals pass_mark draw attempts wait_minutes time_limit minimum_minutes "
    "evaluation_required shared review_status reviewed_by reviewed_on"
)


class ModulePage(Identified, Keepable, InReadersLanguage, Page):
    """A module. `code` and `version` are its identity, the same in every language."""

    code = models.SlugField(
        _("key"),
        max_length=80,
        blank=True,
        db_index=True,
        help_text=_("Permanent: records and certificates name the module by it."),
    )
    version = models.PositiveIntegerField(
        _("version"),
        default=1,
        validators=[MinValueValidator(1)],
        help_text=_(
            "Raise it when the meaning, the hours or the competencies change. Whoever took an "
            "earlier version keeps it in their record."
        ),
    )
    number = models.PositiveSmallIntegerField(
        _("place in the catalog"),
        default=100,
        help_text=_("Lower numbers come first; equal ones in the order of their titles."),
    )
    association = models.ForeignKey(
        Association,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="modules",
        verbose_name=_("publishing association"),
    )
    shared = models.BooleanField(
        _("shared"),
        default=True,
        help_text=_("Listed in the catalog for everybody, not only on your association's page."),
    )
    summary = models.TextField(
        _("summary"), max_length=800, help_text=_("Two or three sentences for the catalog.")
    )
    audience = models.TextField(
        _("for whom"),
        max_length=500,
        blank=True,
        help_text=_(
            "Roles and settings, for example: home visitors, staff of child care programs."
        ),
    )
    objectives = StreamField(
        ObjectivesBlock(),
        verbose_name=_("learning objectives"),
        help_text=_("Their order gives them the numbers by which questions name them."),
    )
    hours = models.DecimalField(
        _("clock hours"),
        max_digits=5,
        decimal_places=1,
        validators=[MinValueValidator(Decimal("0.1"))],
        help_text=_("In tenths: 0.5 is half an hour. 10,000 words read are one hour."),
    )
    delivery = models.CharField(
        _("format"),
        max_length=20,
        choices=Delivery,
        default=Delivery.SELF_PACED,
        help_text=_(
            "With live meetings, hours go to whoever was at a live session; coordinators and authors "
            "plan those under “Live sessions”. Purely live modules need no lessons and no post-test."
        ),
    )
    age_band = models.CharField(
        _("age of the children"),
        max_length=12,
        choices=AgeBand,
        default=AgeBand.BIRTH_TO_5,
        help_text=_("Whom the module speaks about; the catalog can be filtered by it."),
    )
    framework = models.CharField(_("framework"), max_length=60, default="core@1", editable=False)
    covers = StreamField(
        CoversBlock(),
        blank=True,
        verbose_name=_("competencies covered"),
        help_text=_("Every competency it touches; a module may cover many."),
    )
    split = StreamField(
        SplitBlock(),
        blank=True,
        verbose_name=_("hours by area"),
        help_text=_("Each hour counted once: together no more than the clock hours."),
    )
    topics = StreamField(
        TopicsBlock(),
        blank=True,
        verbose_name=_("special-topic hours"),
        help_text=_("Each topic no more than the clock hours."),
    )
    prerequisites = StreamField(
        PrerequisitesBlock(),
        blank=True,
        verbose_name=_("modules to take before"),
        help_text=_("Recommended, or required before somebody can start."),
    )
    references = StreamField(
        ReferencesBlock(),
        blank=True,
        verbose_name=_("sources"),
        help_text=_("What the module as a whole rests on; blocks name their own beside this."),
    )
    presenters = StreamField(
        PresentersBlock(),
        blank=True,
        verbose_name=_("presenters"),
        help_text=_("Who wrote or teaches it, in the order they are named on certificates."),
    )
    approvals = StreamField(
        ApprovalsBlock(),
        blank=True,
        verbose_name=_("approvals"),
        help_text=_("A statement is printed only on days on which your organization holds it."),
    )
    pass_mark = models.PositiveSmallIntegerField(
        _("pass mark"),
        default=80,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text=_("Percent of the questions answered right."),
    )
    draw = models.PositiveSmallIntegerField(
        _("questions drawn"),
        default=5,
        validators=[MinValueValidator(1)],
        help_text=_("How many questions of the bank a learner gets in one attempt."),
    )
    attempts = models.PositiveSmallIntegerField(
        _("attempts in a row"),
        default=4,
        validators=[MinValueValidator(1)],
        help_text=_("After so many failed attempts a learner can go on the next day."),
    )
    wait_minutes = models.PositiveIntegerField(
        _("minutes between attempts"), default=0, help_text=_("0: at once.")
    )
    time_limit = models.PositiveSmallIntegerField(
        _("minutes for one attempt"),
        default=0,
        validators=[MaxValueValidator(600)],
        help_text=_(
            "0: no clock, which suits almost every module. Coordinators can give a person more time."
        ),
    )
    minimum_minutes = models.PositiveSmallIntegerField(
        _("minimum time in minutes"),
        default=0,
        help_text=_(
            "0: none. Only where an approval body asks for it. Time in the lessons counts, also "
            "without a connection and without JavaScript; the credited hours stay the clock hours."
        ),
    )
    evaluation = StreamField(
        EvaluationBlock(),
        default=usual_evaluation,
        verbose_name=_("evaluation questions"),
        help_text=_(
            "Asked after the post-test. You read totals of five or more, never one answer."
        ),
    )
    evaluation_required = models.BooleanField(
        _("evaluation before the certificate"),
        default=True,
        help_text=_(
            "The module is completed when the evaluation is handed in. Without the tick it is offered, "
            "also afterwards, and completes nothing."
        ),
    )
    content_note = models.TextField(
        _("note before the module"),
        blank=True,
        max_length=600,
        help_text=_("For a module that may be hard to read. Shown before anything else."),
    )
    content_way_out = models.TextField(
        _("way out"),
        blank=True,
        max_length=600,
        help_text=_("What a reader can do who would rather not go on: skip, pause, whom to call."),
    )
    review_status = models.CharField(
        _("content review"),
        max_length=20,
        choices=ReviewStatus,
        default=ReviewStatus.NOT_YET,
        help_text=_(
            "Whether somebody who knows the subject has read this version; learners see it."
        ),
    )
    reviewed_by = models.CharField(
        _("reviewed by"),
        max_length=200,
        blank=True,
        help_text=_("Name and credentials, with that person’s consent."),
    )
    reviewed_on = models.DateField(
        _("reviewed on"), null=True, blank=True, help_text=_("The day the review ended.")
    )

    copied_as_version = True
    base_form_class = ModuleForm
    parent_page_types: ClassVar = ["courses.CatalogPage", "courses.AssociationPage"]
    subpage_types: ClassVar = ["courses.LessonPage", "courses.QuestionBankPage"]
    template = "courses/module_page.html"
    override_translatable_fields: ClassVar = same(SYNCHRONIZED)
    search_fields: ClassVar = [*Page.search_fields, index.SearchField("summary")]

    edit_handler = MODULE_PANELS

    class Meta:
        verbose_name = _("module")
        verbose_name_plural = _("modules")

    @property
    def meets_live(self) -> bool:
        """Whether its hours are for whoever was at a live session."""
        return self.delivery in LIVE

    @property
    def preview_modes(self) -> list[tuple[str, Any]]:
        return [*self.DEFAULT_PREVIEW_MODES, ("evaluation", _("Evaluation"))]

    def get_preview_template(self, request: Any, mode_name: str) -> str:
        if mode_name == "evaluation":
            return "courses/evaluation_preview.html"
        return str(super().get_preview_template(request, mode_name))

    def clean(self) -> None:
        super().clean()
        clash = ModulePage.objects.filter(
            code=self.code, version=self.version, locale=self.locale
        ).exclude(pk=self.pk)
        if self.code and clash.exists():
            raise ValidationError(
                {"version": _("There is already a module with this key and version.")}
            )

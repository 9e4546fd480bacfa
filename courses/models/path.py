"""A learning path: modules in an order, with a certificate of its own. It adds no hours to theirs."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.forms.pages import WagtailAdminPageForm
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    ObjectList,
    TabbedInterface,
    TitleFieldPanel,
)
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from courses.models.choices import module_choices
from courses.models.code_blocks import CodeBlock
from courses.models.identity import Identified
from courses.models.languages import InReadersLanguage, same
from courses.rules.path import Part, Way
from endorsement.models import Association, LedgerEntry, Person

SYNCHRONIZED = "code version shared modules optional_needed enforced certified"


class PathModuleBlock(blocks.StructBlock):
    module = CodeBlock(label=_("Module"), choices=module_choices)
    required = blocks.BooleanBlock(
        label=_("Required"),
        required=False,
        default=True,
        help_text=_("Without a tick it is one of the optional modules."),
    )

    class Meta:
        icon = "doc-full"
        label = _("Module of the path")


class PathModulesBlock(blocks.StreamBlock):
    part = PathModuleBlock()


class PathForm(WagtailAdminPageForm):
    """Drafts may be incomplete, but no module stands in a path twice."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        parts = [block.value for block in cleaned.get("modules") or []]
        codes = [part["module"] for part in parts]
        if len(set(codes)) < len(codes):
            self.add_error("modules", _("A module stands in this path twice. Remove one of them."))
        optional = sum(not part["required"] for part in parts)
        if (cleaned.get("optional_needed") or 0) > optional:
            self.add_error(
                "optional_needed", _("There are fewer optional modules than this in the path.")
            )
        nothing = not cleaned.get("optional_needed") and optional == len(parts)
        if not self.is_deferred_validation and nothing:
            self.add_error(
                "modules", _("A path needs a required module, or a number of optional ones.")
            )
        return cleaned


class PathPage(Identified, InReadersLanguage, Page):
    """A learning path. `code` and `version` are its identity, the same in every language.

    Facts are read from the page in the language it was written in.
    """

    code = models.SlugField(
        _("key"),
        max_length=80,
        blank=True,
        db_index=True,
        help_text=_("Permanent: records and certificates name the path by it."),
    )
    version = models.PositiveIntegerField(
        _("version"),
        default=1,
        validators=[MinValueValidator(1)],
        help_text=_(
            "Raise it when the path means something else than before. Whoever completed an earlier "
            "version keeps it, and may complete the new one as well."
        ),
    )
    association = models.ForeignKey(
        Association,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="learning_paths",
    )
    shared = models.BooleanField(
        _("shared"),
        default=True,
        help_text=_("Listed for everybody, not only on your association's page."),
    )
    summary = models.TextField(
        _("summary"), max_length=800, help_text=_("Two or three sentences: where the path leads.")
    )
    audience = models.TextField(
        _("for whom"),
        max_length=500,
        blank=True,
        help_text=_(
            "Roles and settings, for example: home visitors, staff of child care programs."
        ),
    )
    modules = StreamField(
        PathModulesBlock(),
        blank=True,
        verbose_name=_("modules, in their order"),
        help_text=_("Any version of a module counts, also one completed before."),
    )
    optional_needed = models.PositiveSmallIntegerField(
        _("optional modules needed"),
        default=0,
        help_text=_("How many of the optional modules it takes, beside all required ones."),
    )
    enforced = models.BooleanField(
        _("in this order only"),
        default=False,
        help_text=_(
            "The path opens a module when the required ones before it are completed. Without a tick "
            "the order is a recommendation. In the catalog every module stays open."
        ),
    )
    certified = models.BooleanField(
        _("has a certificate of its own"),
        default=True,
        help_text=_("It lists the modules. Hours are on the modules' certificates, once."),
    )

    base_form_class = PathForm
    parent_page_types: ClassVar = ["courses.CatalogPage", "courses.AssociationPage"]
    subpage_types: ClassVar[list[str]] = []
    template = "courses/path_page.html"
    override_translatable_fields: ClassVar = same(SYNCHRONIZED)
    search_fields: ClassVar = [*Page.search_fields, index.SearchField("summary")]

    edit_handler = TabbedInterface(
        [
            ObjectList(
                [TitleFieldPanel("title"), FieldPanel("summary"), FieldPanel("audience")],
                heading=_("What it is"),
            ),
            ObjectList(
                [
                    FieldPanel("modules"),
                    FieldPanel("optional_needed"),
                    FieldPanel("enforced"),
                    FieldPanel("certified"),
                ],
                heading=_("Modules"),
            ),
            ObjectList(
                [
                    FieldPanel("slug"),
                    FieldRowPanel([FieldPanel("version"), FieldPanel("code", read_only=True)]),
                    FieldPanel("shared"),
                    FieldPanel("go_live_at"),
                    FieldPanel("expire_at"),
                ],
                heading=_("Publishing"),
            ),
        ]
    )

    class Meta:
        verbose_name = _("learning path")
        verbose_name_plural = _("learning paths")

    @property
    def way(self) -> Way:
        """What completes it, as the rules see it."""
        return Way(
            parts=tuple(
                Part(block.value["module"], bool(block.value["required"])) for block in self.modules
            ),
            optional=self.optional_needed,
            enforced=self.enforced,
        )

    def clean(self) -> None:
        super().clean()
        clash = PathPage.objects.filter(code=self.code, locale=self.locale).exclude(pk=self.pk)
        if self.code and clash.exists():
            raise ValidationError({"code": _("There is already a learning path with this key.")})


class PathEnrollment(models.Model):
    """A person follows a learning path, or completed a version of it.

    What counts is read from the ledger, so following a path later loses nothing. `version` is the one
    followed first, and on completion the one completed.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="paths")
    code = models.CharField(max_length=80)
    version = models.PositiveIntegerField()
    joined_at = models.DateTimeField()
    completed_at = models.DateTimeField(null=True, blank=True)
    entry = models.OneToOneField(
        LedgerEntry, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("learning path of a person")
        verbose_name_plural = _("learning paths of people")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "code"],
                condition=models.Q(completed_at__isnull=True),
                name="path_followed_once",
            ),
            models.UniqueConstraint(
                fields=["person", "code", "version"],
                condition=models.Q(completed_at__isnull=False),
                name="path_completed_once_per_version",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.code} {self.version}"

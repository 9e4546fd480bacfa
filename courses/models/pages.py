"""Pages around the modules: home, catalog, an association's part, resources."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page

from courses.models.languages import FirstPage, InReadersLanguage

TEXT = ["bold", "italic", "h3", "ol", "ul", "link"]


class HomePage(FirstPage, Page):
    """The first page of the site."""

    headline = models.CharField(_("headline"), max_length=150)
    lead = models.TextField(_("first sentences"), max_length=600)
    body = RichTextField(_("text"), features=TEXT, blank=True)

    content_panels: ClassVar = [
        *Page.content_panels,
        FieldPanel("headline"),
        FieldPanel("lead"),
        FieldPanel("body"),
    ]
    parent_page_types: ClassVar = ["wagtailcore.Page"]
    subpage_types: ClassVar = [
        "courses.CatalogPage",
        "courses.AssociationIndexPage",
        "courses.ResourceIndexPage",
    ]
    template = "courses/home_page.html"

    class Meta:
        verbose_name = _("home page")


class CatalogPage(InReadersLanguage, Page):
    """The catalog; the platform's own modules live below it."""

    intro = models.TextField(_("introduction"), max_length=600, blank=True)

    content_panels: ClassVar = [*Page.content_panels, FieldPanel("intro")]
    parent_page_types: ClassVar = ["courses.HomePage"]
    subpage_types: ClassVar = ["courses.ModulePage", "courses.PathPage"]
    max_count_per_parent = 1
    template = "courses/catalog_page.html"

    class Meta:
        verbose_name = _("catalog")


class AssociationIndexPage(InReadersLanguage, Page):
    """The associations on this site; its address is /a/."""

    parent_page_types: ClassVar = ["courses.HomePage"]
    subpage_types: ClassVar = ["courses.AssociationPage"]
    max_count_per_parent = 1
    template = "courses/association_index_page.html"

    class Meta:
        verbose_name = _("list of associations")


class AssociationPage(InReadersLanguage, Page):
    """An association's part of the site: its authors write modules below it."""

    intro = RichTextField(_("introduction"), features=TEXT, blank=True)

    content_panels: ClassVar = [*Page.content_panels, FieldPanel("intro")]
    parent_page_types: ClassVar = ["courses.AssociationIndexPage"]
    subpage_types: ClassVar = ["courses.ModulePage", "courses.PathPage"]
    template = "courses/association_page.html"

    class Meta:
        verbose_name = _("association's page")


class ResourceIndexPage(InReadersLanguage, Page):
    """Every resource card, by kind."""

    intro = models.TextField(_("introduction"), max_length=600, blank=True)

    content_panels: ClassVar = [*Page.content_panels, FieldPanel("intro")]
    parent_page_types: ClassVar = ["courses.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    max_count_per_parent = 1
    template = "courses/resource_index_page.html"

    class Meta:
        verbose_name = _("resources page")

"""The designs' pages in the CMS: list, editor, revisions. Another association's are not there."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import SnippetViewSet

from certificates.models import Design
from certificates.models.design import MOST_SIGNATORIES
from certificates.models.design_form import DesignForm
from certificates.views.designs.placeholders import PlaceholderPanel
from certificates.views.designs.policy import of_user
from certificates.wording import printing, status_of

BOTH = _("A certificate is printed in its holder’s language, so each text is written in both.")


def _there(user: Any, pk: str) -> bool:
    # One of the CMS's addresses takes any text for it.
    return pk.isdecimal() and of_user(user).filter(pk=pk).exists()


def _within(view: Callable[..., Any]) -> Callable[..., Any]:
    """Every page about one design: 404 for those of another association."""

    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if "pk" in kwargs and not _there(request.user, str(kwargs["pk"])):
            raise Http404
        return view(request, *args, **kwargs)

    return inner


def _in_both(heading: Any, name: str) -> MultiFieldPanel:
    return MultiFieldPanel([FieldPanel(f"{name}_en"), FieldPanel(f"{name}_es")], heading=heading)


class StatusColumn(Column):
    """Draft or published; Wagtail's own column would ask the database for each row."""

    def get_value(self, instance: Any) -> Any:
        return status_of(instance)


class PrintingColumn(Column):
    """What certificates are printed in: whether the published state could be drawn."""

    def get_value(self, instance: Any) -> Any:
        return printing(list(instance.published.all()))


LOOKS = [
    FieldPanel("kind"),
    FieldPanel("association"),
    FieldRowPanel([FieldPanel("paper"), FieldPanel("orientation")]),
    FieldPanel("style"),
    FieldRowPanel([FieldPanel("accent_color"), FieldPanel("text_color")]),
    MultiFieldPanel(
        [FieldPanel("logo"), FieldPanel("logo_alt_en"), FieldPanel("logo_alt_es")],
        heading=_("Logo"),
    ),
]
TEXTS = [
    HelpPanel(content=format_html("<p>{}</p>", BOTH), heading=_("Two languages")),
    PlaceholderPanel(heading=_("Placeholders")),
    _in_both(_("Heading"), "heading"),
    _in_both(_("Before the name"), "before"),
    _in_both(_("After the name"), "after"),
    _in_both(_("Further text"), "statement"),
    _in_both(_("Small print"), "foot"),
]
SIGNED_BY = [
    InlinePanel(
        "signatories",
        heading=_("Who signs"),
        label=_("Signatory"),
        max_num=MOST_SIGNATORIES,
        help_text=_("Up to three, from left to right. A signature without a picture is a line."),
    )
]


class DesignViewSet(SnippetViewSet):
    """The designs' pages in the CMS."""

    model = Design
    icon = "clipboard-list"
    menu_label = _("Certificate designs")
    menu_name = "certificate-designs"
    menu_order = 265
    add_to_admin_menu = True
    list_display = [
        "__str__",
        "paper",
        "orientation",
        StatusColumn("status", label=_("Status")),
        PrintingColumn("printing", label=_("On certificates")),
    ]
    list_filter = ["association", "kind", "live"]
    copy_view_enabled = False
    edit_handler = TabbedInterface(
        [
            ObjectList(LOOKS, heading=_("Look")),
            ObjectList(TEXTS, heading=_("Texts")),
            ObjectList(SIGNED_BY, heading=_("Signatures")),
        ],
        base_form_class=DesignForm,
    )

    def get_queryset(self, request: HttpRequest) -> Any:
        return of_user(request.user).prefetch_related("published")

    def get_urlpatterns(self) -> list[Any]:
        patterns: list[Any] = super().get_urlpatterns()
        for pattern in patterns:
            pattern.callback = _within(pattern.callback)
        return patterns

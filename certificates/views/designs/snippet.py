"""The designs' pages in the CMS: list, editor, revisions. Another association's are not there."""

from typing import Any

from django.utils.functional import lazy
from django.utils.html import format_html, format_html_join
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

from certificates import design_texts
from certificates.forms.design import DesignForm
from certificates.models import Certificate, Design
from certificates.models.design import MOST_SIGNATORIES
from certificates.selectors.design import designs_of
from certificates.wording import printing, status_of
from endorsement.views.owned import OwnedSnippets

BOTH = _("A certificate is printed in its holder’s language, so each text is written in both.")


def placeholders() -> str:
    """What differs from certificate to certificate, and in which kinds."""
    kinds = dict(Certificate.Kind.choices)
    every = set.intersection(*(set(design_texts.known(kind)) for kind in kinds))
    rows = (
        (
            name,
            told,
            ""
            if name in every
            else "; ".join(str(kinds[k]) for k in design_texts.kinds_with(name)),
        )
        for name, told in design_texts.EXPLAINED.items()
    )
    return format_html(
        '<p>{}</p><dl class="design-placeholders">{}</dl>',
        _(
            "These stand for what differs from certificate to certificate. What does not apply is "
            "empty. Write {{ or }} for the sign itself."
        ),
        format_html_join(
            "", "<div><dt><code>{{{}}}</code></dt><dd>{} <em>{}</em></dd></div>", rows
        ),
    )


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
    # Lazy: in the reader's language.
    HelpPanel(content=lazy(placeholders, str)(), heading=_("Placeholders")),
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


class DesignViewSet(OwnedSnippets):
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

    def of_user(self, user: Any) -> Any:
        return designs_of(user).prefetch_related("published")

"""Letters in the CMS: each coordinator edits those of their association, and of no other."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, ObjectList
from wagtail.admin.widgets.button import Button

from endorsement.forms.letter import EXPLAINED, LetterTemplateForm
from endorsement.models import LetterTemplate
from endorsement.models.letter import sample
from endorsement.permissions import administers, coordinates, person_of
from endorsement.refusals import Refused
from endorsement.services import letter as service
from endorsement.views.owned import OwnedSnippets
from lms.backbone.ids import public_id


def of_user(user: Any) -> Any:
    """The letters that the user may see."""
    rows = LetterTemplate.objects.select_related("association")
    return rows if administers(user) else rows.filter(association__in=coordinates(user))


def placeholders() -> str:
    return format_html(
        "<p>{}</p><dl>{}</dl>",
        gettext_lazy(
            "These stand for what differs from letter to letter. Write {{ or }} for the sign itself."
        ),
        format_html_join("", "<dt><code>{{{}}}</code></dt><dd>{}</dd>", list(EXPLAINED.items())),
    )


class LetterViewSet(OwnedSnippets):
    """The letters' pages in the CMS."""

    model = LetterTemplate
    icon = "mail"
    menu_label = gettext_lazy("Letters")
    menu_name = "letters"
    menu_order = 260
    add_to_admin_menu = True
    list_display = ["association", "kind", "language", "live"]
    list_filter = ["association", "kind", "language"]
    copy_view_enabled = False
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("association"), FieldPanel("kind"), FieldPanel("language")]),
            FieldPanel("subject"),
            FieldPanel("body"),
            # Lazy: in the reader's language.
            HelpPanel(content=lazy(placeholders, str)(), heading=gettext_lazy("Placeholders")),
        ],
        base_form_class=LetterTemplateForm,
    )

    def of_user(self, user: Any) -> Any:
        return of_user(user)


def button_for_test(snippet: Any, _user: Any, _next_url: str) -> list[Any]:
    """Beside each letter in the list."""
    if not isinstance(snippet, LetterTemplate):
        return []
    address = reverse("letter_test", args=[snippet.pk])
    return [Button(_("Send me a test"), address, icon_name="mail", priority=15)]


@require_http_methods(["GET", "HEAD", "POST"])
def letter_test(request: HttpRequest, pk: int) -> HttpResponse:
    """The newest draft with invented data, and a button that sends it to oneself."""
    template = get_object_or_404(of_user(request.user), pk=pk).get_latest_revision_as_object()
    if request.method == "POST":
        try:
            service.send_test(
                template=template,
                to=person_of(request.user),
                once=request.POST.get("once", "")[:40],
                at=timezone.now(),
            )
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("The test is on its way to you."))
        return redirect("letter_test", pk)
    title = _("Test: %(letter)s") % {"letter": template}
    listed = reverse("wagtailsnippets_endorsement_lettertemplate:list")
    context = {
        "letter": template,
        "faults": template.faults(),
        "once": public_id(),
        "page_title": title,
        "breadcrumbs_items": [
            {"url": listed, "label": _("Letters")},
            {"url": "", "label": title},
        ],
        **sample(template),
    }
    return render(request, "endorsement/letters/test.html", context)

"""Associations elsewhere, in the CMS: their entries, and a table that brings many in."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.snippets.views.snippets import SnippetViewSet

from endorsement.forms import directory as forms
from endorsement.forms.sent import sent
from endorsement.models import DirectoryEntry
from endorsement.services import directory as services
from endorsement.views.criteria.doors import StaffRequest, for_administrators
from lms.backbone.spreadsheet import csv_lines

EFFECTS = {
    forms.NEW: gettext_lazy("New"),
    forms.CHANGED: gettext_lazy("Changed"),
    forms.SAME: gettext_lazy("There already"),
}


class DirectoryEntryViewSet(SnippetViewSet):
    """Entries one by one; only administrators have the right to change snippets of this kind."""

    model = DirectoryEntry
    icon = "site"
    list_display = ("name", "region", "website", "checked_on")
    list_filter = ("region",)
    search_fields = ("name", "region")
    panels = [
        FieldPanel("name"),
        FieldPanel("region"),
        FieldPanel("website"),
        FieldPanel("scheme"),
        FieldPanel("contact"),
        FieldRowPanel([FieldPanel("source"), FieldPanel("checked_on")]),
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def directory_import(request: StaffRequest) -> HttpResponse:
    """Choose a table, look at what it would do, then bring it in; bad rows are named and left out."""
    confirming = request.method == "POST" and "rows" in request.POST
    form: Any = forms.DirectoryFileForm(sent(request), request.FILES or None)
    lines: list[forms.Read] = []
    if confirming:
        checked = forms.DirectoryRowsForm(request.POST)
        if checked.is_valid():
            _say(request, services.bring(rows=checked.cleaned_data["rows"]))
            return redirect("directory_import")
        form = forms.DirectoryFileForm()
        messages.error(request, str(checked.errors["rows"][0]))
    elif request.method == "POST" and form.is_valid():
        try:
            lines = forms.read(form.table)
        except ValidationError as error:
            form.add_error("file", error)
    good = [one for one in lines if one.row]
    context = {
        "form": form if request.method == "POST" and not confirming else forms.DirectoryFileForm(),
        "lines": [{"line": one, "effect": EFFECTS.get(one.effect, "")} for one in lines],
        "confirm": forms.DirectoryRowsForm(initial={"rows": forms.as_text(lines)})
        if good
        else None,
        "good": len(good),
        "count": DirectoryEntry.objects.count(),
        "page_title": _("Directory of associations"),
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": "", "label": _("Directory of associations")},
        ],
    }
    status = 422 if form.errors else 200
    return render(request, "endorsement/directory/import.html", context, status=status)


@require_safe
@for_administrators
def directory_template(_request: StaffRequest) -> HttpResponse:
    """An empty table with its columns."""
    answer = HttpResponse(
        "".join(csv_lines(forms.TEMPLATE)), content_type="text/csv; charset=utf-8"
    )
    answer["Content-Disposition"] = 'attachment; filename="associations.csv"'
    return answer


def _say(request: StaffRequest, brought: services.Brought) -> None:
    said = _("Brought in: %(added)s new, %(changed)s changed, %(same)s there already.")
    messages.success(
        request,
        said % {"added": brought.added, "changed": brought.changed, "same": brought.same},
    )

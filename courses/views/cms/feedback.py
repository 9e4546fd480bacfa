"""What learners say in totals, for authors and moderators of the module's association."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from courses.forms.evaluation import SCALE, YES_NO
from courses.selectors import feedback
from lms.backbone.spreadsheet import csv_lines

LABELS = {str(value): label for value, label in (*SCALE, *YES_NO)}


class Modules(WagtailAdminTemplateMixin, TemplateView):
    template_name = "courses/cms/feedback_list.html"
    page_title = gettext_lazy("Feedback")
    header_icon = "comment"
    breadcrumbs_items = ()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        lines = feedback.lines_for(self.request.user)
        return {**super().get_context_data(**kwargs), "lines": lines}


class Module(WagtailAdminTemplateMixin, TemplateView):
    template_name = "courses/cms/feedback.html"
    page_title = gettext_lazy("Feedback")
    header_icon = "comment"
    breadcrumbs_items = ()

    def get(  # type: ignore[override]
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        self.found = feedback.feedback_for(request.user, kwargs["code"], kwargs["version"])
        if request.GET.get("export") == "csv":
            return _as_csv(self.found)
        return super().get(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return self.found.title

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        back = reverse("courses_cms:feedback")
        return {**context, "feedback": self.found, "labels": LABELS, "back": back}


def _as_csv(found: feedback.Feedback) -> StreamingHttpResponse:
    answer = StreamingHttpResponse(csv_lines(_rows(found)), content_type="text/csv; charset=utf-8")
    name = f"{found.snapshot.code}-{found.snapshot.version}.csv"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _rows(found: feedback.Feedback) -> Iterator[list[Any]]:
    yield [_("Evaluation question"), _("Answers"), _("Average"), _("How often"), _("Comments")]
    for total in found.totals:
        counts = "; ".join(f"{value}: {number}" for value, number in total.counts)
        if not total.enough:
            yield [total.text, _("fewer than 5"), None, "", ""]
        elif total.comments:
            for comment in total.comments:
                yield [total.text, total.answered, None, "", comment]
        else:
            yield [total.text, total.answered, _rounded(total.average), counts, ""]
    yield []
    yield [_("Post-test question"), _("First attempts"), _("Share right"), _("Discrimination")]
    for item in found.items:
        enough = item.right is not None
        yield [
            item.text,
            item.asked if enough else _("fewer than 5"),
            _rounded(item.right),
            _rounded(item.discrimination),
        ]


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 2)

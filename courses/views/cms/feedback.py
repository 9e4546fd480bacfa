"""What learners say in totals, for authors and moderators of the module's association."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from courses.forms.evaluation import ANSWERS
from courses.rules.totals import Period, Total
from courses.selectors import feedback
from lms.backbone.spreadsheet import csv_lines

HINTS = {
    "turned": gettext_lazy("Those who know the rest get this wrong: is the right answer marked?"),
    "weak": gettext_lazy(
        "It hardly tells apart those who know the rest: its wording wants a look."
    ),
    "easy": gettext_lazy("Almost everybody gets it right."),
    "hard": gettext_lazy("Almost nobody gets it right: is it taught, and worded clearly?"),
    "drawn_away": gettext_lazy("A wrong answer is chosen more often than the right one."),
    "unchosen": gettext_lazy("Nobody chose one of the wrong answers: find one that tempts."),
}
LABELS = {str(value): label for answers in ANSWERS.values() for value, label in answers}


@dataclass(frozen=True)
class Shown:
    """A question as the page draws it: what a chart needs, in words."""

    total: Total
    rows: list[dict[str, Any]]
    periods: list[dict[str, Any]]

    @classmethod
    def of(cls, total: Total) -> "Shown":
        return cls(total, _bars(total), _quarters(total))


def _bars(total: Total) -> list[dict[str, Any]]:
    labels = {**LABELS, **dict(total.options)}
    return [{"label": labels.get(value, value), "value": number} for value, number in total.counts]


def _quarters(total: Total) -> list[dict[str, Any]]:
    """Averages over time, where there is more than one quarter."""
    if len(total.periods) < 2:
        return []
    return [
        {"label": _quarter(one), "value": round(Decimal(one.average), 2)} for one in total.periods
    ]


def _quarter(period: Period) -> str:
    said = _("%(year)s, quarter %(quarter)s (%(answered)s answers)")
    return said % {
        "year": period.year,
        "quarter": period.quarter,
        "answered": period.answered,
    }


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
        return {
            **context,
            "feedback": self.found,
            "shown": [Shown.of(total) for total in self.found.totals],
            "hints": HINTS,
            "back": back,
        }


def _as_csv(found: feedback.Feedback) -> StreamingHttpResponse:
    answer = StreamingHttpResponse(csv_lines(_rows(found)), content_type="text/csv; charset=utf-8")
    name = f"{found.snapshot.code}-{found.snapshot.version}.csv"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _rows(found: feedback.Feedback) -> Iterator[list[Any]]:
    yield [_("Evaluation question"), _("Answers"), _("Average"), _("How often"), _("Comments")]
    for total in found.totals:
        yield from _total_rows(total)
    yield from _over_time(found)
    yield from _over_versions(found)
    yield []
    yield [
        *(_("Post-test question"), _("First attempts"), _("Mean credit"), _("Discrimination")),
        *(_("How often each answer was given"), _("Hints")),
    ]
    for item in found.items:
        enough = item.credit is not None
        yield [
            item.text,
            item.asked if enough else _("fewer than 5"),
            _rounded(item.credit),
            _rounded(item.discrimination),
            "; ".join(f"{one.text or _('Other answers')}: {one.chosen}" for one in item.choices),
            " ".join(str(HINTS[hint]) for hint in item.hints),
        ]


def _total_rows(total: Total) -> Iterator[list[Any]]:
    text = total.wording if total.current else f"{total.wording} ({_('asked before')})"
    options = dict(total.options)
    counts = "; ".join(f"{options.get(value, value)}: {number}" for value, number in total.counts)
    if not total.enough:
        yield [text, _("fewer than 5"), None, "", ""]
    elif total.comments:
        for comment in total.comments:
            yield [text, total.answered, None, "", comment]
    else:
        yield [text, total.answered, _rounded(total.average), counts, ""]


def _over_time(found: feedback.Feedback) -> Iterator[list[Any]]:
    listed = [total for total in found.totals if len(total.periods) > 1]
    if listed:
        yield []
        yield [_("Evaluation question"), _("Year"), _("Quarter"), _("Answers"), _("Average")]
    for total in listed:
        for one in total.periods:
            yield [total.wording, one.year, one.quarter, one.answered, _rounded(one.average)]


def _over_versions(found: feedback.Feedback) -> Iterator[list[Any]]:
    if found.versions:
        yield []
        yield [_("Evaluation question"), _("Version"), _("Average")]
    for one in found.versions:
        for version, average in one.averages:
            yield [one.text, version, _rounded(average)]


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 2)

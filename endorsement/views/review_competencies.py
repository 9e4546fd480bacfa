"""Met or not met, for each knowledge and skill row that the category asks about."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from endorsement.forms.refused import show
from endorsement.forms.review import TicksForm
from endorsement.models import Review
from endorsement.permissions import PersonRequest, signed_in
from endorsement.refusals import Refused
from endorsement.selectors import (
    applications,
    evidence,
    review_map,
    review_work,
    submitted_map,
    verdicts,
)
from endorsement.services import review_work as services
from endorsement.views import answers
from endorsement.views.applications import category_name
from endorsement.views.submitted_map import Files, row_in_words


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def review_competencies(request: PersonRequest, public_id: str) -> HttpResponse:
    """One form for each area; each saves by itself."""
    review = applications.for_reviewer(request.person, public_id)
    found = verdicts.of_application(review.application)
    if found is None:
        raise Http404
    areas = review_map.areas(review, found)
    kept = review_map.ticks(review)
    files = evidence.of_application(review.application, submitted_map.entries_of(areas))
    sent_area = request.POST.get("area", "")
    forms: list[dict[str, Any]] = []
    for area in areas:
        mine = request.method == "POST" and area.reference == sent_area
        form = TicksForm(
            request.POST if mine else None,
            area=area.reference,
            rows=[(row.reference, row.name or area.name) for row in area.rows],
            kept=kept,
            open_now=review.state == Review.State.ASSIGNED,
        )
        forms.append({"area": area, "form": form, "rows": _rows(form, area, files)})
        if not mine:
            continue
        saved = form.is_valid() and _keep(review, form)
        if answers.wanted(request):
            return answers.saved() if saved else answers.refused(form)
        if saved:
            messages.success(request, _("Saved. Nobody else sees it before you hand it in."))
            return redirect(f"{request.path}#area-{len(forms)}")
    if request.method == "POST" and sent_area not in {one.reference for one in areas}:
        raise Http404
    context = {
        "review": review,
        "who": review_work.applicant_name(review),
        "category": category_name(review.application),
        "areas": forms,
        "open": review.state == Review.State.ASSIGNED,
        "done": sum(bool(met) for met, _reason in kept.values()),
        "of": sum(len(one["rows"]) for one in forms),
        "crumbs": [
            {"label": _("Reviews"), "url": reverse("endorsement:review_list")},
            {
                "label": category_name(review.application),
                "url": reverse("endorsement:review", args=[review.public_id]),
            },
            {"label": _("Competencies")},
        ],
    }
    status = 422 if any(one["form"].errors for one in forms) else 200
    return render(request, "endorsement/reviews/competencies.html", context, status=status)


def _rows(form: TicksForm, area: review_map.AreaRows, files: Files) -> list[dict[str, Any]]:
    return [
        {
            "row": row_in_words(row, files),
            "met": form[f"met:{row.reference}"],
            "why": form[f"why:{row.reference}"],
        }
        for row in area.rows
    ]


def _keep(review: Review, form: TicksForm) -> bool:
    try:
        services.save_ticks(review=review, ticks=form.ticks())
    except Refused as refused:
        show(form, refused)
        return False
    return True

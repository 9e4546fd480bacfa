"""The reviewer's desk: requirement by requirement, the evidence beside it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from endorsement import state_words
from endorsement.forms.application import ReviewForm
from endorsement.forms.refused import show
from endorsement.forms.sent import sent
from endorsement.models import Application, Review
from endorsement.permissions import PersonRequest, signed_in
from endorsement.refusals import Refused
from endorsement.selectors import applications, portfolio, verdicts
from endorsement.services import conflict
from endorsement.services import review as services
from endorsement.views import judged, section_page
from endorsement.views.applications import category_name


@require_safe
@signed_in
def review_list(request: PersonRequest) -> HttpResponse:
    """One's own assignments, open ones first."""
    by_state: dict[str, list[dict[str, Any]]] = {"assigned": [], "handed_in": []}
    for one in applications.reviews_of(request.person):
        by_state[one.state].append(
            {
                "row": one,
                "category": category_name(one.application),
                "said": state_words.said(one.application.state, state_words.Audience.REVIEWER),
            }
        )
    context = {"open": by_state["assigned"], "done": by_state["handed_in"]}
    return render(request, "endorsement/reviews/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def review_detail(request: PersonRequest, public_id: str) -> HttpResponse:
    """Read, note, save as often as one likes, hand in once."""
    review = applications.for_reviewer(request.person, public_id)
    found = verdicts.of_application(review.application)
    leaves = found.leaves if found else []
    form = ReviewForm(sent(request), leaves=leaves, review=review)
    if request.method == "POST" and form.is_valid() and _keep(request, review, form):
        return redirect("endorsement:review", public_id)
    shown = judged.requirements(review.application, found) if found else []
    context: dict[str, Any] = {
        "review": review,
        "application": review.application,
        "category": category_name(review.application),
        "erased": found is None,
        "form": form,
        "lines": [(one, form.line(one.id)) for one in shown],
        "open": review.state == Review.State.ASSIGNED,
        "unanswered": review.state == Review.State.ASSIGNED and review.accepted_at is None,
        "hours": review.application.association.overlay.review_hours,
        "may_hand_in": review.application.state in services.HANDED_IN_WHILE,
        "asked_for_more": review.application.state == Application.State.MORE_INFORMATION,
        "said": section_page.said(portfolio.said_in(review.application.snapshot)),
        "others": applications.other_opinions(review),
        "titles": {one.id: one.row.title for one in shown},
        "crumbs": [
            {"label": _("Reviews"), "url": reverse("endorsement:review_list")},
            {"label": category_name(review.application)},
        ],
    }
    return render(
        request,
        "endorsement/reviews/detail.html",
        context,
        status=422 if form.errors else 200,
    )


def _keep(request: PersonRequest, review: Review, form: ReviewForm) -> bool:
    """Save what is there, or with the second button hand it in."""
    what: dict[str, Any] = {
        "review": review,
        "findings": form.findings(),
        "recommendation": form.cleaned_data["recommendation"],
        "comment": form.cleaned_data["comment"],
    }
    try:
        if "hand_in" in request.POST:
            services.save_and_hand_in(**what, at=timezone.now())
        else:
            services.save(**what)
    except Refused as refused:
        conflict.keep_refusal(refused, actor=request.person, at=timezone.now())
        show(form, refused)
        return False
    if "hand_in" in request.POST:
        messages.success(request, _("Your review is handed in. Thank you."))
    else:
        messages.success(request, _("Saved. Nobody else sees it before you hand it in."))
    return True


@require_POST
@signed_in
def review_recuse(request: PersonRequest, public_id: str) -> HttpResponse:
    """Step back in one click."""
    review = applications.for_reviewer(request.person, public_id)
    try:
        services.recuse(review=review, at=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("endorsement:review", public_id)
    messages.info(request, _("You have stepped back; the coordinator will ask somebody else."))
    return redirect("endorsement:review_list")


@require_POST
@signed_in
def review_answer(request: PersonRequest, public_id: str) -> HttpResponse:
    """Say yes or no to an assignment; no reason is asked for."""
    review = applications.for_reviewer(request.person, public_id)
    answer, at = request.POST.get("answer", ""), timezone.now()
    try:
        if answer == "yes":
            services.accept(review=review, at=at)
            messages.success(request, _("Thank you. The coordinator sees that you said yes."))
            return redirect("endorsement:review", public_id)
        if answer == "no":
            services.decline(review=review, at=at)
            messages.info(request, _("Thank you for answering. Somebody else will be asked."))
            return redirect("endorsement:review_list")
    except Refused as refused:
        conflict.keep_refusal(refused, actor=request.person, at=at)
        messages.error(request, str(refused))
    return redirect("endorsement:review", public_id)

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
from endorsement.forms.refused import show
from endorsement.forms.review import CommentForm, HoursForm, RequirementForm, WholeForm
from endorsement.forms.sent import sent
from endorsement.models import Application, Review
from endorsement.permissions import PersonRequest, signed_in
from endorsement.refusals import Refused
from endorsement.selectors import (
    applications,
    audits,
    opinions,
    portfolio,
    renewal_desk,
    review_comments,
    review_work,
    service_hours,
    verdicts,
)
from endorsement.selectors.verdicts import Judged
from endorsement.services import conflict
from endorsement.services import review as services
from endorsement.services import review_work as work
from endorsement.views import answers, changes, review_lines, section_page
from endorsement.views.applications import category_name


def _said(review: Review) -> str:
    """Where the application stands: to whoever has handed in it is not open any more."""
    state = review.application.state
    if review.state == Review.State.HANDED_IN and state == Application.State.IN_REVIEW:
        return _("another review is not in yet")
    return state_words.said(state, state_words.Audience.REVIEWER)


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
                "said": _said(one),
                "who": review_work.applicant_name(one),
            }
        )
    context = {
        "open": by_state["assigned"],
        "done": by_state["handed_in"],
        "renewals": renewal_desk.asked_of(request.person),
        "audits": audits.asked_of(request.person),
    }
    return render(request, "endorsement/reviews/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def review_detail(request: PersonRequest, public_id: str) -> HttpResponse:
    """Read, note, save as often as one likes, hand in once."""
    review = applications.for_reviewer(request.person, public_id)
    found = verdicts.of_application(review.application)
    form = whole_form(review, found, sent(request))
    if request.method == "POST":
        kept = form.is_valid() and _keep(request, review, form)
        if answers.wanted(request):
            return answers.saved() if kept else answers.refused(form)
        if kept:
            return redirect("endorsement:review", public_id)
    return desk(request, review, found, whole=form)


def whole_form(review: Review, found: Judged | None, data: Any = None) -> WholeForm:
    """The form about the application as a whole."""
    return WholeForm(
        data,
        review=review,
        outcomes=found.category.outcomes if found else (),
        most=service_hours.most(review),
    )


def desk(
    request: PersonRequest,
    review: Review,
    found: Judged | None,
    *,
    whole: WholeForm | None = None,
    bound: RequirementForm | None = None,
    comment: CommentForm | None = None,
    hours: HoursForm | None = None,
) -> HttpResponse:
    """The page of a review; a form that was sent and could not be kept comes back as it was."""
    after, effects = review_work.effects(review, found) if found else (None, {})
    lines = review_lines.lines(review, found, effects, bound) if found else []
    about = [(line.one.id, line.one.row.title) for line in lines]
    handed_in = review.state == Review.State.HANDED_IN
    peers = opinions.of_peers(review)
    again = opinions.looking_again(review)
    progress = review_work.progress(review, found)
    context: dict[str, Any] = {
        "review": review,
        "application": review.application,
        "who": review_work.applicant_name(review),
        "category": category_name(review.application),
        "erased": found is None,
        "form": whole or whole_form(review, found),
        "lines": lines,
        "before": review_lines.said(found.verdict) if found else None,
        "after": review_lines.said(after) if after else None,
        "progress": progress,
        "place": next((line for line in lines if line.one.id == progress.place), None),
        "rough": review_work.duration(found),
        "open": review.state == Review.State.ASSIGNED,
        "unanswered": review.state == Review.State.ASSIGNED and review.accepted_at is None,
        "hours": review.application.association.overlay.review_hours,
        "may_hand_in": review.application.state in services.HANDED_IN_WHILE,
        "asked_for_more": review.application.state == Application.State.MORE_INFORMATION,
        "said": section_page.said(portfolio.said_in(review.application.snapshot)),
        "again": again,
        "peers": bool(peers),
        "own_comments": review_lines.named(review_comments.own(review), about),
        "their_comments": review_lines.named(review_comments.of_peers(review), about),
        "comment_form": comment or CommentForm(about=about, others=_others(review)),
        "hours_form": hours or HoursForm(),
        "stated": service_hours.of_review(review) if handed_in else None,
        "changes": changes.shown(review.application, found),
        "crumbs": [
            {"label": _("Reviews"), "url": reverse("endorsement:review_list")},
            {"label": category_name(review.application)},
        ],
    }
    sent_forms = (whole, bound, comment, hours)
    wrong = any(form is not None and form.errors for form in sent_forms)
    return render(request, "endorsement/reviews/detail.html", context, status=422 if wrong else 200)


def _others(review: Review) -> bool:
    """Whether there is anybody to write to who reads the same application."""
    return review.application.association.overlay.reviewers_required > 1


def _keep(request: PersonRequest, review: Review, form: WholeForm) -> bool:
    """Save what is there, or with the second button hand it in."""
    what: dict[str, Any] = {
        "review": review,
        "recommendation": form.cleaned_data["recommendation"],
        "comment": form.cleaned_data["comment"],
    }
    try:
        if "hand_in" in request.POST:
            hours = form.cleaned_data.get("hours")
            services.save_and_hand_in(**what, findings={}, hours=hours, at=timezone.now())
        else:
            work.save_whole(**what)
    except Refused as refused:
        conflict.keep_refusal(refused, actor=request.person, at=timezone.now())
        show(form, refused)
        return False
    if answers.wanted(request):
        return True
    if "hand_in" not in request.POST:
        messages.success(request, _("Saved. Nobody else sees it before you hand it in."))
    elif review.state == Review.State.ASSIGNED:
        messages.info(
            request,
            _("You and the other reviewers came to different results. Look at them together now."),
        )
    else:
        messages.success(request, _("Your review is handed in. Thank you."))
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

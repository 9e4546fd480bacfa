"""What a reviewer saves while reading: findings, comments, hours. Each form has an address of its own."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from endorsement.forms.refused import show
from endorsement.forms.review import CommentForm, HoursForm
from endorsement.models import Review
from endorsement.permissions import PersonRequest, signed_in
from endorsement.refusals import Refused
from endorsement.selectors import applications, review_comments, review_work, verdicts
from endorsement.selectors.verdicts import Judged
from endorsement.services import review_comment as comments
from endorsement.services import review_work as services
from endorsement.services import service_hours
from endorsement.views import answers, review_lines
from endorsement.views.reviews import desk


@require_POST
@signed_in
def review_requirement(request: PersonRequest, public_id: str, requirement: str) -> HttpResponse:
    """Keep the finding about one requirement and go on, to the next one if that was asked for."""
    review = applications.for_reviewer(request.person, public_id)
    found = verdicts.of_application(review.application)
    one = review_lines.requirement(review, found, requirement) if found else None
    if found is None or one is None:
        raise Http404
    form = review_lines.form_of(review, one, data=request.POST)
    kept = form.is_valid()
    if kept:
        try:
            services.save_requirement(review=review, requirement=requirement, **form.said())
        except Refused as refused:
            show(form, refused)
            kept = False
    if answers.wanted(request):
        return _answer(_again(request, public_id), found) if kept else answers.refused(form)
    if not kept:
        return desk(request, review, found, bound=form)
    order = [leaf.id for leaf in found.leaves]
    at = order.index(requirement) + 1
    if "next" in request.POST and at < len(order):
        at += 1
    return redirect(f"{_page(review)}#requirement-{at}")


def _again(request: PersonRequest, public_id: str) -> Review:
    """The review with what was just saved."""
    return applications.for_reviewer(request.person, public_id)


def _answer(review: Review, found: Judged) -> HttpResponse:
    """What changes on the page beside the form."""
    _whole, effects = review_work.effects(review, found)
    names = found.names()
    progress = review_work.progress(review, found)
    return answers.saved(
        progress=_("%(done)s of %(of)s") % {"done": progress.done, "of": progress.of},
        done=progress.done,
        found=review_lines.found_so_far(review),
        effects={
            one: review_lines.effect_sentence(effect, names) for one, effect in effects.items()
        },
    )


@require_POST
@signed_in
def review_comment(request: PersonRequest, public_id: str) -> HttpResponse:
    """Write a comment to the applicant, the other reviewers or the coordinator."""
    review = applications.for_reviewer(request.person, public_id)
    found = verdicts.of_application(review.application)
    names = found.names() if found else {}
    about = review_lines.titles(found, names) if found else []
    form = CommentForm(request.POST, about=about, others=True)
    if form.is_valid():
        try:
            comments.write(review=review, **form.cleaned_data, at=timezone.now())
        except Refused as refused:
            show(form, refused)
        else:
            messages.success(request, _("Your comment is kept."))
            return redirect(f"{_page(review)}#comments")
    return desk(request, review, found, comment=form)


@require_POST
@signed_in
def review_comment_take_back(request: PersonRequest, public_id: str, comment: str) -> HttpResponse:
    """Take a comment of one's own back."""
    review = applications.for_reviewer(request.person, public_id)
    try:
        comments.take_back(comment=review_comments.of_own(review, comment), at=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The comment is taken back."))
    return redirect(f"{_page(review)}#comments")


@require_POST
@signed_in
def review_hours(request: PersonRequest, public_id: str) -> HttpResponse:
    """State other hours for a review that was handed in."""
    review = applications.for_reviewer(request.person, public_id)
    form = HoursForm(request.POST)
    if form.is_valid():
        try:
            service_hours.correct(
                review=review, hours=form.cleaned_data["hours"], at=timezone.now()
            )
        except Refused as refused:
            show(form, refused)
        else:
            messages.success(request, _("Your ledger has the new hours."))
            return redirect(f"{_page(review)}#hours")
    return desk(request, review, verdicts.of_application(review.application), hours=form)


def _page(review: Review) -> str:
    return reverse("endorsement:review", args=[review.public_id])

"""The scorer's desk: answers under a code, points by a rubric, never a name."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from endorsement.forms.exam import RubricForm
from endorsement.forms.refused import show
from endorsement.forms.sent import sent
from endorsement.models import Scoring
from endorsement.permissions import PersonRequest, signed_in
from endorsement.refusals import Refused
from endorsement.selectors import exams
from endorsement.services import scoring as services


@require_safe
@signed_in
def scoring_list(request: PersonRequest) -> HttpResponse:
    """What one was asked to score."""
    rows = exams.scorings_of(request.person)
    context = {
        "open": [one for one in rows if one.state == Scoring.State.ASSIGNED],
        "done": [one for one in rows if one.state == Scoring.State.HANDED_IN],
    }
    return render(request, "endorsement/exams/scorings.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def scoring(request: PersonRequest, public_id: str) -> HttpResponse:
    """Read, give points, save as often as one likes, hand in once."""
    one = exams.for_scorer(request.person, public_id)
    form = RubricForm(sent(request), scoring=one)
    if request.method == "POST" and form.is_valid():
        try:
            if "hand_in" in request.POST:
                services.save_and_hand_in(scoring=one, points=form.points(), at=timezone.now())
                messages.success(request, _("Your scores are handed in. Thank you."))
            else:
                services.save(scoring=one, points=form.points())
                messages.success(request, _("Saved. Nobody else sees it before you hand it in."))
        except Refused as refused:
            show(form, refused)
        else:
            return redirect("endorsement:scoring", public_id)
    context = {
        "scoring": one,
        "code": one.candidate.code,
        "association": one.candidate.sitting.association,
        "form": form,
        "open": one.state == Scoring.State.ASSIGNED,
        "crumbs": [
            {"label": _("Scoring"), "url": reverse("endorsement:scoring_list")},
            {"label": one.candidate.code},
        ],
    }
    status = 422 if form.errors else 200
    return render(request, "endorsement/exams/scoring.html", context, status=status)

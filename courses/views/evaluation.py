"""The learner's evaluation of a module."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from courses.forms.evaluation import EvaluationForm
from courses.selectors import journey
from courses.services import evaluation
from courses.views.person import learner
from endorsement.refusals import Refused


@require_http_methods(["GET", "HEAD", "POST"])
@learner
def evaluate(request: HttpRequest, code: str) -> HttpResponse:
    """Asked once, after the post-test, and offered afterwards where it is not asked for."""
    standing = journey.enrolled(code, request.person)  # type: ignore[attr-defined]
    if standing.completed and not standing.evaluation_open:
        return redirect("courses:finished", code=code)
    if standing.evaluated:
        return redirect(standing.page.get_url(request))
    sent = request.POST if request.method == "POST" else None
    form = EvaluationForm(sent, module=standing.page)
    if request.method == "POST" and form.is_valid():
        try:
            evaluation.hand_in_evaluation(
                enrollment=standing.own,
                module=standing.module,
                answers=form.cleaned_data,
                at=timezone.now(),
            )
        except Refused as refused:
            messages.warning(request, str(refused.sentence))
            return redirect("courses:test", code=code)
        if standing.completed:
            messages.success(request, _("Thank you. Your answers help whoever takes this next."))
        return redirect("courses:finished", code=code)
    context = {
        "page": standing.page,
        "module": standing.module,
        "journey": standing,
        "form": form,
    }
    status = 422 if form.is_bound else 200
    return render(request, "courses/evaluation.html", context, status=status)

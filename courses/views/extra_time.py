"""The coordinator's page of people with more time in post-tests."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from courses.forms.extra_time import ExtraTimeForm
from courses.selectors import extra_time as selector
from courses.services import extra_time as service
from endorsement.forms.refused import show
from endorsement.forms.sent import sent
from endorsement.permissions import association_for_coordinator, signed_in
from endorsement.refusals import Refused


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def extra_time(request: HttpRequest, slug: str) -> HttpResponse:
    """Whom the association gives more time, and one form that adds or changes."""
    person = request.person  # type: ignore[attr-defined]
    association = association_for_coordinator(person, slug)
    form = ExtraTimeForm(sent(request), modules=selector.module_choices(association))
    if request.method == "POST" and form.is_valid():
        try:
            row = service.give(
                association=association, by=person, at=timezone.now(), **form.cleaned_data
            )
        except Refused as refused:
            show(form, refused)
        else:
            messages.success(
                request, _("%(name)s has the extra time from now on.") % {"name": row.person}
            )
            return redirect("courses:extra_time", slug)
    context = {
        "association": association,
        "given": selector.given_by(association),
        "form": form,
        "crumbs": [
            {"label": _("Desk"), "url": reverse("endorsement:coordinator_queue", args=[slug])},
            {"label": _("Extra time in post-tests")},
        ],
    }
    return render(request, "courses/extra_time.html", context, status=422 if form.errors else 200)


@require_POST
@signed_in
def extra_time_end(request: HttpRequest, slug: str, ref: UUID, code: str) -> HttpResponse:
    association = association_for_coordinator(request.person, slug)  # type: ignore[attr-defined]
    if service.take_back(association=association, ref=str(ref), code=code):
        messages.success(request, _("The extra time is taken back. A test that is open keeps it."))
    return redirect("courses:extra_time", slug)

"""A coordinator's page of accommodations: who was given which minimum time."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from courses.forms.accommodation import AccommodationForm
from courses.selectors import accommodation as selector
from courses.services import accommodation as service
from endorsement.forms.refused import show
from endorsement.permissions import PersonRequest, association_for_coordinator, signed_in
from endorsement.refusals import Refused


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def desk(request: PersonRequest, slug: str) -> HttpResponse:
    """The association's accommodations, and the form that gives one."""
    association = association_for_coordinator(request.person, slug)
    modules = selector.modules_with_a_minimum(association)
    sent = request.POST if request.method == "POST" else None
    form = AccommodationForm(sent, modules=modules)
    if request.method == "POST" and form.is_valid():
        try:
            service.give(
                association=association, by=request.person, at=timezone.now(), **form.cleaned_data
            )
        except Refused as refused:
            show(form, refused)
        else:
            messages.success(request, _("It holds for this learner from now on."))
            return redirect("courses:accommodations", slug=slug)
    titles = {module.code: module.title for module in modules}
    context: dict[str, Any] = {
        "association": association,
        "form": form,
        "modules": modules,
        "rows": [
            (row, titles.get(row.code, row.code)) for row in selector.of_association(association)
        ],
        "crumbs": [
            {"label": _("Desk"), "url": reverse("endorsement:coordinator_queue", args=[slug])},
            {"label": _("Accommodations")},
        ],
    }
    status = 422 if form.is_bound else 200
    return render(request, "courses/accommodations.html", context, status=status)


@require_POST
@signed_in
def take_back(request: PersonRequest, slug: str, public_id: str) -> HttpResponse:
    association = association_for_coordinator(request.person, slug)
    service.take_back(accommodation=selector.one_of(association, public_id))
    messages.success(request, _("The module’s own minimum time holds again."))
    return redirect("courses:accommodations", slug=slug)

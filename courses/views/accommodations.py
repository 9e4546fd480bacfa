"""A coordinator's page of accommodations: who was given which times."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from courses.forms.accommodation import AccommodationForm, as_given
from courses.selectors import accommodation as selector
from courses.services import accommodation as service
from endorsement.forms.refused import show
from endorsement.forms.sent import sent
from endorsement.permissions import PersonRequest, association_for_coordinator, signed_in
from endorsement.refusals import Refused


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def desk(request: PersonRequest, slug: str) -> HttpResponse:
    """The association's accommodations, and one form that gives or changes (`?change=`)."""
    association, now = association_for_coordinator(request.person, slug), timezone.now()
    key = request.GET.get("change")
    changed = selector.one_of(association, key) if key else None
    form = AccommodationForm(
        sent(request),
        modules=selector.module_choices(association),
        initial=as_given(changed) if changed else None,
    )
    if request.method == "POST" and form.is_valid():
        try:
            row = service.give(
                association=association, by=request.person, at=now, **form.cleaned_data
            )
        except Refused as refused:
            show(form, refused)
        else:
            messages.success(
                request, _("It holds for %(name)s from now on.") % {"name": row.person}
            )
            return redirect("courses:accommodations", slug=slug)
    context: dict[str, Any] = {
        "association": association,
        "form": form,
        "changed": changed,
        "given": selector.given_by(association, now),
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
    messages.success(request, _("It is taken back. A test that is open keeps its time."))
    return redirect("courses:accommodations", slug=slug)

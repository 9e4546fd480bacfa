"""A seat of one's own: taken and given back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from courses.models import LiveRegistration
from courses.selectors import live
from courses.services import live_registration as services
from endorsement.permissions import PersonRequest, signed_in
from endorsement.refusals import Refused


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def register(request: PersonRequest, public_id: str) -> HttpResponse:
    """Whoever comes back from signing in lands on the session, and asks there."""
    session = live.by_id(public_id)
    if request.method == "POST":
        try:
            row = services.register(session=session, person=request.person, at=timezone.now())
        except Refused as refused:
            messages.warning(request, str(refused.sentence))
        else:
            if row.state == LiveRegistration.State.REGISTERED:
                messages.success(request, _("You have a seat. We have written to you as well."))
            else:
                messages.info(
                    request,
                    _("You are on the waiting list. We write to you as soon as a seat is yours."),
                )
    return redirect("live:session", public_id)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def give_back(request: PersonRequest, public_id: str) -> HttpResponse:
    session = live.by_id(public_id)
    if request.method == "POST":
        try:
            row = services.give_back(session=session, person=request.person, at=timezone.now())
        except Refused as refused:
            messages.warning(request, str(refused.sentence))
        else:
            if row is not None:
                messages.success(request, _("You are no longer registered for this session."))
    return redirect("live:session", public_id)

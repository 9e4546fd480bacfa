"""A holder asks their association for a break, an end, or a return."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from endorsement.forms.refused import show
from endorsement.forms.sent import sent
from endorsement.forms.standing import ASKED, AskForm
from endorsement.permissions import PersonRequest, signed_in
from endorsement.refusals import Refused
from endorsement.rules.endorsement_moves import Move
from endorsement.selectors import endorsements as selectors
from endorsement.services import status_request
from endorsement.views.applications import category_name


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def status_request_page(request: PersonRequest, public_id: str) -> HttpResponse:
    """What can be asked for, what has been asked, and what the association said to the last."""
    endorsement = selectors.for_holder(request.person, public_id)
    asked = selectors.open_request(endorsement)
    form = AskForm(sent(request), moves=status_request.can_be_asked(endorsement))
    now = timezone.now()
    if request.method == "POST" and "take_back" in request.POST:
        try:
            if asked is not None:
                status_request.take_back(asked=asked, person=request.person, at=now)
            messages.success(request, _("You no longer ask for it."))
        except Refused as refused:
            messages.error(request, str(refused))
        return redirect("endorsement:status_request", public_id)
    if request.method == "POST" and form.is_valid():
        try:
            status_request.ask(
                endorsement=endorsement, person=request.person, at=now, **form.cleaned_data
            )
        except Refused as refused:
            show(form, refused)
        else:
            messages.success(request, _("Your association has been asked."))
            return redirect("endorsement:status_request", public_id)
    context = {
        "endorsement": endorsement,
        "association": endorsement.association,
        "category": category_name(endorsement),
        "asked": asked,
        "asked_for": ASKED.get(Move(asked.move)) if asked else "",
        "answered": selectors.last_answer(endorsement),
        "form": form,
        "crumbs": [
            {
                "label": _("Applications and endorsements"),
                "url": reverse("endorsement:applications"),
            },
            {"label": category_name(endorsement)},
        ],
    }
    status = 422 if form.errors else 200
    return render(request, "endorsement/renewals/ask.html", context, status=status)

"""One's own memberships in associations."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from endorsement.forms.belonging import BelongingForm
from endorsement.forms.refused import show
from endorsement.forms.sent import sent
from endorsement.permissions import PersonRequest, signed_in
from endorsement.refusals import Refused
from endorsement.selectors import belongings as selector
from endorsement.services import belonging as service


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def belongings(request: PersonRequest) -> HttpResponse:
    """Memberships, and one more."""
    form = BelongingForm(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            service.add(person=request.person, at=timezone.now(), **form.cleaned_data)
        except Refused as refused:
            show(form, refused)
        else:
            messages.success(request, _("The membership is in your portfolio."))
            return redirect("endorsement:belongings")
    known = selector.names()
    context = {
        "form": form,
        "rows": [
            {
                "row": one,
                "title": selector.title(one, known),
                "number": selector.details(one).number,
            }
            for one in selector.of_person(request.person)
        ],
        "crumbs": [
            {"label": _("Portfolio"), "url": reverse("endorsement:portfolio")},
            {"label": _("Memberships")},
        ],
    }
    status = 422 if form.errors else 200
    return render(request, "endorsement/portfolio/belongings.html", context, status=status)


@require_POST
@signed_in
def belonging_remove(request: PersonRequest, public_id: str) -> HttpResponse:
    """Take out a membership that nobody has confirmed."""
    try:
        service.remove(belonging=selector.for_owner(request.person, public_id))
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The membership is removed."))
    return redirect("endorsement:belongings")

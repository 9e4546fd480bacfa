"""Your record is yours: take it with you, or have it erased."""

from allauth.account.decorators import reauthentication_required
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from endorsement.forms.own_data import EraseForm
from endorsement.forms.refused import show
from endorsement.permissions import PersonRequest, signed_in
from endorsement.refusals import Refused
from endorsement.services import erasure, own_data
from endorsement.views.own_work import asked
from lms.backbone import jobs


@never_cache
@require_safe
@signed_in
def my_data(request: PersonRequest) -> HttpResponse:
    """What one can do with one's record, and how far the copy is that one asked for."""
    copy = jobs.latest(request.user, own_data.KIND)
    context = {
        "copy": copy,
        "panel": jobs.panel_of(copy, at=timezone.now()) if copy else None,
    }
    return render(request, "endorsement/own_data/my_data.html", context)


@require_POST
@signed_in
def ask_for_copy(request: PersonRequest) -> HttpResponse:
    """Have everything about the person packed as one ZIP file."""
    own_data.ask_for_copy(**asked(request))
    return redirect("endorsement:my_data")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
@reauthentication_required
def erase(request: PersonRequest) -> HttpResponse:
    """Say what goes and what stays; erase, sign out and say goodbye.

    Whoever sits at an unlocked screen is not enough: the password or the passkey is asked for anew.
    """
    form = EraseForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            erasure.erase(person=request.person, at=timezone.now())
        except Refused as refused:
            show(form, refused)
        else:
            logout(request)
            return redirect("endorsement:goodbye")
    return render(
        request,
        "endorsement/own_data/erase.html",
        {
            "form": form,
            "crumbs": [
                {"label": _("My data"), "url": reverse("endorsement:my_data")},
                {"label": _("Erase my record")},
            ],
        },
        status=422 if form.errors else 200,
    )


@require_safe
def goodbye(request: HttpRequest) -> HttpResponse:
    """The last page; says nothing about anybody."""
    return render(request, "endorsement/own_data/goodbye.html")

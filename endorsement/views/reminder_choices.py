"""Which reminders somebody gets: their own page, and the same page through the link in a mail."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from endorsement.forms.reminders import ChoicesForm
from endorsement.forms.sent import sent
from endorsement.models import Person
from endorsement.permissions import PersonRequest, signed_in
from endorsement.services.notices import choosing

ONE_CLICK = "List-Unsubscribe"


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def reminder_choices(request: PersonRequest) -> HttpResponse:
    """One's own choices."""
    return _page(request, request.person, redirect("endorsement:reminder_choices"))


# A mail program posts without ever having opened the page; the signed address is the proof.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reminder_unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """The choices of whoever got the mail, in their language. Opening it changes nothing."""
    found = choosing.read(token)
    if found is None:
        return render(request, "endorsement/reminders/gone.html", status=410)
    person, kinds = found
    if request.method == "POST" and request.POST.get(ONE_CLICK) == "One-Click":
        choosing.unsubscribe(person=person, kinds=kinds, at=timezone.now())
        return HttpResponse(status=204)
    with translation.override(person.language):
        request.LANGUAGE_CODE = person.language
        return _page(request, person, redirect("reminder_unsubscribe", token))


def _page(request: HttpRequest, person: Person, after: HttpResponse) -> HttpResponse:
    form = ChoicesForm(sent(request), initial={"kinds": list(choosing.wanted(person))})
    if request.method == "POST" and form.is_valid():
        choosing.choose(person=person, kinds=form.cleaned_data["kinds"], at=timezone.now())
        messages.success(request, _("Your choice is saved. It counts from now on."))
        return after
    context = {
        "form": form,
        "crumbs": [
            {"label": _("My details"), "url": reverse("endorsement:details")},
            {"label": _("Reminders")},
        ]
        if request.user.is_authenticated
        else [],
    }
    return render(
        request,
        "endorsement/reminders/choices.html",
        context,
        status=422 if form.errors else 200,
    )

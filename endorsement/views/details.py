"""One's own details."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from endorsement.forms.person import DetailsForm
from endorsement.forms.sent import sent
from endorsement.models import Person
from endorsement.permissions import PersonRequest, signed_in
from endorsement.services.person import change_details


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def details(request: PersonRequest) -> HttpResponse:
    """Name as printed, language, time zone, county, employer."""
    # A copy: a refused form must not change the person that the page shows.
    form = DetailsForm(sent(request), instance=Person.objects.get(pk=request.person.pk))
    if request.method == "POST" and form.is_valid():
        change_details(person=request.person, **form.cleaned_data, at=timezone.now())
        messages.success(request, _("Your details are saved. New certificates will use them."))
        return redirect("endorsement:details")
    return render(
        request,
        "endorsement/details.html",
        {"form": form},
        status=422 if form.errors else 200,
    )

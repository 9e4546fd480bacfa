"""A facilitator writes to a cohort, and sees what was written before."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from courses.forms.cohort_message import MessageForm
from courses.models import CohortMessage
from courses.rules.pace import Pace
from courses.selectors import cohort as cohorts
from courses.selectors import cohort_message as selector
from courses.selectors import cohort_progress
from courses.services import cohort_message as service
from endorsement.forms.refused import show
from endorsement.forms.sent import sent
from endorsement.permissions import PersonRequest, signed_in
from endorsement.refusals import Refused


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def write(request: PersonRequest, public_id: str) -> HttpResponse:
    at = timezone.now()
    cohort = cohorts.for_facilitator(request.person, public_id, at)
    table = cohort_progress.table(cohort, at)
    counts = {
        CohortMessage.Audience.ALL.value: len(table.rows),
        CohortMessage.Audience.BEHIND.value: table.count(Pace.BEHIND),
    }
    form = MessageForm(
        sent(request), counts=counts, initial={"audience": request.GET.get("to", "all")}
    )
    if request.method == "POST" and form.is_valid():
        try:
            message = service.write(cohort=cohort, by=request.person, at=at, **form.cleaned_data)
        except Refused as refused:
            show(form, refused)
        else:
            people = message.copies.count()
            said = ngettext("%(n)d person was written to.", "%(n)d people were written to.", people)
            messages.success(request, said % {"n": people})
            return redirect("courses:cohort_write", public_id)
    context = {
        "cohort": cohort,
        "form": form,
        "nobody": not table.rows,
        "written": selector.written_to(cohort),
    }
    status = 422 if form.errors else 200
    return render(request, "courses/cohorts/write.html", context, status=status)

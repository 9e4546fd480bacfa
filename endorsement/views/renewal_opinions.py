"""A reviewer looks at a renewal and says what they think; the coordinator decides."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from endorsement import wording
from endorsement.forms.refused import show
from endorsement.forms.renewal_desk import OpinionForm
from endorsement.permissions import PersonRequest, signed_in
from endorsement.refusals import Refused
from endorsement.selectors import clean_renewals, renewal_desk, renewals
from endorsement.services import conflict
from endorsement.services import renewal as services
from endorsement.views import judged_renewal


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def renewal_opinion(request: PersonRequest, public_id: str) -> HttpResponse:
    """What was handed in, requirement by requirement, and the reviewer's opinion."""
    opinion = renewal_desk.for_reviewer(request.person, public_id)
    renewal = opinion.renewal
    now = timezone.now()
    form = OpinionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            services.give_opinion(opinion=opinion, **form.cleaned_data, at=now)
        except Refused as refused:
            conflict.keep_refusal(refused, actor=request.person, at=now)
            show(form, refused)
        else:
            messages.success(request, _("Thank you. The coordinator has your opinion."))
            return redirect("endorsement:review_list")
    found = clean_renewals.look(renewal, renewal.association.day_of(now))
    context = {
        "opinion": opinion,
        "renewal": renewal,
        "association": renewal.association,
        "person": renewal.person,
        "category": wording.pick(renewals.category_of(renewal.cycle).name),
        "form": None if opinion.given_at else form,
        **(judged_renewal.context(found) if found else {}),
        "crumbs": [
            {"label": _("Reviews"), "url": reverse("endorsement:review_list")},
            {"label": str(renewal.person)},
        ],
    }
    status = 422 if form.errors else 200
    return render(request, "endorsement/renewal_desk/opinion.html", context, status=status)

"""The holder's side of a renewal: what counts, what is missing, and the button."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from endorsement import wording
from endorsement.forms.renewal import RenewForm
from endorsement.models import Endorsement, RenewalCycle
from endorsement.permissions import PersonRequest, signed_in
from endorsement.refusals import Refused
from endorsement.selectors import ledger, renewals
from endorsement.selectors.renewals import Renewal
from endorsement.services import renewal as services
from endorsement.views import requirements


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def renewal(request: PersonRequest, public_id: str) -> HttpResponse:
    """Shows the latest cycle; the button renews the cycle that was on the page."""
    cycle = renewals.for_holder(request.person, public_id)
    if request.method == "POST":
        return _renew(request, cycle.endorsement)
    today = cycle.endorsement.association.day_of(timezone.now())
    context = _context(renewals.judged(cycle, today))
    return render(request, "endorsement/renewals/detail.html", context)


def _renew(request: PersonRequest, endorsement: Endorsement) -> HttpResponse:
    form = RenewForm(request.POST)
    if not form.is_valid():
        return redirect("endorsement:renewal", endorsement.public_id)
    try:
        following = services.renew(
            endorsement=endorsement,
            person=request.person,
            number=form.cleaned_data["cycle"],
            at=timezone.now(),
        )
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("endorsement:renewal", endorsement.public_id)
    messages.success(
        request,
        _(
            "Your endorsement is renewed and good through %(day)s. We will write to you when the "
            "certificate is ready; it will also be under “My certificates”."
        )
        % {"day": date_format(following.due_on)},
    )
    return redirect("endorsement:applications")


def _context(found: Renewal) -> dict[str, Any]:
    endorsement = found.cycle.endorsement
    names = found.names()
    known = requirements.words(
        names, found.portfolio, list(ledger.net(endorsement.person)), found.requirement
    )
    category = wording.pick(found.category.name)
    standing = (
        found.cycle.state == RenewalCycle.State.OPEN
        and endorsement.state == Endorsement.State.ACTIVE
    )
    return {
        "endorsement": endorsement,
        "association": endorsement.association,
        "category": category,
        "cycle": found.cycle,
        "timing": found.timing.value,
        "revoked": endorsement.state == Endorsement.State.REVOKED,
        "form": RenewForm(initial={"cycle": found.cycle.number})
        if standing and found.timing.possible and found.verdict.met
        else None,
        "verdict": found.verdict,
        "label": wording.state(found.verdict),
        "rows": [requirements.row(child, known) for child in found.verdict.children],
        "documents": _documents(found),
        "crumbs": [
            {
                "label": _("Applications and endorsements"),
                "url": reverse("endorsement:applications"),
            },
            {"label": _("Renewal: %(category)s") % {"category": category}},
        ],
    }


def _documents(found: Renewal) -> list[dict[str, Any]]:
    query = f"?association={found.cycle.endorsement.association.slug}"
    return [
        {
            "name": wording.pick(found.edition.documents[code].name),
            "url": reverse("endorsement:sign", args=[code]) + query,
            "signed_on": found.signed.get(code),
        }
        for code in found.documents
    ]

"""The holder's side of an audit: what counts, where a file is missing, and the button that shows it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from endorsement import wording
from endorsement.models import Audit
from endorsement.permissions import PersonRequest, signed_in
from endorsement.refusals import Refused
from endorsement.selectors import audits
from endorsement.services import audit as services
from endorsement.views import shown_audit

OPEN = (Audit.State.DRAWN, Audit.State.RETURNED)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def own_audit(request: PersonRequest, public_id: str, number: int) -> HttpResponse:
    """What is to be shown entry by entry, and the question of the auditor, if there is one."""
    audit = audits.for_holder(request.person, public_id, number)
    now = timezone.now()
    if request.method == "POST":
        try:
            services.show(audit=audit, person=request.person, at=now)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(
                request, _("Shown. The association looks at it and will write to you.")
            )
        return redirect("endorsement:own_audit", public_id, number)
    found = audits.judged(audit)
    names = found.names()
    category = shown_audit.category(audit)
    context = {
        "audit": audit,
        "endorsement": audit.renewal.cycle.endorsement,
        "association": audit.renewal.association,
        "category": category,
        "is_open": audit.state in OPEN,
        "items": shown_audit.items(audit, found.portfolio, found.counted, at=now, own=True),
        "missing": [
            wording.title(one, names) for one in (*found.standing.missing, *found.standing.attested)
        ],
        "crumbs": [
            {"label": _("Renewals"), "url": reverse("endorsement:renewals")},
            {"label": category, "url": reverse("endorsement:renewal", args=[public_id])},
            {"label": _("Audit")},
        ],
    }
    return render(request, "endorsement/renewals/audit.html", context)

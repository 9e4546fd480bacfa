"""Preparing many certificates of an association, or of the platform, at once, and what came of it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from certificates import wording
from certificates.forms.desk import PrepareForm
from certificates.selectors import desk as selected
from certificates.services import batches
from certificates.views import whose
from endorsement.models import Association
from endorsement.permissions import PersonRequest, signed_in
from lms.backbone import jobs
from lms.backbone.ids import grouped


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def prepare(request: PersonRequest, slug: str = "") -> HttpResponse:
    """Those that are owed, or all that were issued once more: progress, then what came of it."""
    association = selected.desk_of(request.user, request.person, slug)
    if request.method == "POST":
        form = PrepareForm(request.POST)
        if form.is_valid():
            batches.ask(
                association=association,
                owner_id=request.user.pk or 0,
                language=get_language() or "en",
                at=timezone.now(),
                **form.cleaned_data,
            )
        return redirect(whose.address(association, "prepare"))
    context = {
        "whose": whose.name_of(association),
        "sections": [_section(request, association, what) for what in batches.KINDS],
        "crumbs": whose.crumbs(association, {"label": _("Prepare many")}),
    }
    return render(request, "certificates/desk/prepare.html", context)


def _section(request: PersonRequest, association: Association | None, what: str) -> dict[str, Any]:
    job = batches.latest(what=what, association=association, owner_id=request.user.pk or 0)
    rows = selected.owed(association) if what == batches.OWED else selected.current(association)
    ready = job is not None and job.state == jobs.Job.State.DONE and job.canceled_at is None
    return {
        "what": what,
        "owed": what == batches.OWED,
        "count": rows.count(),
        "job": job,
        "panel": jobs.panel_of(job, at=timezone.now()) if job else None,
        "form": PrepareForm(
            initial={"what": what, "after": job.public_id if job else ""},
            auto_id=f"id_{what}_%s",
        ),
        "result": _result(association, job.result) if ready and job and job.result else None,
    }


def _result(association: Association | None, facts: dict[str, Any]) -> dict[str, Any]:
    return {
        **facts,
        "failures": [
            {
                "number": grouped(number),
                "url": whose.address(association, "desk_certificate", number),
                "why": wording.failure(error),
            }
            for number, error in facts["failures"]
        ],
    }

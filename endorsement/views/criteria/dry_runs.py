"""Whose standing a draft would change: asked for, watched, read."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from endorsement import wording
from endorsement.models import Association, Edition
from endorsement.refusals import Refused
from endorsement.selectors import criteria_desk, portfolios
from endorsement.services import dry_run as services
from endorsement.views.criteria.doors import StaffRequest, crumb, for_administrators, page
from lms.backbone import jobs
from lms.backbone.models import Job


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def dry_run(request: StaffRequest, public_id: str) -> HttpResponse:
    """Over every association that follows the scheme, under pseudonyms."""
    edition = criteria_desk.editable(request.user, public_id)
    if request.method == "POST":
        ask(request, edition, None)
        return redirect("criteria:dry_run", public_id)
    context = {"edition": edition, **shown(request.user, edition, None)}
    return page(request, "dry_run", context, title=_("Dry run"), crumbs=[crumb(edition)])


def ask(request: Any, edition: Edition, association: Association | None) -> None:
    """Owe a run; a refusal is a message."""
    try:
        services.ask(
            edition=edition,
            owner_id=request.user.pk,
            association=association,
            at=timezone.now(),
        )
    except Refused as refused:
        messages.error(request, str(refused))


def shown(user: Any, edition: Edition, association: Association | None) -> dict[str, Any]:
    """The newest run that the user asked for about this edition, and what came of it."""
    slug = association.slug if association else ""
    job = (
        Job.objects.filter(
            owner_id=user.pk,
            kind=services.KIND,
            params__edition=edition.public_id,
            params__association=slug,
        )
        .order_by("-created_at", "-pk")
        .first()
    )
    if job is None:
        return {"panel": None, "result": None, "startable": True}
    panel = jobs.panel_of(job, at=timezone.now())
    outdated = job.params["revision"] != edition.revision
    # The same words measured on the same day are the same run.
    today = criteria_desk.today_for(edition, timezone.now()).isoformat()
    over = panel.state in {"canceled", "expired"}
    startable = not panel.under_way and (outdated or over or job.params["on"] != today)
    result = _result(job, association) if panel.state == "ready" else None
    return {"panel": panel, "result": result, "outdated": outdated, "startable": startable}


def _result(job: Job, association: Association | None) -> dict[str, Any]:
    facts = job.result
    names = {}
    if association:
        people = portfolios.known_to(association)
        names = {services.pseudonym(one): one.name for one in people}
    return {
        **facts,
        "categories": [
            {"name": wording.pick(one["name"]), **_movement(one["shifts"])}
            for one in facts["categories"]
        ],
        "rows": [[names.get(row[0], row[0]), *row[1:]] for row in facts["rows"]],
    }


def _movement(shifts: dict[str, int]) -> dict[str, Any]:
    """How many stay, lose and win; every other change is told by its two states."""
    moves = {tuple(key.split(">")): n for key, n in shifts.items()}
    lost = sum(n for (was, now), n in moves.items() if was == "met" != now)
    won = sum(n for (was, now), n in moves.items() if now == "met" != was)
    stay = sum(n for (was, now), n in moves.items() if was == now)
    return {
        "met_before": sum(n for (was, _now), n in moves.items() if was == "met"),
        "met_after": sum(n for (_was, now), n in moves.items() if now == "met"),
        "lost": lost,
        "won": won,
        "other": sum(moves.values()) - lost - won - stay,
        "unchanged": stay,
    }

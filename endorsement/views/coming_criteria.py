"""For a coordinator: the criteria that hold, those that are coming, and what they would change."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from endorsement import wording
from endorsement.models import Association, Edition
from endorsement.permissions import PersonRequest, association_for_coordinator, signed_in
from endorsement.selectors import criteria_desk, cycle_rules
from endorsement.selectors.criteria_changes import differences
from endorsement.selectors.overlays import overlay_of
from endorsement.views.coordination import desk_crumb
from endorsement.views.criteria import dry_runs, previews
from endorsement.views.criteria.editions import STANDINGS


def _editions(association: Association) -> Any:
    """What was submitted or published; a draft is its author's."""
    rows = Edition.objects.filter(scheme__overlays__association=association)
    return rows.exclude(state=Edition.State.DRAFT).select_related("scheme", "copied_from")


@require_safe
@signed_in
def coming_criteria(request: PersonRequest, slug: str) -> HttpResponse:
    """The editions of the association's scheme, newest first."""
    association = association_for_coordinator(request.person, slug)
    today = association.day_of(timezone.now())
    rows = []
    holding = None
    for edition in _editions(association).order_by("-effective_from", "-pk"):
        standing = edition.standing(today)
        if standing == "in_force":
            standing = "ended" if holding else standing
            holding = holding or edition
        rows.append({"edition": edition, "standing": STANDINGS[standing]})
    context = {"association": association, "rows": rows, "crumbs": _crumbs(slug)}
    return render(request, "endorsement/coordination/criteria.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def coming_edition(request: PersonRequest, slug: str, public_id: str) -> HttpResponse:
    """What differs from today, a preview with a portfolio, a dry run of one's own association."""
    association = association_for_coordinator(request.person, slug)
    edition = _editions(association).filter(public_id=public_id).first()
    if edition is None:
        raise Http404
    if request.method == "POST":
        dry_runs.ask(request, edition, association)
        return redirect("endorsement:coming_edition", slug, public_id)
    today = association.day_of(timezone.now())
    base = criteria_desk.in_force(edition, today)
    if base and base.pk == edition.pk:
        base = edition.copied_from
    document = criteria_desk.document_of(edition)
    context = {
        "association": association,
        "edition": edition,
        "standing": STANDINGS[edition.standing(today)],
        "base": base,
        "differences": differences(criteria_desk.document_of(base), document) if base else [],
        "own_days": _own_days(association),
        "misfits": [wording.misfit(one) for one in cycle_rules.misfits(edition, association)],
        **dry_runs.shown(request.user, edition, association),
        **previews.previewed(request, edition, [association], known_only=True),
        "crumbs": [*_crumbs(slug, linked=True), {"label": str(edition)}],
    }
    # The base of the preview is today's edition as well.
    context["base"] = base
    return render(request, "endorsement/coordination/coming_edition.html", context)


def _own_days(association: Association) -> bool:
    """Whether the association renews on days that it set itself."""
    own = overlay_of(association)
    return own is not None and bool(own.renewal)


def _crumbs(slug: str, *, linked: bool = False) -> list[dict[str, str]]:
    here = {"label": _("Criteria")}
    if linked:
        here["url"] = reverse("endorsement:coming_criteria", args=[slug])
    return [
        desk_crumb(slug),
        here,
    ]

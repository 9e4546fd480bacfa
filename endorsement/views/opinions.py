"""Opinions side by side: requirement by requirement, with reasons, once they may be read."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from endorsement import wording
from endorsement.forms.desk import AssignForm
from endorsement.forms.refused import show
from endorsement.forms.sent import sent
from endorsement.models import Review, ReviewFinding
from endorsement.permissions import PersonRequest, signed_in
from endorsement.refusals import Refused
from endorsement.rules.workflow import MOVES, Action
from endorsement.selectors import applications, opinions, proposals, review_work, verdicts
from endorsement.selectors.opinions import Opinion
from endorsement.selectors.verdicts import Judged
from endorsement.services import application as services
from endorsement.services import conflict
from endorsement.views.applications import category_name

FINDINGS = dict(ReviewFinding.Verdict.choices)


@require_safe
@signed_in
def review_opinions(request: PersonRequest, public_id: str) -> HttpResponse:
    """The reviewer's own opinion beside the others', once everybody had handed in."""
    review = applications.for_reviewer(request.person, public_id)
    peers = opinions.of_peers(review)
    if not peers:
        raise Http404
    found = verdicts.of_application(review.application)
    context = {
        "review": review,
        "association": review.association,
        "who": review_work.applicant_name(review),
        "category": category_name(review.application),
        "again": opinions.looking_again(review) and review.state == Review.State.ASSIGNED,
        **side_by_side(found, [opinions.of_row(review), *peers], own=review.reviewer_id),
        "crumbs": [
            {"label": _("Reviews"), "url": reverse("endorsement:review_list")},
            {
                "label": category_name(review.application),
                "url": reverse("endorsement:review", args=[review.public_id]),
            },
            {"label": _("Side by side")},
        ],
    }
    return render(request, "endorsement/reviews/opinions.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def coordinator_opinions(request: PersonRequest, slug: str, public_id: str) -> HttpResponse:
    """What the reviewers think, what most of them propose, and a third reviewer on a split."""
    application = applications.for_coordinator(request.person, slug, public_id)
    association = application.association
    candidates = proposals.candidates(application, association.day_of(timezone.now()))
    form = AssignForm(sent(request), candidates=candidates)
    if request.method == "POST" and form.is_valid():
        try:
            services.ask_third(
                application=application,
                reviewer=form.cleaned_data["reviewer"],
                coordinator=request.person,
                at=timezone.now(),
            )
        except Refused as refused:
            conflict.keep_refusal(refused, actor=request.person, at=timezone.now())
            show(form, refused)
            application.refresh_from_db()
        else:
            messages.success(request, _("A third reviewer has been asked."))
            return redirect("endorsement:coordinator_opinions", slug, public_id)
    known = opinions.for_coordinator(application)
    agreed = opinions.judged_alike(known, on_findings=association.overlay.agree_on_findings)
    proposal = opinions.proposal(known)
    asked = any(one.third for one in known)
    context = {
        "application": application,
        "association": association,
        "who": str(application.person),
        "category": category_name(application),
        "agreed": agreed,
        "proposal": Review.Recommendation(proposal).label if proposal else "",
        "third_asked": asked,
        "may_ask": bool(known)
        and not agreed
        and not asked
        and Action.ASK_THIRD in MOVES.actions(application.state, "coordinator"),
        "form": form,
        **side_by_side(verdicts.of_application(application), known),
        "before": opinions.earlier(application),
        "crumbs": [
            {"label": _("Desk"), "url": reverse("endorsement:coordinator_queue", args=[slug])},
            {
                "label": str(application.person),
                "url": reverse("endorsement:coordinator_application", args=[slug, public_id]),
            },
            {"label": _("Side by side")},
        ],
    }
    status = 422 if form.errors else 200
    return render(request, "endorsement/coordination/opinions.html", context, status=status)


def side_by_side(
    found: Judged | None, known: Sequence[Opinion], own: int | None = None
) -> dict[str, Any]:
    """The opinions as columns and the requirements as rows, those that differ first."""
    names = found.names() if found else {}
    differing = opinions.differing(known)
    labels = _labels(found, names) if found else {}
    rows = [
        {
            "title": wording.title(leaf, names),
            "differs": leaf.id in differing,
            "said": [_about(one, leaf.id, labels) for one in known],
        }
        for leaf in (found.leaves if found else ())
    ]
    ticks = sorted({competency for one in known for competency in one.ticks})
    return {
        "columns": [{"opinion": one, "own": one.reviewer.pk == own} for one in known],
        "rows": sorted(rows, key=lambda row: not row["differs"]),
        "ticks": [
            {
                "title": wording.word(competency, names),
                "differs": len({one.ticks.get(competency, ("",))[0] for one in known}) > 1,
                "said": [_tick(one, competency) for one in known],
            }
            for competency in ticks
        ],
    }


def _about(one: Opinion, requirement: str, labels: dict[str, str]) -> dict[str, Any]:
    verdict, reason = one.findings.get(requirement, ("", ""))
    return {
        "verdict": str(FINDINGS[verdict]) if verdict else str(_("left open")),
        "code": verdict,
        "reason": reason,
        "items": [
            {
                "name": labels.get(key) or key,
                "verdict": _("let it count") if said[0] == "accept" else _("did not let it count"),
                "reason": said[1],
            }
            for key, said in one.about(requirement)
        ],
    }


def _tick(one: Opinion, competency: str) -> dict[str, Any]:
    met, reason = one.ticks.get(competency, ("", ""))
    said = {"met": _("met"), "not_met": _("not met")}.get(met, _("left open"))
    return {"verdict": str(said), "code": met, "reason": reason, "items": []}


def _labels(found: Judged, names: wording.Names) -> dict[str, str]:
    """What single pieces of evidence are called."""
    known = {one.key: one.title or wording.word(one.kind, names) for one in found.portfolio.entries}
    known |= {one.key: wording.word(one.role, names) for one in found.portfolio.references}
    known |= {one.document: wording.word(one.document, names) for one in found.portfolio.uploads}
    return known

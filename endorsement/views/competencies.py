"""The competency map of a category, and linking entries to its rows."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from endorsement import wording
from endorsement.forms.competency import LinkForm
from endorsement.forms.refused import show
from endorsement.models import Association, Edition
from endorsement.permissions import PersonRequest, signed_in, today_in
from endorsement.refusals import Refused
from endorsement.rules.facts import Portfolio
from endorsement.selectors import competency_links, competency_map, frameworks, measure
from endorsement.services import competency as service
from endorsement.views.measuring import measuring

form_view = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@signed_in
def competency_maps(request: PersonRequest) -> HttpResponse:
    """Every category with how many of its areas have evidence."""
    chosen = measuring(request)
    found = _measure(request, chosen.association)
    cards = []
    for standing in found.standings if found and chosen.association else ():
        areas = competency_map.build(request.person, chosen.association, found, standing)
        rows = [row for area in areas for row in area.rows]
        cards.append(
            {
                "category": standing.category,
                "rows": len(rows),
                "filled": sum(bool(row.evidence) for row in rows),
            }
        )
    context = {"measuring": chosen, "cards": cards, "crumbs": _crumbs()}
    return render(request, "endorsement/competencies/maps.html", context)


@require_safe
@signed_in
def competency_map_of(request: PersonRequest, code: str) -> HttpResponse:
    """One category: each knowledge and skill area with its evidence, empty ones first."""
    chosen = measuring(request)
    found = _measure(request, chosen.association)
    standing = _standing(found, code)
    areas = competency_map.build(request.person, chosen.association, found, standing)
    context = {
        "association": chosen.association,
        "category": standing.category,
        "areas": [_area(area, standing.category.code) for area in areas],
        "sentences": competency_map.coverage_sentences(found, standing),
        "verdict": standing.verdict,
        "label": wording.state(standing.verdict),
        "crumbs": _crumbs({"label": wording.pick(standing.category.name)}),
    }
    return render(request, "endorsement/competencies/map.html", context)


@form_view
@signed_in
def competency_link(request: PersonRequest, code: str, competency: str) -> HttpResponse:
    """Link one of one's entries to a row; a message says what is met by it."""
    chosen = measuring(request)
    found = _measure(request, chosen.association)
    standing = _standing(found, code)
    framework, name = _competency(found, competency)
    form = LinkForm(request.POST or None, person=request.person, framework=framework)
    back = reverse("endorsement:competency_map", args=[code])
    if request.method == "POST" and form.is_valid():
        try:
            service.link_entry(
                entry=form.chosen(),
                competency=competency,
                sentence=form.cleaned_data["sentence"],
                at=timezone.now(),
            )
        except Refused as refused:
            show(form, refused)
        else:
            messages.success(request, _("The entry is linked to “%(row)s”.") % {"row": name})
            more = competency_map.with_link(found.facts, form.chosen(), competency)
            for sentence in _sentences(request, found, more, found.facts, lost=False):
                messages.success(request, sentence)
            return redirect(back)
    category = wording.pick(standing.category.name)
    context = {
        "form": form,
        "name": name,
        "back": back,
        "crumbs": _crumbs({"label": category, "url": back}, {"label": name}),
    }
    status = 422 if form.errors else 200
    return render(request, "endorsement/competencies/link.html", context, status=status)


@form_view
@signed_in
def competency_unlink(request: PersonRequest, public_id: str) -> HttpResponse:
    """Say what would no longer be met, then take the link away and say it again."""
    link = competency_links.for_owner(request.person, public_id)
    chosen = measuring(request)
    found = _measure(request, chosen.association)
    less = competency_map.without_link(request.person, found.facts, link) if found else None
    lost = _sentences(request, found, found.facts, less, lost=True) if found and less else []
    names = frameworks.names([link.entry.framework])
    name = wording.word(link.competency, names)
    back = reverse("endorsement:competency_maps")
    if request.method == "POST":
        service.unlink_entry(link=link)
        messages.success(request, _("The link to “%(row)s” is removed.") % {"row": name})
        for sentence in lost:
            messages.warning(request, sentence)
        return redirect(back)
    context = {
        "name": name,
        "link": link,
        "lost": lost,
        "back": back,
        "crumbs": _crumbs({"label": _("Remove a link")}),
    }
    return render(request, "endorsement/competencies/unlink.html", context)


def _measure(request: PersonRequest, association: Association | None) -> measure.Measure | None:
    if association is None:
        return None
    try:
        return measure.measure(request.person, association, today_in(association))
    except Edition.DoesNotExist:
        return None


def _standing(found: measure.Measure | None, code: str) -> measure.Standing:
    for standing in found.standings if found else ():
        if standing.category.code == code:
            return standing
    raise Http404


def _competency(found: measure.Measure | None, reference: str) -> tuple[str, str]:
    """The framework that has the competency, and its name.

    :raises Http404: when none that the edition reads has it.
    """
    for framework in found.criteria.frameworks if found else ():
        for area in frameworks.areas(framework):
            for code, name in area.competencies:
                if code == reference:
                    return framework, name
    raise Http404


def _sentences(
    request: PersonRequest, found: measure.Measure, more: Portfolio, less: Portfolio, *, lost: bool
) -> list[str]:
    """One sentence for each category that changes."""
    association = measuring(request).association
    changes = competency_map.difference(found, more, less, today_in(association))
    return [wording_of(change, lost=lost) for change in changes]


def wording_of(change: competency_map.Change, *, lost: bool) -> str:
    """Which areas, requirements and category change, in one sentence."""
    # The same thing may be an area and a requirement of its own.
    named = dict.fromkeys((*change.areas, *change.requirements))
    what = {"category": change.category, "list": "; ".join(named)}
    if lost:
        if change.whole:
            return _("%(category)s: no longer met, for lack of %(list)s.") % what
        return _("%(category)s: not met without it: %(list)s.") % what
    if change.whole:
        return _("%(category)s: now met as a whole, with %(list)s.") % what
    return _("%(category)s: now met: %(list)s.") % what


def _area(area: competency_map.AreaRows, code: str) -> dict[str, Any]:
    rows = [
        {
            "name": row.name,
            "evidence": [{"piece": piece, "kind": _kind(piece.kind)} for piece in row.evidence],
            "link_url": reverse("endorsement:competency_link", args=[code, row.reference])
            if row.name
            else "",
        }
        for row in area.rows
    ]
    return {
        "reference": area.reference.replace(":", "-"),
        "name": area.name,
        "rows": rows,
        "filled": area.filled,
        "verdict": area.verdict,
        "label": wording.state(area.verdict) if area.verdict else "",
    }


def _kind(kind: str) -> str:
    known = {"rating": _("Reference rating"), "rsc": _("Reflective supervision")}
    return known.get(kind) or wording.word(kind)


def _crumbs(*more: dict[str, str]) -> list[dict[str, str]]:
    maps = {"label": _("Competency map"), "url": reverse("endorsement:competency_maps")}
    portfolio = {"label": _("Portfolio"), "url": reverse("endorsement:portfolio")}
    return [portfolio, maps, *more]

"""The competency map of a category, and linking entries to its rows."""

from dataclasses import dataclass
from datetime import date
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
from endorsement.selectors.competency_rows import AreaRows
from endorsement.services import competency as service
from endorsement.views.measuring import measuring

form_view = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@signed_in
def competency_maps(request: PersonRequest) -> HttpResponse:
    """Every category with how many of its areas have evidence."""
    chosen = measuring(request)
    here = _measured(request)
    cards = _cards(request, here) if here else []
    context = {"measuring": chosen, "cards": cards, "crumbs": _crumbs()}
    return render(request, "endorsement/competencies/maps.html", context)


def _cards(request: PersonRequest, here: "Measured") -> list[dict[str, Any]]:
    cards = []
    known = competency_map.fetch(request.person, here.association, here.found)
    for standing in here.found.standings:
        areas = competency_map.build(known, standing)
        rows = [row for area in areas for row in area.rows]
        filled = sum(bool(row.evidence) for row in rows)
        cards.append({"category": standing.category, "rows": len(rows), "filled": filled})
    return cards


@require_safe
@signed_in
def competency_map_of(request: PersonRequest, code: str) -> HttpResponse:
    """One category: each knowledge and skill area with its evidence, empty ones first."""
    here = _measured_or_404(request)
    found, standing = here.found, _standing(here.found, code)
    areas = competency_map.build(
        competency_map.fetch(request.person, here.association, found), standing
    )
    context = {
        "association": here.association,
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
    here = _measured_or_404(request)
    found, standing = here.found, _standing(here.found, code)
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
            for sentence in _sentences(here, more, found.facts, lost=False):
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
    here = _measured(request)
    lost = []
    if here:
        known = here.found.facts
        less = competency_map.without_link(request.person, known, link)
        lost = _sentences(here, known, less, lost=True)
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


@dataclass(frozen=True)
class Measured:
    """The association one measures by, the measure, and the association's day."""

    association: Association
    found: measure.Measure
    on: date


def _measured(request: PersonRequest) -> Measured | None:
    """None where there is nothing to measure by."""
    association = measuring(request).association
    if association is None:
        return None
    on = today_in(association)
    try:
        return Measured(association, measure.measure(request.person, association, on), on)
    except Edition.DoesNotExist:
        return None


def _measured_or_404(request: PersonRequest) -> Measured:
    here = _measured(request)
    if here is None:
        raise Http404
    return here


def _standing(found: measure.Measure, code: str) -> measure.Standing:
    for standing in found.standings:
        if standing.category.code == code:
            return standing
    raise Http404


def _competency(found: measure.Measure, reference: str) -> tuple[str, str]:
    """The framework that has the competency, and its name.

    :raises Http404: when none that the edition reads has it.
    """
    for framework in found.criteria.frameworks:
        for area in frameworks.areas(framework):
            for code, name in area.competencies:
                if code == reference:
                    return framework, name
    raise Http404


def _sentences(here: Measured, more: Portfolio, less: Portfolio, *, lost: bool) -> list[str]:
    """One sentence for each category that changes."""
    changes = competency_map.difference(here.found, more, less, here.on)
    return [_sentence(change, lost=lost) for change in changes]


def _sentence(change: competency_map.Change, *, lost: bool) -> str:
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


def _area(area: AreaRows, code: str) -> dict[str, Any]:
    rows = [
        {
            "name": row.name,
            "evidence": [{"piece": piece, "kind": kind_word(piece.kind)} for piece in row.evidence],
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


def kind_word(kind: str) -> str:
    """A kind of evidence in words."""
    known = {"rating": _("Reference rating"), "rsc": _("Reflective supervision")}
    return known.get(kind) or wording.word(kind)


def _crumbs(*more: dict[str, str]) -> list[dict[str, str]]:
    maps = {"label": _("Competency map"), "url": reverse("endorsement:competency_maps")}
    portfolio = {"label": _("Portfolio"), "url": reverse("endorsement:portfolio")}
    return [portfolio, maps, *more]

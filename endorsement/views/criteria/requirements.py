"""One requirement: a new one, and its form with what the parser says about it."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from endorsement import wording
from endorsement.forms.criteria.moves import NewRequirementForm
from endorsement.forms.criteria.naming import naming
from endorsement.forms.criteria.requirement import RequirementForm
from endorsement.models import Edition
from endorsement.rules import drafting
from endorsement.selectors import criteria_desk
from endorsement.views.criteria import saving
from endorsement.views.criteria.doors import StaffRequest, for_administrators, page
from endorsement.views.criteria.places import At, document_of, found, name_of, trail

Plain = dict[str, Any]


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def add(request: StaffRequest, public_id: str, category: str, purpose: str) -> HttpResponse:
    """A new requirement or group: its kind, its name, where it stands."""
    edition = criteria_desk.editable(request.user, public_id)
    document = document_of(edition, category, purpose)
    form = NewRequirementForm(
        saving.posted(request, edition),
        groups=_groups(document, category, purpose),
        group=request.GET.get("group", purpose),
        revision=edition.revision,
    )
    others = saving.others_changes(request, edition)
    if request.method == "POST" and not others and form.is_valid():
        stem = form.cleaned_data["id"] or form.cleaned_data["kind"]
        code = drafting.new_id(document, category, purpose, stem)
        changed = drafting.add(
            document, category, purpose, form.cleaned_data["group"], form.node(code)
        )
        if saving.save_form(request, edition, form, changed):
            return redirect("criteria:requirement", public_id, category, purpose, code)
    context = {
        "edition": edition,
        "form": form,
        "others": others,
        "button": _("Add it and go on"),
        "locked": edition.state != Edition.State.DRAFT,
    }
    return page(
        request,
        "form",
        context,
        title=_("New requirement"),
        crumbs=trail(edition, document, category, purpose),
        status=409 if others else 422 if form.errors else 200,
    )


def _groups(document: Plain, category: str, purpose: str) -> list[tuple[str, str]]:
    groups = [
        (place.id, f"{'– ' * place.depth}{name_of(place)}")
        for place in drafting.outline(document, category, purpose)
        if place.is_group
    ]
    return groups or [(purpose, _("All requirements"))]


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def requirement(
    request: StaffRequest, public_id: str, category: str, purpose: str, code: str
) -> HttpResponse:
    """One requirement: its form, its sentence, and what the parser says about it."""
    at = found(request.user, public_id, category, purpose, code)
    form = RequirementForm(
        saving.posted(request, at.edition),
        place=at.place,
        naming=naming(at.document, category, purpose),
        revision=at.edition.revision,
    )
    others = saving.others_changes(request, at.edition)
    if request.method == "POST" and not others and form.is_valid():
        node = form.document()
        if saving.save_form(request, at.edition, form, at.changed(node)):
            return _saved(request, at, node)
    return _requirement_page(request, at, form, others)


def _saved(request: StaffRequest, at: At, node: Plain) -> HttpResponse:
    """To the conditions that are to be changed, else back to the form when something is wrong with
    it, else to the outline.
    """
    where = _condition_next(request, at.place.node, node)
    if where:
        return redirect("criteria:condition", *at.keys, where)
    if at.own(criteria_desk.problems(at.edition)):
        messages.warning(
            request, _("Saved in the draft, with mistakes. It cannot be submitted like this.")
        )
        return redirect("criteria:requirement", *at.keys)
    messages.success(request, _("Saved in the draft."))
    return redirect("criteria:tree", at.edition.public_id, at.category, at.purpose)


def _condition_next(request: StaffRequest, before: Plain, node: Plain) -> str:
    """The condition that was asked for, or that has just become one built of others."""
    wanted = request.POST.get("then", "")
    known = {one.where: one for one in drafting.spots(node)}
    if wanted in known:
        return wanted
    old = {one.where: one.condition for one in drafting.spots(before)}
    for where, spot in known.items():
        compound = spot.condition == {} or drafting.is_compound(spot.condition)
        if compound and spot.condition != old.get(where):
            return where
    return ""


def _requirement_page(
    request: StaffRequest, at: At, form: RequirementForm, others: list[Any]
) -> HttpResponse:
    rest: list[str] = []
    refused = request.method == "POST" and not form.is_valid()
    if request.method != "POST":
        wrong = at.own(criteria_desk.problems(at.edition))
        rest = _beside(form, wrong) if wrong else []
    known = criteria_desk.names(at.document)
    context = {
        "edition": at.edition,
        "category": at.category,
        "purpose": at.purpose,
        "place": at.place,
        "form": form,
        "sections": form.sections(_spots(at.place.node, known)),
        "kind": form.kind,
        "sentence": criteria_desk.sentence(at.document, at.purpose, at.place, known),
        "wrong": rest,
        "others": others,
        "locked": at.locked,
    }
    return page(
        request,
        "requirement",
        context,
        title=name_of(at.place),
        crumbs=at.trail(),
        status=409 if others else 422 if refused else 200,
    )


@dataclass(frozen=True)
class SpotRow:
    """A part of the requirement that may be for some people only, with for whom it is."""

    where: str
    part: str
    name: str
    whom: str
    row: str


def _spots(node: Plain, known: wording.Names) -> list[SpotRow]:
    """Places for conditions, but `when` itself only while it is built of others."""
    return [
        SpotRow(
            one.where,
            one.part,
            wording.word(one.about, known) if one.about else "",
            criteria_desk.for_whom(one.condition, known) if one.condition is not None else "",
            one.row,
        )
        for one in drafting.spots(node)
        if one.part != "when" or drafting.is_compound(one.condition)
    ]


def _beside(form: RequirementForm, wrong: list[Any]) -> list[str]:
    """Bind the form to what the draft says, so that mistakes can stand at their fields."""
    bound = {form.add_prefix(name): field.initial for name, field in form.fields.items()} | {
        "revision": form.initial["revision"]
    }
    form.data, form.is_bound = bound, True
    return form.put(wrong)

"""A category's requirement tree as an outline, and one requirement as a form."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from endorsement import wording
from endorsement.forms.criteria.kinds import KINDS
from endorsement.forms.criteria.moves import NewRequirementForm
from endorsement.forms.criteria.naming import naming
from endorsement.forms.criteria.requirement import RequirementForm
from endorsement.models import Edition
from endorsement.permissions import administers
from endorsement.rules import drafting
from endorsement.selectors import criteria_desk
from endorsement.selectors.criteria_changes import PURPOSES
from endorsement.views.criteria import saving
from endorsement.views.criteria.doors import (
    StaffRequest,
    crumb,
    for_administrators,
    for_moderators,
    page,
)

Plain = dict[str, Any]
STEPS = ("up", "down", "in", "out", "duplicate")


@require_safe
@for_moderators
def tree(request: StaffRequest, public_id: str, category: str, purpose: str) -> HttpResponse:
    """Everything the category asks for, top down, each requirement in words."""
    edition = criteria_desk.readable(request.user, public_id)
    document = _document(edition, category, purpose)
    published = edition.state == Edition.State.PUBLISHED
    wrong = [] if published else criteria_desk.problems(edition)
    rows = [_row(one) for one in criteria_desk.outline(document, category, purpose, wrong)]
    others = [
        {
            "url": reverse("criteria:tree", args=[public_id, category, one]),
            "label": str(PURPOSES[one]()),
            "current": one == purpose,
        }
        for one in criteria_desk.PURPOSES
    ]
    context = {
        "edition": edition,
        "category": category,
        "purpose": purpose,
        "rows": rows,
        "purposes": others,
        "may_edit": administers(request.user) and edition.state == Edition.State.DRAFT,
    }
    return page(
        request,
        "tree",
        context,
        title=_title(document, category, purpose),
        crumbs=[crumb(edition)],
    )


def _row(row: criteria_desk.Row) -> Plain:
    label = row.place.node.get("label")
    return {
        "place": row.place,
        "name": wording.pick(label) if label else _("All requirements"),
        "kind": KINDS[row.place.kind].name if row.place.kind in KINDS else "",
        "sentence": row.sentence,
        "wrong": [wording.mistake(error) for error in row.wrong],
        "can": row.place.can,
        # In steps, for a class: no page has an inline style.
        "depth": min(row.place.depth, 6),
    }


def _document(edition: Edition, category: str, purpose: str) -> Plain:
    document = criteria_desk.document_of(edition)
    known = category in (document.get("categories") or {}) and purpose in criteria_desk.PURPOSES
    if not known:
        raise Http404
    return document


def _title(document: Plain, category: str, purpose: str) -> str:
    name = wording.word(category, criteria_desk.names(document))
    return _("%(category)s: %(purpose)s") % {"category": name, "purpose": PURPOSES[purpose]()}


def _trail(edition: Edition, document: Plain, category: str, purpose: str) -> list[dict[str, str]]:
    address = reverse("criteria:tree", args=[edition.public_id, category, purpose])
    return [crumb(edition), {"url": address, "label": _title(document, category, purpose)}]


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def add(request: StaffRequest, public_id: str, category: str, purpose: str) -> HttpResponse:
    """A new requirement or group: its kind, its name, where it stands."""
    edition = criteria_desk.editable(request.user, public_id)
    document = _document(edition, category, purpose)
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
        crumbs=_trail(edition, document, category, purpose),
        status=409 if others else 422 if form.errors else 200,
    )


def _groups(document: Plain, category: str, purpose: str) -> list[tuple[str, str]]:
    found = []
    for place in drafting.outline(document, category, purpose):
        if place.is_group:
            label = place.node.get("label")
            name = wording.pick(label) if label else _("All requirements")
            found.append((place.id, f"{'– ' * place.depth}{name}"))
    return found or [(purpose, _("All requirements"))]


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def requirement(
    request: StaffRequest, public_id: str, category: str, purpose: str, code: str
) -> HttpResponse:
    """One requirement: its form, its sentence, and what the parser says about it."""
    edition = criteria_desk.editable(request.user, public_id)
    document = _document(edition, category, purpose)
    place = _place(document, category, purpose, code)
    form = RequirementForm(
        saving.posted(request, edition),
        place=place,
        naming=naming(document, category, purpose),
        revision=edition.revision,
    )
    others = saving.others_changes(request, edition)
    if request.method == "POST" and not others and form.is_valid():
        changed = drafting.replace(document, category, purpose, code, form.document())
        if saving.save_form(request, edition, form, changed):
            return _saved(request, edition, changed, category, purpose, code)
    return _requirement_page(request, edition, document, place, form, others, category, purpose)


def _saved(
    request: StaffRequest,
    edition: Edition,
    document: Plain,
    category: str,
    purpose: str,
    code: str,
) -> HttpResponse:
    """To the outline when it is sound, else back to the form, which says what is not."""
    place = drafting.find(document, category, purpose, code)
    wrong = [one for one in criteria_desk.problems(edition) if one.path.startswith(place.path)]
    if wrong and not place.is_group:
        messages.warning(
            request, _("Saved in the draft, with mistakes. It cannot be submitted like this.")
        )
        return redirect("criteria:requirement", edition.public_id, category, purpose, code)
    messages.success(request, _("Saved in the draft."))
    return redirect("criteria:tree", edition.public_id, category, purpose)


def _requirement_page(
    request: StaffRequest,
    edition: Edition,
    document: Plain,
    place: drafting.Place,
    form: RequirementForm,
    others: list[Any],
    category: str,
    purpose: str,
) -> HttpResponse:
    rest: list[str] = []
    refused = request.method == "POST" and not form.is_valid()
    wrong = [one for one in criteria_desk.problems(edition) if one.path.startswith(place.path)]
    if request.method != "POST" and wrong and not place.is_group:
        rest = _beside(form, wrong)
    known = criteria_desk.names(document)
    label = place.node.get("label")
    context = {
        "edition": edition,
        "category": category,
        "purpose": purpose,
        "place": place,
        "form": form,
        "kind": form.kind,
        "sentence": criteria_desk.sentence(document, purpose, place, known),
        "wrong": rest,
        "others": others,
        "locked": edition.state != Edition.State.DRAFT,
    }
    return page(
        request,
        "requirement",
        context,
        title=wording.pick(label) if label else _("All requirements"),
        crumbs=_trail(edition, document, category, purpose),
        status=409 if others else 422 if refused else 200,
    )


def _beside(form: RequirementForm, wrong: list[Any]) -> list[str]:
    """Bind the form to what the draft says, so that mistakes can stand at their fields."""
    bound = {form.add_prefix(name): field.initial for name, field in form.fields.items()} | {
        "revision": form.initial["revision"]
    }
    form.data, form.is_bound = bound, True
    return form.put(wrong)


def _place(document: Plain, category: str, purpose: str, code: str) -> drafting.Place:
    try:
        place = drafting.find(document, category, purpose, code)
    except KeyError:
        raise Http404 from None
    if place.kind not in KINDS:
        raise Http404
    return place


@require_POST
@for_administrators
def step(
    request: StaffRequest, public_id: str, category: str, purpose: str, code: str
) -> HttpResponse:
    """Up, down, into the group before, out of its group, once more."""
    edition = criteria_desk.editable(request.user, public_id)
    _document(edition, category, purpose)
    wanted = request.POST.get("step", "")
    if wanted not in STEPS:
        raise Http404

    def stepped(document: Plain) -> Plain:
        if wanted == "duplicate":
            return drafting.duplicate(document, category, purpose, code)
        return drafting.move(document, category, purpose, code, wanted)

    try:
        saving.save_step(request, edition, stepped)
    except (drafting.CannotMove, KeyError):
        messages.error(request, _("There is no place for it in that direction."))
    address = reverse("criteria:tree", args=[public_id, category, purpose])
    return redirect(f"{address}#at-{code}")


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def delete(
    request: StaffRequest, public_id: str, category: str, purpose: str, code: str
) -> HttpResponse:
    """Asks once more, then takes a requirement and everything in it out of the draft."""
    edition = criteria_desk.editable(request.user, public_id)
    document = _document(edition, category, purpose)
    place = _place(document, category, purpose, code)
    if request.method == "POST":
        if saving.save_step(
            request, edition, lambda said: drafting.remove(said, category, purpose, code)
        ):
            messages.success(request, _("It is not in this draft any more."))
        return redirect("criteria:tree", public_id, category, purpose)
    inside = len(drafting.children_of(place.node) or ())
    question = _("Take this requirement out of the draft?")
    if inside:
        question = _("Take this group and everything in it out of the draft?")
    context = {"edition": edition, "question": question, "button": _("Take it out")}
    label = place.node.get("label")
    return page(
        request,
        "confirm",
        context,
        title=wording.pick(label) if label else _("All requirements"),
        crumbs=_trail(edition, document, category, purpose),
    )

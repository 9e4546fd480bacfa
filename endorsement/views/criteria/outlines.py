"""A category's requirements as an outline: moving them, taking them out."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from endorsement import wording
from endorsement.forms.criteria.kinds import KINDS
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
from endorsement.views.criteria.places import document_of, name_of, place_of, title_of, trail

Plain = dict[str, Any]
STEPS = ("up", "down", "in", "out", "duplicate")


@require_safe
@for_moderators
def tree(request: StaffRequest, public_id: str, category: str, purpose: str) -> HttpResponse:
    """Everything the category asks for, top down, each requirement in words."""
    edition = criteria_desk.readable(request.user, public_id)
    document = document_of(edition, category, purpose)
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
        title=title_of(document, category, purpose),
        crumbs=[crumb(edition)],
    )


def _row(row: criteria_desk.Row) -> Plain:
    return {
        "place": row.place,
        "name": name_of(row.place),
        "kind": KINDS[row.place.kind].name if row.place.kind in KINDS else "",
        "sentence": row.sentence,
        "wrong": [wording.mistake(error) for error in row.wrong],
        "can": row.place.can,
        # In steps, for a class: no page has an inline style.
        "depth": min(row.place.depth, 6),
    }


@require_POST
@for_administrators
def step(
    request: StaffRequest, public_id: str, category: str, purpose: str, code: str
) -> HttpResponse:
    """Up, down, into the group before, out of its group, once more."""
    edition = criteria_desk.editable(request.user, public_id)
    document_of(edition, category, purpose)
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
    document = document_of(edition, category, purpose)
    place = place_of(document, category, purpose, code)
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
    return page(
        request,
        "confirm",
        context,
        title=name_of(place),
        crumbs=trail(edition, document, category, purpose),
    )

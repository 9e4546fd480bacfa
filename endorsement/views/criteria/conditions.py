"""A condition of a requirement on a page of its own; what is built of others leads to each of them."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from endorsement import wording
from endorsement.forms.criteria.conditions import SORTS, ConditionForm, sort_of
from endorsement.forms.criteria.naming import naming
from endorsement.rules import drafting
from endorsement.selectors import criteria_desk
from endorsement.views.criteria import saving
from endorsement.views.criteria.doors import StaffRequest, for_administrators, page
from endorsement.views.criteria.places import At, found, name_of

Plain = dict[str, Any]
MOST_LEVELS = 20


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def condition(
    request: StaffRequest, public_id: str, category: str, purpose: str, code: str, where: str
) -> HttpResponse:
    """What it says, what it is built of, and what the parser says about it."""
    at = found(request.user, public_id, category, purpose, code)
    said = _said(at, where)
    if request.method == "POST" and request.POST.get("step"):
        return _stepped(request, at, where, said)
    form = ConditionForm(
        saving.posted(request, at.edition),
        condition=said,
        naming=naming(at.document, category, purpose),
        revision=at.edition.revision,
    )
    others = saving.others_changes(request, at.edition)
    if request.method == "POST" and not others and form.is_valid():
        now = form.condition()
        node = drafting.with_condition(at.place.node, where, now)
        if saving.save_form(request, at.edition, form, at.changed(node)):
            return _saved(request, at, where, now)
    return _page(request, at, where, said, form, others)


def _said(at: At, where: str) -> Any:
    try:
        return drafting.condition_at(at.place.node, where)
    except KeyError:
        raise Http404 from None


def _stepped(request: StaffRequest, at: At, where: str, said: Any) -> HttpResponse:
    """One more condition inside this one, or one of them taken out."""
    wanted = request.POST["step"]
    inside = dict(drafting.parts_of(said))
    key = sort_of(said)
    if wanted == "add" and key in drafting.OF_SEVERAL and where.count("/") < 2 * MOST_LEVELS:
        then, changed = f"{where}/{key}/{len(inside)}", {key: [*inside.values(), {}]}
    elif wanted in inside and key in drafting.OF_SEVERAL:
        then = where
        changed = {key: [one for way, one in inside.items() if way != wanted]}
    else:
        raise Http404
    node = drafting.with_condition(at.place.node, where, changed)
    if not saving.save_step(request, at.edition, lambda _document: at.changed(node)):
        then = where
    return redirect("criteria:condition", *at.keys, then)


def _saved(request: StaffRequest, at: At, where: str, now: Any) -> HttpResponse:
    """One that is built of others stays open; else back to what it is inside of."""
    messages.success(request, _("Saved in the draft."))
    if drafting.is_compound(now):
        return redirect("criteria:condition", *at.keys, where)
    return redirect(_around(at, where))


def _around(at: At, where: str) -> str:
    """The page of the condition around this one, or of the requirement."""
    outer = _outer(where)
    known = {one.where for one in drafting.spots(at.place.node)}
    if where in known or not outer:
        return reverse("criteria:requirement", args=at.keys)
    return reverse("criteria:condition", args=[*at.keys, outer])


def _outer(where: str) -> str:
    """`when/all/0` lies in `when`, and so does `when/not`."""
    way = where.split("/")
    return "/".join(way[:-1] if way[-1] == "not" else way[:-2])


def _page(
    request: StaffRequest,
    at: At,
    where: str,
    said: Any,
    form: ConditionForm,
    others: list[Any],
) -> HttpResponse:
    known = criteria_desk.names(at.document)
    path = f"{at.place.path}.{drafting.path_of(where)}"
    wrong = [
        wording.mistake(one)
        for one in criteria_desk.problems(at.edition)
        if one.path == path or one.path.startswith((f"{path}.", f"{path}["))
    ]
    refused = request.method == "POST" and not form.is_valid()
    context = {
        "edition": at.edition,
        "form": form,
        "sentence": criteria_desk.for_whom(said, known) if said is not None else "",
        "everybody": said is None,
        "parts": [_part(at, where, way, one, known) for way, one in drafting.parts_of(said)],
        "several": sort_of(said) in drafting.OF_SEVERAL,
        "wrong": wrong if said is not None else [],
        "others": others,
        "locked": at.locked,
        "back": _around(at, where),
    }
    return page(
        request,
        "condition",
        context,
        title=_("Whom it is for: %(name)s") % {"name": name_of(at.place)},
        crumbs=[*at.trail(), *_trail(at, where)],
        status=409 if others else 422 if refused else 200,
    )


def _part(at: At, where: str, way: str, said: Any, known: wording.Names) -> Plain:
    return {
        "way": way,
        "url": reverse("criteria:condition", args=[*at.keys, f"{where}/{way}"]),
        "sentence": criteria_desk.for_whom(said, known),
        "sort": str(dict(SORTS)[sort_of(said) or ""]) if said else _("Nothing chosen yet"),
    }


def _trail(at: At, where: str) -> list[dict[str, str]]:
    """From the requirement down to the condition around this one."""
    found_at = reverse("criteria:requirement", args=at.keys)
    steps = [{"url": found_at, "label": name_of(at.place)}]
    outer = _around(at, where)
    if outer != found_at:
        steps.append({"url": outer, "label": _("The condition around it")})
    return steps

"""What an edition says for all of its categories, and what a category is called: forms."""

import re
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from endorsement import wording
from endorsement.forms.criteria.category import CategoryForm
from endorsement.forms.criteria.edition import ABOUT, FORMS
from endorsement.forms.criteria.section import SectionForm
from endorsement.models import Edition
from endorsement.selectors import criteria_desk
from endorsement.selectors.criteria_changes import SECTIONS
from endorsement.views.criteria import saving
from endorsement.views.criteria.doors import StaffRequest, crumb, for_administrators, page


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def section(request: StaffRequest, public_id: str, code: str) -> HttpResponse:
    """One part of what holds for every category."""
    edition = criteria_desk.editable(request.user, public_id)
    if code not in FORMS:
        raise Http404
    form = FORMS[code](**_made_from(request, edition))
    title = _("Names and days") if code == "about" else str(SECTIONS[code]())
    return _answer(request, edition, form, title, paths=ABOUT if code == "about" else (code,))


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def category_add(request: StaffRequest, public_id: str) -> HttpResponse:
    """A new category with an empty tree."""
    edition = criteria_desk.editable(request.user, public_id)
    form = CategoryForm(**_made_from(request, edition))
    return _answer(request, edition, form, _("New category"), paths=())


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def category_edit(request: StaffRequest, public_id: str, category: str) -> HttpResponse:
    """What a category is called and for whom it is."""
    edition = criteria_desk.editable(request.user, public_id)
    document = criteria_desk.document_of(edition)
    if category not in (document.get("categories") or {}):
        raise Http404
    form = CategoryForm(**_made_from(request, edition), code=category)
    name = wording.word(category, criteria_desk.names(document))
    return _answer(request, edition, form, name, paths=(f"categories.{category}",))


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def category_delete(request: StaffRequest, public_id: str, category: str) -> HttpResponse:
    """Asks once more, then takes a category with its requirements out of the draft."""
    edition = criteria_desk.editable(request.user, public_id)
    document = criteria_desk.document_of(edition)
    if category not in (document.get("categories") or {}):
        raise Http404
    if request.method == "POST":

        def without(said: dict[str, Any]) -> dict[str, Any]:
            kept = {code: one for code, one in said["categories"].items() if code != category}
            return {**said, "categories": kept}

        if saving.save_step(request, edition, without):
            messages.success(request, _("The category is not in this draft any more."))
        return redirect("criteria:edition", edition.public_id)
    name = wording.word(category, criteria_desk.names(document))
    context = {
        "edition": edition,
        "question": _("Take this category and everything it asks for out of the draft?"),
        "button": _("Take it out"),
    }
    title = _("Take out %(name)s") % {"name": name}
    return page(request, "confirm", context, title=title, crumbs=[crumb(edition)])


def _made_from(request: StaffRequest, edition: Edition) -> dict[str, Any]:
    return {
        "data": saving.posted(request, edition),
        "document": criteria_desk.document_of(edition),
        "revision": edition.revision,
    }


def _answer(
    request: StaffRequest, edition: Edition, form: SectionForm, title: str, *, paths: Sequence[str]
) -> HttpResponse:
    others = saving.others_changes(request, edition)
    ready = request.method == "POST" and not others and form.is_valid()
    if ready and saving.save_form(request, edition, form, form.changed()):
        messages.success(request, _("Saved in the draft."))
        if request.POST.get("then") == "stay":
            return redirect(request.path)
        return redirect("criteria:edition", edition.public_id)
    wrong = [
        wording.broken(error)
        for error in criteria_desk.problems(edition)
        if _about(error.path, paths)
    ]
    context = {
        "edition": edition,
        "form": form,
        "others": others,
        "wrong": wrong,
        "button": _("Save in the draft"),
        "stay": _("Save, and more rows") if form.grows else "",
        "locked": edition.state != Edition.State.DRAFT,
    }
    refused = bool(form.errors) and request.method == "POST"
    return page(
        request,
        "form",
        context,
        title=title,
        crumbs=[crumb(edition)],
        status=409 if others else 422 if refused else 200,
    )


def _about(path: str, paths: Sequence[str]) -> bool:
    """Whether a mistake is about these parts; requirements show their own."""
    keys = re.split(r"[.\[]", path)
    if len(keys) > 2 and keys[0] == "categories" and keys[2] in criteria_desk.PURPOSES:
        return False
    return any(path == one or path.startswith((f"{one}.", f"{one}[")) for one in paths)

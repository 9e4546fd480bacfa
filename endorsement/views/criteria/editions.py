"""The list of editions, one edition, and its way from a draft to being in force."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from endorsement import wording
from endorsement.forms.criteria.moves import ApproveForm, CopyForm, GiveBackForm, TakeBackForm
from endorsement.forms.refused import show
from endorsement.forms.sent import sent
from endorsement.models import Association, Edition
from endorsement.permissions import administers
from endorsement.refusals import Refused
from endorsement.selectors import criteria_desk, cycle_rules
from endorsement.selectors.criteria_changes import differences
from endorsement.services import edition as services
from endorsement.services import publication
from endorsement.views.criteria import overview
from endorsement.views.criteria.doors import (
    StaffRequest,
    crumb,
    for_administrators,
    for_moderators,
    page,
)

STANDINGS = {
    "draft": gettext_lazy("Draft"),
    "moderation": gettext_lazy("Waiting for approval"),
    "coming": gettext_lazy("Published, not in force yet"),
    "in_force": gettext_lazy("In force"),
    "ended": gettext_lazy("Ended"),
}


@require_safe
@for_moderators
def edition_list(request: StaffRequest) -> HttpResponse:
    """Every scheme with its editions, newest first."""
    schemes: dict[str, dict[str, Any]] = {}
    for edition in criteria_desk.visible_to(request.user):
        scheme = schemes.setdefault(
            edition.scheme.code,
            {
                "name": wording.pick(edition.scheme.name),
                "rows": [],
                "differs": edition.scheme.differs,
            },
        )
        scheme["rows"].append({"edition": edition, **_standing(edition, scheme["rows"])})
    context = {"schemes": schemes.values(), "administers": administers(request.user)}
    return page(request, "list", context, title=_("Criteria"))


def _standing(edition: Edition, newer: Sequence[dict[str, Any]] = ()) -> dict[str, Any]:
    """Where the edition stands today; one without a last day ends when the next one is in force."""
    code = edition.standing(criteria_desk.today_for(edition, timezone.now()))
    if code == "in_force" and any(one["standing"] == "in_force" for one in newer):
        code = "ended"
    return {"standing": code, "standing_label": STANDINGS[code]}


@require_http_methods(["GET", "HEAD", "POST"])
@for_moderators
def edition(request: StaffRequest, public_id: str) -> HttpResponse:
    """What the edition says, what is wrong with it, and what can be done next."""
    row = criteria_desk.readable(request.user, public_id)
    forms = _forms(request, row)
    if request.method == "POST":
        move = request.POST.get("move", "")
        if _moved(request, row, move, forms):
            return redirect("criteria:edition", row.public_id)
        row = criteria_desk.readable(request.user, public_id)
    wrong = [] if row.state == Edition.State.PUBLISHED else criteria_desk.problems(row)
    document = criteria_desk.document_of(row)
    base = row.copied_from or criteria_desk.in_force(row, row.effective_from)
    followers = list(criteria_desk.followers(row).select_related("overlay"))
    context = {
        "edition": row,
        **_standing(row),
        "may_edit": administers(request.user) and row.state == Edition.State.DRAFT,
        "administers": administers(request.user),
        "may_take_back": administers(request.user) and _standing(row)["standing"] == "coming",
        "may_approve": criteria_desk.may_approve(request.user, row),
        "mine": row.submitted_by_id == request.person.pk,
        "wrong": [overview.mistake(row, document, error) for error in wrong],
        "categories": overview.categories(document),
        "sections": overview.sections(document),
        "base": base if base and base.pk != row.pk else None,
        "differences": differences(criteria_desk.document_of(base), document)
        if base and base.pk != row.pk
        else [],
        "followers": followers,
        "not_fitting": [] if wrong else _not_fitting(row, followers),
        "revisions": row.revisions.select_related("by")[:10],
        **forms,
    }
    refused = any(form.errors for form in forms.values())
    return page(
        request, "edition", context, title=str(row), crumbs=[], status=422 if refused else 200
    )


def _not_fitting(row: Edition, followers: Sequence[Association]) -> list[dict[str, Any]]:
    """Associations whose own days of renewal the edition contradicts, each with sentences."""
    found = [(one, cycle_rules.misfits(row, one)) for one in followers]
    return [
        {"association": one, "sentences": [wording.misfit(error) for error in errors]}
        for one, errors in found
        if errors
    ]


def _forms(request: StaffRequest, row: Edition) -> dict[str, Any]:
    data, move = sent(request), request.POST.get("move", "")
    return {
        "approve_form": ApproveForm(data if move == "approve" else None, edition=row),
        "give_back_form": GiveBackForm(data if move == "give_back" else None),
        "take_back_form": TakeBackForm(data if move == "take_back" else None),
    }


def _moved(request: StaffRequest, row: Edition, move: str, forms: dict[str, Any]) -> bool:
    """Do it; a refusal stands in its form, or is a message."""
    form = forms.get(f"{move}_form")
    if form is not None and not form.is_valid():
        return False
    try:
        said = _move(request, row, move, form.cleaned_data if form else {})
    except Refused as refused:
        if form is None or not refused.field:
            messages.error(request, str(refused))
            return True
        show(form, refused)
        return False
    if said:
        messages.success(request, said)
    return True


def _move(request: StaffRequest, row: Edition, move: str, said: dict[str, Any]) -> str:
    by, at = request.person, timezone.now()
    if move == "submit" and administers(request.user):
        services.submit(edition=row, by=by, at=at)
        return _("Submitted. Another administrator or a moderator has to approve it.")
    if move == "give_back":
        services.give_back(edition=row, asked=said["asked"], by=by)
        return _("It is a draft again.")
    if move == "approve":
        publication.approve(
            edition=row,
            effective_from=said["effective_from"],
            seen=said["revision"],
            by=by,
            at=at,
        )
        return _("Published. From its first day on it can no longer be changed by anybody.")
    if move == "take_back" and administers(request.user):
        publication.take_back(edition=row, asked=said["asked"], by=by, at=at)
        return _("It is a draft again, and nobody will be measured by it.")
    return ""


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def copy(request: StaffRequest, public_id: str) -> HttpResponse:
    """A new draft as a copy of an edition."""
    row = criteria_desk.editable(request.user, public_id)
    form = CopyForm(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            draft = services.copy(
                edition=row,
                code=form.cleaned_data["code"],
                effective_from=form.cleaned_data["effective_from"],
                by=request.person,
                at=timezone.now(),
            )
        except Refused as refused:
            show(form, refused)
        else:
            messages.success(request, _("Here is your draft. Nobody is measured by it yet."))
            return redirect("criteria:edition", draft.public_id)
    context = {"form": form, "edition": row, "button": _("Make the copy")}
    return page(
        request,
        "form",
        context,
        title=_("New edition as a copy of %(edition)s") % {"edition": row},
        crumbs=[crumb(row)],
        status=422 if form.errors else 200,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def discard(request: StaffRequest, public_id: str) -> HttpResponse:
    """Asks once more, then throws a draft away."""
    row = criteria_desk.editable(request.user, public_id)
    if request.method == "POST":
        try:
            services.discard(edition=row)
        except Refused as refused:
            messages.error(request, str(refused))
            return redirect("criteria:edition", row.public_id)
        messages.success(request, _("The draft is gone."))
        return redirect("criteria:list")
    context = {
        "edition": row,
        "question": _("Throw this draft away, with everything that was changed in it?"),
        "button": _("Throw it away"),
        "back": row,
    }
    title = _("Discard %(edition)s") % {"edition": row}
    return page(request, "confirm", context, title=title, crumbs=[crumb(row)])

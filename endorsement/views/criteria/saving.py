"""Saving a step of a draft, and telling whoever comes second what the other one changed."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.utils import timezone
from django.utils.translation import gettext as _

from endorsement.forms.refused import show
from endorsement.models import Edition
from endorsement.refusals import Overtaken, Refused
from endorsement.selectors import criteria_desk
from endorsement.selectors.criteria_changes import Difference, differences
from endorsement.services import edition as services
from endorsement.views.criteria.doors import StaffRequest

Plain = dict[str, Any]


def seen(request: StaffRequest) -> int:
    """The revision that the page was made from; 0 for none."""
    value = request.POST.get("revision", "")
    return int(value) if value.isdigit() and len(value) < 9 else 0


def posted(request: StaffRequest, edition: Edition) -> Any:
    """What was sent, on top of what the draft says now: the next save is a deliberate one."""
    if request.method != "POST":
        return None
    data = request.POST.copy()
    data["revision"] = str(edition.revision)
    return data


def others_changes(request: StaffRequest, edition: Edition) -> list[Difference]:
    """What changed since the page was made; empty when nobody else has saved."""
    if request.method != "POST" or seen(request) == edition.revision:
        return []
    before = criteria_desk.document_at(edition, seen(request))
    return differences(before, criteria_desk.document_of(edition)) or [
        Difference(_("This draft"), "", _("changed and changed back"))
    ]


def save_form(request: StaffRequest, edition: Edition, form: Form, document: Plain) -> bool:
    """Write what a valid form says; a refusal stands in the form."""
    try:
        _change(request, edition, document)
    except Refused as refused:
        show(form, refused)
        return False
    return True


def save_step(request: StaffRequest, edition: Edition, step: Callable[[Plain], Plain]) -> bool:
    """Write a step that has no form; a refusal is a message."""
    try:
        if seen(request) != edition.revision:
            raise Overtaken(
                _(
                    "Somebody else has changed this draft meanwhile. It is shown as it is now; "
                    "look at it and try again."
                )
            )
        _change(request, edition, step(criteria_desk.document_of(edition)))
    except Refused as refused:
        messages.error(request, str(refused))
        return False
    return True


def _change(request: StaffRequest, edition: Edition, document: Plain) -> None:
    services.change(
        edition=edition,
        document=document,
        seen=seen(request),
        by=request.person,
        at=timezone.now(),
    )

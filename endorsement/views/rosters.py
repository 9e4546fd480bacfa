"""A group's page for its provider, through a mailed link or signed in: one roster a meeting."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from endorsement.forms.group import BeginForm, RosterForm
from endorsement.forms.refused import show
from endorsement.forms.sent import sent
from endorsement.models import SupervisionGroup
from endorsement.permissions import PersonRequest, signed_in
from endorsement.refusals import Refused
from endorsement.selectors import confirmations, groups
from endorsement.services import group as group_service
from endorsement.services import roster as service
from endorsement.services.roster import Posted
from endorsement.views import supervision_place
from lms.backbone.ids import grouped

MOVES = ("rename", "end", "take_back")


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def supervision(request: PersonRequest) -> HttpResponse:
    """What waits for somebody as a provider: hours to confirm, groups, a form to begin one."""
    form = BeginForm(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            group = group_service.begin(
                provider=request.person, name=form.cleaned_data["name"], at=timezone.now()
            )
        except Refused as refused:
            show(form, refused)
        else:
            return redirect("endorsement:roster", group.public_id)
    context = {
        "waiting": confirmations.waiting_for(request.person),
        "groups": groups.led_by(request.person),
        "form": form,
    }
    status = 422 if form.errors else 200
    return render(request, "endorsement/groups/supervision.html", context, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def roster_give(request: HttpRequest, token: str) -> HttpResponse:
    """The group behind a provider's standing link, in their language; opening it changes nothing."""
    try:
        group = groups.by_token(token, timezone.now())
    except Http404:
        # Not 404: without a language in the address that would lead to the CMS's own page.
        return render(request, "endorsement/groups/gone.html", status=410)
    with translation.override(group.provider.language):
        request.LANGUAGE_CODE = group.provider.language
        return _page(request, group, redirect("roster_give", token))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def roster(request: PersonRequest, public_id: str) -> HttpResponse:
    """The same for a provider who is signed in."""
    group = groups.for_provider(request.person, public_id)
    return _page(request, group, redirect("endorsement:roster", public_id))


def _page(request: HttpRequest, group: SupervisionGroup, after: HttpResponse) -> HttpResponse:
    if request.method == "POST" and request.POST.get("move") in MOVES:
        return _move(request, group) or after
    members = list(groups.members(group))
    meetings = list(groups.meetings(group))
    last = meetings[0] if meetings else None
    initial: dict[str, Any] = (
        {"hours": last.hours, "mode": last.mode, "focus": last.focus} if last else {}
    )
    form = RosterForm(sent(request), members=members, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            posted = service.post(
                group=group,
                roster=form.roster(),
                present=form.who_was_there(),
                at=timezone.now(),
            )
        except Refused as refused:
            show(form, refused)
        else:
            _say(request, posted)
            return after
    context = {
        "group": group,
        "code": grouped(group.join_code),
        "members": members,
        "meetings": meetings,
        "posted_today": groups.posted_today(group, timezone.now()),
        "form": form,
        "crumbs": _crumbs(request, group),
    }
    status = 422 if form.errors else 200
    return render(request, "endorsement/groups/roster.html", context, status=status)


def _crumbs(request: HttpRequest, group: SupervisionGroup) -> list[dict[str, str]]:
    return supervision_place.crumbs(request, group.provider, group.name or _("Group"))


def _move(request: HttpRequest, group: SupervisionGroup) -> HttpResponse | None:
    """Rename or end the group, or take back that somebody was there; None leads back to its page."""
    at, move = timezone.now(), request.POST["move"]
    if move == "end":
        group_service.end(group=group, at=at)
        context = {"group": group, "crumbs": _crumbs(request, group)}
        return render(request, "endorsement/groups/ended.html", context)
    if move == "rename":
        form = BeginForm(request.POST)
        if form.is_valid():
            group_service.rename(group=group, name=form.cleaned_data["name"])
            messages.success(request, _("The group has its new name."))
        else:
            messages.error(request, _("A group needs a name of at most 100 characters."))
        return None
    one = next(
        (
            one
            for one in groups.posted_today(group, at)
            if f"{one.meeting.on}:{one.person.ref}" == request.POST.get("attendance")
        ),
        None,
    )
    try:
        if one and service.take_back(group=group, on=one.meeting.on, person=one.person, at=at):
            messages.success(request, _("It is taken back; the hours do not count."))
        else:
            messages.info(request, _("There was nothing to take back any more."))
    except Refused as refused:
        messages.error(request, str(refused))
    return None


def _say(request: HttpRequest, posted: Posted) -> None:
    if posted.recorded:
        messages.success(
            request,
            ngettext(
                "The hours of %(n)s person are recorded and confirmed. Thank you.",
                "The hours of %(n)s people are recorded and confirmed. Thank you.",
                len(posted.recorded),
            )
            % {"n": len(posted.recorded)},
        )
    elif not posted.differing:
        messages.info(request, _("This roster was posted before; nothing changed."))
    if posted.differing:
        messages.warning(
            request,
            _(
                "%(names)s entered this day differently. They see it in their portfolio and settle it."
            )
            % {"names": ", ".join(str(person) for person in posted.differing)},
        )

"""The groups somebody is a member of: joining, leaving, and days that were entered differently."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from endorsement.forms.group import BeginForm, BeginForProviderForm, CodeForm
from endorsement.forms.refused import show
from endorsement.forms.sent import sent
from endorsement.models import GroupMember, SupervisionGroup
from endorsement.permissions import PersonRequest, signed_in
from endorsement.refusals import Refused
from endorsement.selectors import groups as selector
from endorsement.services import group as service
from endorsement.services import roster
from endorsement.views.measuring import measuring

ACTIONS = ("leave", "resend", "settle", "change")


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def groups(request: PersonRequest) -> HttpResponse:
    """One's groups; a provider's group can be begun for them, who then gets a link by mail."""
    form = BeginForProviderForm(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            group = service.begin_for_provider(
                person=request.person,
                association=measuring(request).association,
                at=timezone.now(),
                **form.cleaned_data,
            )
        except Refused as refused:
            show(form, refused)
        else:
            messages.success(
                request, _("We have written to %(name)s.") % {"name": group.provider_name}
            )
            return redirect("endorsement:groups")
    context = {
        "memberships": selector.of_member(request.person),
        "unsettled": selector.unsettled(request.person),
        "form": form,
        "code_form": CodeForm(),
        "crumbs": _crumbs(),
    }
    status = 422 if form.errors else 200
    return render(request, "endorsement/groups/list.html", context, status=status)


@require_safe
@signed_in
def group_find(request: PersonRequest) -> HttpResponse:
    """The group behind a code, and what joining it means."""
    form = CodeForm(request.GET if "code" in request.GET else None)
    group = selector.by_code(form.cleaned_data["code"]) if form.is_valid() else None
    if form.is_valid() and group is None:
        form.add_error("code", _("No group has this code. Please ask your provider for it."))
    context = {"group": group, "form": form, "crumbs": [*_crumbs(), {"label": _("Join")}]}
    status = 422 if form.errors else 200
    return render(request, "endorsement/groups/join.html", context, status=status)


@require_POST
@signed_in
def group_join(request: PersonRequest) -> HttpResponse:
    """Agree to be in the group."""
    group: SupervisionGroup | None = selector.by_code(request.POST.get("code", ""))
    if group is None:
        messages.error(request, _("No group has this code. Please ask your provider for it."))
        return redirect("endorsement:groups")
    try:
        service.join(
            group=group,
            person=request.person,
            association=measuring(request).association,
            at=timezone.now(),
        )
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("You are a member of this group."))
    return redirect("endorsement:groups")


@require_POST
@signed_in
def group_act(request: PersonRequest, public_id: str, action: str) -> HttpResponse:
    """Leave the group, send its provider the link again, look again at a day, rename or end it."""
    if action not in ACTIONS:
        raise Http404
    try:
        if action == "settle":
            _settle(request, public_id)
        elif action == "change":
            _change(request, selector.for_member(request.person, public_id))
        elif action == "leave":
            service.leave(member=selector.for_member(request.person, public_id), at=timezone.now())
            messages.info(request, _("You have left the group. What was recorded stays."))
        else:
            member = selector.for_member(request.person, public_id)
            service.resend(member=member, at=timezone.now())
            messages.success(request, _("A new link is on its way; the old one stopped working."))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("endorsement:groups")


def _change(request: PersonRequest, member: GroupMember) -> None:
    """Rename or end a group that the member began; a provider does so on the group's own page."""
    if member.group.begun_by_id != request.person.pk:
        raise Http404
    if request.POST.get("move") == "end":
        service.end(group=member.group, at=timezone.now())
        messages.info(request, _("The group has ended. What was recorded stays."))
        return
    form = BeginForm(request.POST)
    if not form.is_valid():
        raise Refused(_("A group needs a name of at most 100 characters."))
    service.rename(group=member.group, name=form.cleaned_data["name"])
    messages.success(request, _("The group has its new name."))


def _settle(request: PersonRequest, public_id: str) -> None:
    try:
        day = parse_date(request.POST.get("on", ""))
    except ValueError:
        day = None
    if day is None:
        raise Http404
    attendance = selector.unsettled_of(request.person, public_id, day)
    if roster.settle(attendance=attendance, at=timezone.now()):
        messages.success(request, _("The meeting is recorded and confirmed."))
    else:
        messages.warning(
            request,
            _("Your entry still says something else. Change or correct it, then look again."),
        )


def _crumbs() -> list[dict[str, Any]]:
    return [
        {"label": _("Portfolio"), "url": reverse("endorsement:portfolio")},
        {"label": _("Groups"), "url": reverse("endorsement:groups")},
    ]

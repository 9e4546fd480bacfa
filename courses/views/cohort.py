"""Cohorts for their members: joining with a code or a mailed link, the own page, leaving."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses.forms.cohort import CodeForm
from courses.models import Cohort
from courses.selectors import cohort as selector
from courses.selectors.cohort_message import received_in
from courses.services import cohort as service
from courses.services import cohort_invitation as invitations
from courses.views.person import optional_person
from endorsement.forms.refused import show
from endorsement.permissions import PersonRequest, signed_in
from endorsement.refusals import Refused
from lms.backbone.limits import too_many_about

CODES_PER_WINDOW = 30
WINDOW_SECONDS = 600


@require_safe
@signed_in
def find(request: PersonRequest) -> HttpResponse:
    """The cohort behind a code, and what joining it means."""
    form = CodeForm(request.GET if "code" in request.GET else None)
    cohort = None
    if form.is_valid():
        try:
            cohort = _of_code(request, form.cleaned_data["code"])
        except Refused as refused:
            show(form, refused)
    context = {"form": form, "action": reverse("courses:cohort_join"), **_consent(cohort)}
    status = 422 if form.errors else 200
    return render(request, "courses/cohorts/join.html", context, status=status)


@require_POST
@signed_in
def join(request: PersonRequest) -> HttpResponse:
    """Agree to be in the cohort whose code was typed."""
    try:
        cohort = _of_code(request, request.POST.get("code", ""))
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("courses:cohort_find")
    try:
        service.join(
            cohort=cohort, person=request.person, reminders=_wanted(request), at=timezone.now()
        )
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("courses:my_learning")
    return _welcome(request, cohort)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invited(request: HttpRequest, token: str) -> HttpResponse:
    """A mailed link: looking shows what joining means, only sending the form joins."""
    person, at = optional_person(request), timezone.now()
    invitation = selector.by_token(token, at)
    if invitation is None:
        return render(request, "courses/cohorts/gone.html", status=410)
    if request.method == "POST" and person is not None:
        try:
            invitations.accept(
                invitation=invitation, person=person, reminders=_wanted(request), at=at
            )
        except Refused as refused:
            messages.error(request, str(refused))
            return redirect("courses:my_learning")
        return _welcome(request, invitation.cohort)
    context = {"action": request.path, "visitor": person is None, **_consent(invitation.cohort)}
    return render(request, "courses/cohorts/join.html", context)


@require_safe
@signed_in
def own(request: PersonRequest, public_id: str) -> HttpResponse:
    """The cohort as its member sees it: what is due when, and who sees what."""
    member = selector.for_member(request.person, public_id)
    cohort = member.cohort
    context = {
        "member": member,
        "modules": selector.own_modules(cohort, request.person, cohort.today(timezone.now())),
        "received": received_in(cohort, request.person),
        **_consent(cohort),
    }
    return render(request, "courses/cohorts/own.html", context)


@require_POST
@signed_in
def leave(request: PersonRequest, public_id: str) -> HttpResponse:
    member = selector.for_member(request.person, public_id)
    service.leave(member=member, at=timezone.now())
    messages.info(
        request,
        _(
            "You have left the cohort. Its facilitators see nothing of you any more; your record stays."
        ),
    )
    return redirect("courses:my_learning")


@require_POST
@signed_in
def reminders(request: PersonRequest, public_id: str) -> HttpResponse:
    """Be reminded by mail of what is late, or not."""
    member = selector.for_member(request.person, public_id)
    service.set_reminders(member=member, wanted=_wanted(request))
    return redirect("courses:cohort", public_id)


def _of_code(request: PersonRequest, code: str) -> Cohort:
    """Tries are counted for each person: a whole class may join from one address.

    :raises Refused: for a code that opens nothing, and for too many of them.
    """
    who = str(request.person.ref)
    if too_many_about(who, "cohort-code", limit=CODES_PER_WINDOW, seconds=WINDOW_SECONDS):
        raise Refused(_("Many codes were tried. Please wait ten minutes, then try again."))
    cohort = selector.by_code(code, timezone.now())
    if cohort is None:
        raise Refused(
            _("No cohort that takes members has this code. Please ask who gave it to you."),
            field="code",
        )
    return cohort


def _consent(cohort: Cohort | None) -> dict[str, Any]:
    """What somebody has to know who joins."""
    if cohort is None:
        return {"cohort": None}
    return {"cohort": cohort, "facilitators": selector.facilitators_of(cohort)}


def _wanted(request: HttpRequest) -> bool:
    return request.POST.get("reminders") == "yes"


def _welcome(request: HttpRequest, cohort: Cohort) -> HttpResponse:
    messages.success(request, _("You are a member of this cohort."))
    return redirect("courses:cohort", cohort.public_id)

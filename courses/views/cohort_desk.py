"""Cohorts at the coordinator's desk: made, changed, ended; who is invited, who facilitates."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses.forms.cohort import ChangeForm, FacilitatorForm, InviteForm, MakeForm
from courses.models import Cohort
from courses.selectors import cohort as selector
from courses.selectors.path import offered
from courses.services import cohort as service
from courses.services import cohort_invitation as invitations
from endorsement.forms.refused import show
from endorsement.forms.sent import sent
from endorsement.models import Association
from endorsement.permissions import PersonRequest, association_for_coordinator, signed_in
from endorsement.refusals import Refused
from endorsement.views.coordination import desk_crumb

Act = Callable[[PersonRequest, Cohort], None]


@require_safe
@signed_in
def cohorts(request: PersonRequest, slug: str) -> HttpResponse:
    association = association_for_coordinator(request.person, slug)
    today = association.day_of(timezone.now())
    context = {
        "association": association,
        "cohorts": selector.of_association(association),
        "today": today,
        "crumbs": [desk_crumb(slug), {"label": _("Cohorts")}],
    }
    return render(request, "courses/cohorts/desk.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def make(request: PersonRequest, slug: str) -> HttpResponse:
    """A new cohort; its due days are spread evenly and can be changed on its page."""
    association = association_for_coordinator(request.person, slug)
    form = MakeForm(sent(request), association=association)
    if request.method == "POST" and form.is_valid():
        try:
            made = service.make(
                association=association, by=request.person, at=timezone.now(), **form.content()
            )
        except Refused as refused:
            show(form, refused)
        else:
            return redirect("courses:desk_cohort", slug, made.public_id)
    context = {
        "association": association,
        "form": form,
        "crumbs": [*_crumbs(association), {"label": _("New cohort")}],
    }
    status = 422 if form.errors else 200
    return render(request, "courses/cohorts/make.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def cohort(request: PersonRequest, slug: str, public_id: str) -> HttpResponse:
    """One cohort: its days, who is invited, who facilitates. No progress: that is the facilitators'."""
    association = association_for_coordinator(request.person, slug)
    found = selector.for_coordinator(association, public_id)
    codes = [row.code for row in found.modules.all()]
    titles = {code: one.title for code, one in offered(codes).items()}
    act = request.POST.get("act", "")
    change = ChangeForm(_for(request, "change"), cohort=found, titles=titles)
    facilitator = FacilitatorForm(_for(request, "facilitator"))
    if request.method == "POST":
        if found.ended_at is not None:
            messages.error(
                request, _("This cohort has ended; nothing about it can change any more.")
            )
            return redirect("courses:desk_cohort", slug, public_id)
        form = {"change": change, "facilitator": facilitator}.get(act)
        if form is None:
            _act(request, found, act)
            return redirect("courses:desk_cohort", slug, public_id)
        if form.is_valid() and _save(request, found, form):
            return redirect("courses:desk_cohort", slug, public_id)
    context = {
        "association": association,
        "cohort": found,
        "titles": [titles.get(code, code) for code in codes],
        "change": change,
        "facilitator": facilitator,
        "invite": InviteForm(),
        "members": selector.members_of(found),
        "facilitators": selector.facilitators_of(found),
        "invitations": found.invitations.filter(accepted_at=None).order_by("email"),
        "takes_members": found.takes_members(timezone.now()),
        "crumbs": [*_crumbs(association), {"label": found.name}],
    }
    status = 422 if change.errors or facilitator.errors else 200
    return render(request, "courses/cohorts/desk_cohort.html", context, status=status)


@require_POST
@signed_in
def invite(request: PersonRequest, slug: str, public_id: str) -> HttpResponse:
    """Addresses are shown first, sorted by what would happen to them, and written to on the second click."""
    association = association_for_coordinator(request.person, slug)
    found = selector.for_coordinator(association, public_id)
    form = InviteForm(request.POST, request.FILES)
    valid = form.is_valid()
    if valid and request.POST.get("act") == "send":
        try:
            number = invitations.invite(
                cohort=found, emails=form.good, by=request.person, at=timezone.now()
            )
        except Refused as refused:
            show(form, refused)
        else:
            messages.success(request, _("Invitations on their way: %(n)s") % {"n": number})
            return redirect("courses:desk_cohort", slug, public_id)
    context = {
        "association": association,
        "cohort": found,
        "form": form,
        **(_sorted(found, form) if valid else {}),
        "crumbs": [
            *_crumbs(association),
            {"label": found.name, "url": _address(association, found)},
            {"label": _("Invite")},
        ],
    }
    status = 422 if form.errors else 200
    return render(request, "courses/cohorts/invite.html", context, status=status)


def _sorted(cohort: Cohort, form: InviteForm) -> dict[str, Any]:
    known = {one.lower() for one in cohort.invitations.values_list("email", flat=True)}
    members = {person.email.lower() for person in selector.members_of(cohort)}
    return {
        "fresh": [one for one in form.good if one not in known | members],
        "known": [one for one in form.good if one in known and one not in members],
        "already": [one for one in form.good if one in members],
        "wrong": form.wrong,
    }


def _save(request: PersonRequest, found: Cohort, form: Form) -> bool:
    try:
        if isinstance(form, ChangeForm):
            said = {name: form.cleaned_data[name] for name in ("name", "from_on", "through_on")}
            service.change(cohort=found, days=form.days(), **said)
            messages.success(request, _("The days are saved."))
        else:
            service.add_facilitator(
                cohort=found, by=request.person, at=timezone.now(), **form.cleaned_data
            )
            messages.success(request, _("We have written to %(name)s.") % form.cleaned_data)
    except Refused as refused:
        show(form, refused)
        return False
    return True


def _act(request: PersonRequest, found: Cohort, act: str) -> None:
    """What needs no more than a click.

    :raises Http404: for anything else.
    """
    at = timezone.now()
    acts: dict[str, Callable[[], None]] = {
        "spread": lambda: service.spread_evenly(cohort=found),
        "end": lambda: service.end(cohort=found, at=at),
        "end_facilitator": lambda: service.end_facilitator(
            cohort=found, ref=request.POST.get("ref", ""), at=at
        ),
        "send_again": lambda: invitations.send_again(invitation=_invitation(request, found), at=at),
        "withdraw": lambda: invitations.withdraw(invitation=_invitation(request, found)),
    }
    if act not in acts:
        raise Http404
    try:
        acts[act]()
    except Refused as refused:
        messages.error(request, str(refused))


def _invitation(request: HttpRequest, found: Cohort) -> Any:
    return selector.invitation_of(found, request.POST.get("invitation", ""))


def _for(request: HttpRequest, act: str) -> Any:
    return sent(request) if request.POST.get("act") == act else None


def _address(association: Association, found: Cohort) -> str:
    return reverse("courses:desk_cohort", args=[association.slug, found.public_id])


def _crumbs(association: Association) -> list[dict[str, str]]:
    url = reverse("courses:desk_cohorts", args=[association.slug])
    return [desk_crumb(association.slug), {"label": _("Cohorts"), "url": url}]

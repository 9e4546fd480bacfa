"""When reviewers are away, how much they take on, and to whom somebody is too close."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from endorsement.forms.availability import AbsenceForm, CapacityForm, ConflictForm
from endorsement.forms.refused import show
from endorsement.models import Capacity, DeclaredConflict, Person
from endorsement.permissions import PersonRequest, association_for_coordinator, signed_in
from endorsement.refusals import Refused
from endorsement.selectors import reviewers
from endorsement.services import availability as services
from endorsement.services import conflict
from endorsement.views.coordination import desk_crumb


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def availability(request: PersonRequest) -> HttpResponse:
    """A reviewer's own days away and number of reviews."""
    found = _kept(request, request.person)
    if found is None:
        return redirect("endorsement:availability")
    crumbs = [
        {"label": _("Reviews"), "url": reverse("endorsement:review_list")},
        {"label": _("When you can review")},
    ]
    return _shown(request, "endorsement/reviews/availability.html", found, crumbs=crumbs)


@require_safe
@signed_in
def reviewer_list(request: PersonRequest, slug: str) -> HttpResponse:
    """The association's reviewers: what they have open, how much they take on, when they are away."""
    association = association_for_coordinator(request.person, slug)
    context = {
        "association": association,
        "reviewers": reviewers.of(association, association.day_of(timezone.now())),
        "crumbs": [desk_crumb(slug), {"label": _("Reviewers")}],
    }
    return render(request, "endorsement/coordination/reviewers.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def reviewer(request: PersonRequest, slug: str, ref: str) -> HttpResponse:
    """A coordinator notes it for a reviewer who told them."""
    association = association_for_coordinator(request.person, slug)
    person = reviewers.one(association, ref, association.day_of(timezone.now()))
    found = _kept(request, person)
    if found is None:
        return redirect("endorsement:reviewer", slug, ref)
    crumbs = [
        desk_crumb(slug),
        {"label": _("Reviewers"), "url": reverse("endorsement:reviewers", args=[slug])},
        {"label": str(person)},
    ]
    return _shown(
        request,
        "endorsement/coordination/reviewer.html",
        found,
        crumbs=crumbs,
        association=association,
        reviewer=person,
    )


def _kept(request: PersonRequest, person: Person) -> dict[str, Any] | None:
    """The forms to show; None when what was sent is kept."""
    act = request.POST.get("act", "") if request.method == "POST" else ""
    limit = Capacity.objects.filter(person=person).first()
    capacity = CapacityForm(
        request.POST if act == "capacity" else None,
        initial={"at_most": limit.at_most if limit else None},
    )
    absence = AbsenceForm(request.POST if act == "absence" else None)
    found = {"capacity_form": capacity, "absence_form": absence, "absences": person.absences.all()}
    if request.method != "POST":
        return found
    return None if _done(request, person, act, capacity, absence) else found


def _done(
    request: PersonRequest, person: Person, act: str, capacity: CapacityForm, absence: AbsenceForm
) -> bool:
    at = timezone.now()
    if act == "capacity" and capacity.is_valid():
        services.set_capacity(person=person, at=at, **capacity.cleaned_data)
    elif act == "absence" and absence.is_valid():
        try:
            services.add_absence(person=person, by=request.person, at=at, **absence.cleaned_data)
        except Refused as refused:
            show(absence, refused)
            return False
    elif act == "remove":
        services.remove_absence(
            absence=get_object_or_404(person.absences, public_id=request.POST.get("on", ""))
        )
    elif act not in ("capacity", "absence"):
        raise Http404
    else:
        return False
    messages.success(request, _("Saved. Coordinators see it when they look for a reviewer."))
    return True


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def too_close(request: PersonRequest) -> HttpResponse:
    """To whom a person is too close: neither acts on an application of the other."""
    form = ConflictForm(request.POST if request.POST.get("act") == "declare" else None)
    at = timezone.now()
    if request.method == "POST":
        if request.POST.get("act") == "take_back":
            mine = DeclaredConflict.objects.filter(declared_by=request.person)
            row = get_object_or_404(
                mine.select_related("person", "other"), public_id=request.POST.get("on", "")
            )
            conflict.take_back(conflict=row, person=request.person, at=at)
            messages.success(request, _("Taken back."))
            return redirect("endorsement:too_close")
        if request.POST.get("act") != "declare":
            raise Http404
        if form.is_valid() and _declared(request, form):
            return redirect("endorsement:too_close")
    context = {
        "form": form,
        "rows": request.person.conflicts.filter(declared_by=request.person).order_by("declared_at"),
        "crumbs": [{"label": _("People you are too close to")}],
    }
    status = 422 if form.errors else 200
    return render(request, "endorsement/reviews/too_close.html", context, status=status)


def _declared(request: PersonRequest, form: ConflictForm) -> bool:
    try:
        conflict.declare(person=request.person, at=timezone.now(), **form.cleaned_data)
    except Refused as refused:
        show(form, refused)
        return False
    messages.success(request, _("Noted. Neither of you acts on an application of the other."))
    return True


def _shown(
    request: PersonRequest, template: str, found: dict[str, Any], **more: Any
) -> HttpResponse:
    wrong = any(found[name].errors for name in ("capacity_form", "absence_form"))
    return render(request, template, {**found, **more}, status=422 if wrong else 200)

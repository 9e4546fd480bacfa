"""The planner: what one means to do and when, and when each category would then be met."""

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from endorsement.forms.plan import PLAN_FORMS, PlanForm
from endorsement.forms.refused import show
from endorsement.models import PlannedItem
from endorsement.permissions import PersonRequest, signed_in, today_in
from endorsement.refusals import Refused
from endorsement.selectors import editions
from endorsement.selectors import plan as selectors
from endorsement.selectors.providers import names_shown
from endorsement.services import plan as service
from endorsement.views.categories import measured
from endorsement.views.measuring import measuring
from endorsement.views.planned import Names, item_row, prospect_row
from endorsement.views.ways import Told

Kind = PlannedItem.Kind
form_view = require_http_methods(["GET", "HEAD", "POST"])
#: Fields that a link may fill in.
STARTS = ("code", "hours", "provider", "format", "focus", "title")


@require_safe
@signed_in
def plan(request: PersonRequest) -> HttpResponse:
    """Everything planned, and for each category whether and when it would be met."""
    chosen = measuring(request)
    found = measured(request.person, chosen.association)
    rows = selectors.items(request.person)
    modules = selectors.modules_of(rows)
    today = _today(request)
    named = names_shown(request.person, [row.provider for row in rows if row.provider])
    names = Names(found.names() if found else {}, modules, named)
    prospects: list[dict[str, Any]] = []
    if found is not None and chosen.association is not None:
        planned = selectors.facts(rows, chosen.association, modules)
        told = Told(chosen.association, found.criteria, names.words)
        listed = selectors.prospects(
            found,
            planned,
            today,
            coming=editions.coming(found.edition, today),
            provides_from=selectors.provides_from(rows, today),
        )
        prospects = [prospect_row(one, told) for one in listed]
    context = {
        "measuring": chosen,
        "items": [item_row(row, names, today) for row in rows],
        "prospects": prospects,
        "forms": [
            (kind, form.named)
            for kind, form in PLAN_FORMS.items()
            if kind != Kind.PROVIDES or (found and selectors.asks_who_provides(found.criteria))
        ],
        "crumbs": [
            {"label": _("Portfolio"), "url": reverse("endorsement:portfolio")},
            {"label": _("Plan")},
        ],
    }
    return render(request, "endorsement/plan/plan.html", context)


@form_view
@signed_in
def plan_add(request: PersonRequest, kind: str) -> HttpResponse:
    """Plan something of a kind."""
    form = _form(request, kind)
    if request.method == "POST" and form.is_valid():
        try:
            _item, new = service.add_item(
                person=request.person,
                content=form.content(),
                at=timezone.now(),
                once=form.cleaned_data["once"],
            )
        except Refused as refused:
            show(form, refused)
        else:
            known = _("This is in your plan already. You can change its day there.")
            messages.success(request, _("It is in your plan.") if new else known)
            return redirect("endorsement:plan")
    return _page(request, form, _("Plan: %(kind)s") % {"kind": form.named})


@form_view
@signed_in
def plan_edit(request: PersonRequest, public_id: str) -> HttpResponse:
    """Change a planned item."""
    item = selectors.for_owner(request.person, public_id)
    form = _form(request, item.kind, item=item)
    if request.method == "POST" and form.is_valid():
        try:
            service.change_item(item=item, content=form.content(), at=timezone.now())
        except Refused as refused:
            show(form, refused)
        else:
            messages.success(request, _("Your plan is changed."))
            return redirect("endorsement:plan")
    return _page(request, form, _("Change: %(title)s") % {"title": form.named}, item=item)


@require_POST
@signed_in
def plan_delete(request: PersonRequest, public_id: str) -> HttpResponse:
    """Take an item out of the plan: nothing but the plan itself is lost."""
    service.delete_item(item=selectors.for_owner(request.person, public_id))
    messages.success(request, _("It is out of your plan."))
    return redirect("endorsement:plan")


@require_POST
@signed_in
def plan_done(request: PersonRequest, public_id: str) -> HttpResponse:
    """I have done this: the item becomes a draft, which opens for the rest of its facts."""
    entry = selectors.entry_of(request.person, public_id)
    if entry is None:
        item = selectors.for_owner(request.person, public_id)
        try:
            entry = service.done(
                item=item, at=timezone.now(), association=measuring(request).association
            )
        except Refused as refused:
            messages.error(request, str(refused))
            return redirect("endorsement:plan")
        messages.success(
            request,
            _("It is in your portfolio as a draft. Please check the days and add what is missing."),
        )
    if entry.permanent_at is not None:
        return redirect("endorsement:entry", entry.public_id)
    return redirect("endorsement:entry_edit", entry.public_id)


def _today(request: PersonRequest) -> date:
    association = measuring(request).association
    if association is not None:
        return today_in(association)
    return timezone.localdate(timezone=ZoneInfo(request.person.time_zone))


def _form(request: PersonRequest, kind: str, item: PlannedItem | None = None) -> PlanForm:
    if kind not in PLAN_FORMS:
        raise Http404
    chosen = measuring(request)
    found = measured(request.person, chosen.association)
    start = {name: request.GET[name] for name in STARTS if name in request.GET}
    return PLAN_FORMS[kind](
        request.POST if request.method == "POST" else None,
        person=request.person,
        association=chosen.association,
        criteria=found.criteria if found else None,
        today=_today(request),
        item=item,
        **({"initial": start} if item is None else {}),
    )


def _page(
    request: PersonRequest, form: PlanForm, title: str, item: PlannedItem | None = None
) -> HttpResponse:
    context = {
        "form": form,
        "title": title,
        "item": item,
        "crumbs": [
            {"label": _("Portfolio"), "url": reverse("endorsement:portfolio")},
            {"label": _("Plan"), "url": reverse("endorsement:plan")},
            {"label": title},
        ],
    }
    status = 422 if form.errors else 200
    return render(request, "endorsement/plan/form.html", context, status=status)

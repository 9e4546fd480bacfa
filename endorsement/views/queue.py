"""The coordinator's queue: what is on the desk, kept views of it, and the same thing done to several."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from endorsement import wording
from endorsement.forms.queue import QueueForm, ViewNameForm
from endorsement.models import Application, Association
from endorsement.permissions import PersonRequest, association_for_coordinator, signed_in
from endorsement.refusals import Refused
from endorsement.selectors import applications, bulk, desk_queue, editions
from endorsement.selectors.overlays import overlay_of
from endorsement.selectors.waiting import at_desks
from endorsement.services import bulk as bulk_services
from endorsement.services import saved_view
from endorsement.views.applications import category_name
from endorsement.views.coordination import desk_crumb

A_PAGE = 50
ACTS = {
    bulk.CONFIRM: (
        gettext_lazy("Confirm as complete"),
        gettext_lazy(
            "You have looked at each of them, and a reviewer can start from what is there."
        ),
    ),
    bulk.ASSIGN: (
        gettext_lazy("Assign the proposed reviewers"),
        gettext_lazy("The first ones proposed are asked, as many as are still needed."),
    ),
    bulk.REMIND: (
        gettext_lazy("Remind the reviewers"),
        gettext_lazy("Everybody with an open review gets a mail, at most once a day."),
    ),
}


@require_safe
@signed_in
def coordinator_queue(request: PersonRequest, slug: str) -> HttpResponse:
    """What is open, longest waiting first; anything else on request."""
    association = association_for_coordinator(request.person, slug)
    now = timezone.now()
    today = association.day_of(now)
    found = desk_queue.choices(association, today)
    form = QueueForm(request.GET, choices=found, categories=_categories(association, found))
    wanted = form.wanted()
    rows = desk_queue.matching(association, request.person, wanted, now)
    keys = rows.values_list("pk", flat=True)
    page = Paginator(keys, A_PAGE).get_page(request.GET.get("page"))
    own = overlay_of(association)
    context = {
        "association": association,
        "waiting": at_desks([association], request.person)[0],
        "rows": _lines(page, association, found),
        "page": page,
        "form": form,
        "query": _query(request.GET),
        "views": desk_queue.views_of(request.person, association),
        "name_form": ViewNameForm(),
        "acts": [(code, label) for code, (label, _text) in ACTS.items()],
        "invited": [
            {"row": one, "category": category_name(one)}
            for one in applications.invited_to(request.person)
        ],
        "today": today,
        # An association has a desk also before it follows a scheme.
        "needed": own.reviewers_required if own else 0,
    }
    return render(request, "endorsement/coordination/queue.html", context)


def _lines(page: Any, association: Association, found: desk_queue.Choices) -> list[dict[str, Any]]:
    by_key = {one.pk: one for one in found.editions}
    rows = desk_queue.fetched(page)
    work = desk_queue.work(rows)
    today = association.day_of(timezone.now())
    lines = []
    for one in rows:
        one.edition, one.association = by_key[one.edition_id], association
        # On the desk it was handed in, which the type cannot know.
        waiting = (today - association.day_of(one.submitted_at or one.created_at)).days
        lines.append(
            {
                "row": one,
                "category": category_name(one),
                "work": work[one.pk],
                "waiting": waiting,
                "closed": one.state in Application.CLOSED,
            }
        )
    return lines


def _categories(association: Association, found: desk_queue.Choices) -> list[tuple[str, str]]:
    """By code, named by the newest edition that has them."""
    by_key = {one.pk: editions.parsed(one) for one in found.editions}
    own = overlay_of(association)
    labels = own.labels if own else {}
    names: dict[str, str] = {}
    for key, code in found.categories:
        known = by_key[key].categories
        if code in known:
            names[code] = wording.pick(labels.get(code) or known[code].name)
    return sorted(names.items(), key=lambda one: one[1].casefold())


def _query(data: QueryDict) -> str:
    """The filters and the order, as an address carries them; no page, nothing empty or unknown."""
    kept = QueryDict(mutable=True)
    for name in QueueForm.base_fields:
        if value := data.get(name, "")[:60]:
            kept[name] = value
    return kept.urlencode()


@require_POST
@signed_in
def queue_view_save(request: PersonRequest, slug: str) -> HttpResponse:
    """Keep the filters that are shown under a name, and show them."""
    association = association_for_coordinator(request.person, slug)
    query = _query(QueryDict(request.POST.get("query", "")))
    form = ViewNameForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Give this view a name."))
    else:
        try:
            saved_view.save(
                person=request.person,
                association=association,
                name=form.cleaned_data["name"],
                query=query,
                at=timezone.now(),
            )
            messages.success(request, _("Kept. You find it above the filters."))
        except Refused as refused:
            messages.error(request, str(refused))
    response = redirect("endorsement:coordinator_queue", slug)
    response["Location"] += f"?{query}" if query else ""
    return response


@require_POST
@signed_in
def queue_view_remove(request: PersonRequest, slug: str, public_id: str) -> HttpResponse:
    """Forget a view of one's own."""
    association = association_for_coordinator(request.person, slug)
    views = desk_queue.views_of(request.person, association)
    saved_view.remove(view=get_object_or_404(views, public_id=public_id))
    messages.success(request, _("Removed."))
    return redirect("endorsement:coordinator_queue", slug)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def queue_bulk(request: PersonRequest, slug: str) -> HttpResponse:
    """What would happen to each of the ticked applications; sent again by POST, it happens."""
    association = association_for_coordinator(request.person, slug)
    said = request.POST if request.method == "POST" else request.GET
    act, ticked = said.get("act", ""), said.getlist("on")
    if act not in ACTS:
        raise Http404
    chosen = bulk.chosen(association, request.person, ticked)
    context: dict[str, Any] = {
        "association": association,
        "act": act,
        "title": ACTS[act][0],
        "text": ACTS[act][1],
        "at_once": bulk.AT_ONCE,
        "crumbs": [desk_crumb(slug), {"label": ACTS[act][0]}],
    }
    now = timezone.now()
    if request.method == "POST":
        outcomes = bulk_services.run(act=act, chosen=chosen, coordinator=request.person, at=now)
        context["done"] = [one for one in outcomes if not one.refused]
        context["refused"] = [one for one in outcomes if one.refused]
        return render(request, "endorsement/coordination/bulk_done.html", context)
    today = association.day_of(now)
    plans = [bulk.planned(act, one, request.person, today) for one in chosen]
    context["will"] = [one for one in plans if not one.refused]
    context["refused"] = [one for one in plans if one.refused]
    return render(request, "endorsement/coordination/bulk.html", context)

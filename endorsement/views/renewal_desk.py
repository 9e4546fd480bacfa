"""The coordinator's desk of renewals: what waits, what is late, what was decided, and clean ones at once."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from endorsement import wording
from endorsement.forms.refused import show, show_overtaken
from endorsement.forms.renewal_desk import RenewalQueueForm
from endorsement.forms.renewal_terms import RenewalTermsForm
from endorsement.models import Renewal, RenewalCycle
from endorsement.permissions import PersonRequest, association_for_coordinator, signed_in
from endorsement.refusals import Overtaken, Refused
from endorsement.selectors import clean_renewals, conflicts, renewal_desk
from endorsement.selectors.renewal_fees import terms_of
from endorsement.services import conflict
from endorsement.services import renewal as services
from endorsement.services import renewal_terms as terms_services
from endorsement.views.coordination import desk_crumb

A_PAGE = 50
AT_ONCE = 50
PILES = {
    renewal_desk.TO_DECIDE: gettext_lazy("To decide"),
    renewal_desk.CLEAN: gettext_lazy("Clean"),
    renewal_desk.RETURNED: gettext_lazy("Returned"),
    renewal_desk.TAKEN_BACK: gettext_lazy("Taken back"),
    renewal_desk.LATE: gettext_lazy("Late"),
    renewal_desk.NOT_BEGUN: gettext_lazy("Not handed in yet"),
    renewal_desk.AUDITED: gettext_lazy("Under audit"),
    renewal_desk.APPROVED: gettext_lazy("Renewed"),
    renewal_desk.DECLINED: gettext_lazy("Declined"),
}


def renewals_crumb(slug: str) -> dict[str, str]:
    """The way back to the list, after the desk."""
    return {"label": _("Renewals"), "url": reverse("endorsement:desk_renewals", args=[slug])}


@require_safe
@signed_in
def desk_renewals(request: PersonRequest, slug: str) -> HttpResponse:
    """One pile at a time, what was handed in first on top."""
    association = association_for_coordinator(request.person, slug)
    today = association.day_of(timezone.now())
    choices = renewal_desk.choices(association)
    form = RenewalQueueForm(request.GET, choices=choices)
    wanted = form.wanted()
    pile = wanted.pile if wanted.pile in PILES else renewal_desk.TO_DECIDE
    rows = renewal_desk.matching(association, request.person, wanted, today)
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    counted = renewal_desk.counts(association, request.person, today)
    context = {
        "association": association,
        "form": form,
        "pile": pile,
        "piles": [
            {
                "code": code,
                "label": label,
                "count": counted[code],
                "query": _query(request.GET, pile=code),
            }
            for code, label in PILES.items()
        ],
        "label": PILES[pile],
        "rows": [_line(one, choices.categories) for one in page],
        "page": page,
        "may_approve": pile in (renewal_desk.TO_DECIDE, renewal_desk.CLEAN),
        "today": today,
        "crumbs": [desk_crumb(slug), {"label": _("Renewals")}],
    }
    return render(request, "endorsement/renewal_desk/list.html", context)


def _query(data: QueryDict, *, pile: str) -> str:
    """The filters as an address carries them, with another pile."""
    kept = QueryDict(mutable=True)
    for name in ("name", "due_on", "category"):
        if value := data.get(name, "")[:100]:
            kept[name] = value
    kept["pile"] = pile
    return kept.urlencode()


def _line(cycle: RenewalCycle, names: Any) -> dict[str, Any]:
    renewal: Renewal | None = getattr(cycle, "renewal", None)
    code = cycle.endorsement.category
    return {
        "cycle": cycle,
        "endorsement": cycle.endorsement,
        "person": cycle.endorsement.person,
        "category": wording.pick(names[code]) if code in names else code,
        "renewal": renewal,
        "audit": getattr(renewal, "audit", None) if renewal else None,
        "stains": [clean_renewals.sentence(one) for one in renewal.stains] if renewal else [],
    }


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def desk_renewals_several(request: PersonRequest, slug: str) -> HttpResponse:
    """What would happen to each of the ticked renewals; sent again by POST, the clean ones are renewed."""
    association = association_for_coordinator(request.person, slug)
    said = request.POST if request.method == "POST" else request.GET
    chosen = renewal_desk.chosen(association, request.person, said.getlist("on"), AT_ONCE)
    today = association.day_of(timezone.now())
    plans = [_plan(one, request, today) for one in chosen]
    if request.method == "POST":
        plans = [one if one["refused"] else _approve(one, request) for one in plans]
    context = {
        "association": association,
        "done": request.method == "POST",
        "will": [one for one in plans if not one["refused"]],
        "refused": [one for one in plans if one["refused"]],
        "at_once": AT_ONCE,
        "crumbs": [desk_crumb(slug), renewals_crumb(slug), {"label": _("Renew the clean ones")}],
    }
    return render(request, "endorsement/renewal_desk/several.html", context)


def _plan(renewal: Renewal, request: PersonRequest, today: Any) -> dict[str, Any]:
    """Why it would not be renewed at once: sentences; none where it would be."""
    refused: list[Any] = []
    found = clean_renewals.look(renewal, today)
    if renewal.state != Renewal.State.HANDED_IN:
        refused = [_("It does not wait for a decision.")]
    elif conflicts.tied_to([request.person], renewal.person, today):
        refused = [_("You have a conflict of interest here.")]
    elif found is None:
        refused = [_("What was handed in has been erased.")]
    else:
        refused = [clean_renewals.sentence(one) for one in found.stains]
    return {"renewal": renewal, "cycle": renewal.cycle, "refused": refused}


def _approve(plan: dict[str, Any], request: PersonRequest) -> dict[str, Any]:
    at = timezone.now()
    try:
        services.approve(renewal=plan["renewal"], coordinator=request.person, at=at)
    except Refused as refused:
        conflict.keep_refusal(refused, actor=request.person, at=at)
        return {**plan, "refused": [refused.sentence]}
    return plan


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def renewal_terms(request: PersonRequest, slug: str) -> HttpResponse:
    """How renewals are decided, and where to pay."""
    association = association_for_coordinator(request.person, slug)
    form = RenewalTermsForm(
        request.POST if request.method == "POST" else None, terms=terms_of(association)
    )
    if request.method == "POST" and form.is_valid():
        try:
            terms_services.change(
                association=association,
                terms=form.terms(),
                seen=form.cleaned_data["revision"],
                by=request.person,
                at=timezone.now(),
            )
        except Overtaken as refused:
            association.refresh_from_db()
            show_overtaken(form, refused, revision=terms_of(association).revision)
        except Refused as refused:
            show(form, refused)
        else:
            messages.success(
                request, _("Saved. It holds for everything that is handed in from now.")
            )
            return redirect("endorsement:renewal_terms", slug)
    context = {
        "association": association,
        "form": form,
        "crumbs": [
            desk_crumb(slug),
            renewals_crumb(slug),
            {"label": _("How renewals are decided")},
        ],
    }
    status = 422 if form.errors else 200
    return render(request, "endorsement/renewal_desk/terms.html", context, status=status)

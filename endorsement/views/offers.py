"""A coordinator's list of modules: accepted for the association's in-service hours, or not."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from endorsement import wording
from endorsement.forms.offers import AcceptanceForm, BulkForm
from endorsement.forms.refused import show
from endorsement.forms.sent import sent
from endorsement.models import Association
from endorsement.permissions import PersonRequest, association_for_coordinator, signed_in
from endorsement.refusals import Refused
from endorsement.rules.facts import area_of
from endorsement.selectors import acceptance as selector
from endorsement.selectors import frameworks
from endorsement.selectors.acceptance import Offered
from endorsement.services import training as service
from endorsement.views.coordination import desk_crumb
from endorsement.wording import Names

STATES = {
    selector.OPEN: gettext_lazy("Open"),
    selector.ACCEPTED: gettext_lazy("Accepted"),
    selector.NOT_ACCEPTED: gettext_lazy("Not accepted"),
}


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def offers(request: PersonRequest, slug: str) -> HttpResponse:
    """Every module, open ones first; several can be decided at once."""
    association = association_for_coordinator(request.person, slug)
    today = association.day_of(timezone.now())
    found = selector.for_coordinator(association, today)
    choices = [(one.offer.code, wording.pick(one.offer.title)) for one in found]
    form = BulkForm(sent(request), offers=choices, initial={"from_on": today})
    if _decided(request, association, form):
        return redirect("endorsement:offers", slug)
    names = frameworks.names({one.offer.framework for one in found})
    chosen = set(request.POST.getlist("codes")) if request.method == "POST" else set()
    context = {
        "association": association,
        "crumbs": [desk_crumb(slug), {"label": _("Modules")}],
        "rows": [{**_row(one, names), "chosen": one.offer.code in chosen} for one in found],
        "form": form,
        "fields": [form[name] for name in ("accepted", "from_on", "through_on")],
    }
    status = 422 if form.errors else 200
    return render(request, "endorsement/coordination/offers.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def offer(request: PersonRequest, slug: str, code: str) -> HttpResponse:
    """One module: what it gives, what was decided so far, deciding anew or changing the last day."""
    association = association_for_coordinator(request.person, slug)
    today = association.day_of(timezone.now())
    one = selector.on_list(association, code, today)
    last = one.decisions[-1] if one.decisions else None
    initial: dict[str, Any] = {"from_on": today}
    if last is not None:
        initial = {
            "accepted": "yes" if last.accepted else "no",
            "from_on": last.from_on,
            "through_on": last.through_on,
        }
    form = AcceptanceForm(sent(request), initial=initial)
    if _decided(request, association, form, [code]):
        return redirect("endorsement:offers", slug)
    row = _row(one, frameworks.names({one.offer.framework}))
    context = {
        "association": association,
        **row,
        "form": form,
        "crumbs": [
            desk_crumb(slug),
            {"label": _("Modules"), "url": reverse("endorsement:offers", args=[slug])},
            {"label": row["title"]},
        ],
    }
    status = 422 if form.errors else 200
    return render(request, "endorsement/coordination/offer.html", context, status=status)


def _decided(
    request: PersonRequest,
    association: Association,
    form: AcceptanceForm,
    codes: list[str] | None = None,
) -> bool:
    """Whether a decision was sent and recorded: about these modules, or those ticked."""
    if request.method != "POST" or not form.is_valid():
        return False
    said = form.cleaned_data
    try:
        decided = service.decide(
            association=association,
            codes=codes or said["codes"],
            accepted=said["accepted"],
            from_on=said["from_on"],
            through_on=said["through_on"],
            by=request.person,
            at=timezone.now(),
        )
    except Refused as refused:
        show(form, refused)
        return False
    messages.success(
        request,
        ngettext(
            "The decision about %(n)s module is recorded; portfolios show it now.",
            "The decision about %(n)s modules is recorded; portfolios show it now.",
            len(decided),
        )
        % {"n": len(decided)},
    )
    return True


def _row(one: Offered, names: Names) -> dict[str, Any]:
    areas = one.offer.split or dict.fromkeys(sorted(map(area_of, one.offer.covers)), "")
    return {
        "one": one,
        "title": wording.pick(one.offer.title),
        "state": STATES[one.state],
        "areas": [
            f"{wording.word(code, names)}{f' ({hours})' if hours else ''}"
            for code, hours in areas.items()
        ],
    }

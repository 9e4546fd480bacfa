"""The holder's side of a renewal: what counts, what is missing, sign, pay, hand in."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from endorsement import wording
from endorsement.forms.refused import show
from endorsement.forms.renewal import HandInForm, LookAheadForm
from endorsement.models import Endorsement, Renewal, RenewalCycle
from endorsement.permissions import PersonRequest, signed_in
from endorsement.refusals import Refused
from endorsement.selectors import renewals
from endorsement.selectors.renewals import Judged
from endorsement.services import renewal as services
from endorsement.services.renewal import taking_back
from endorsement.views import own_renewal

State = Renewal.State


@require_safe
@signed_in
def renewal_list(request: PersonRequest) -> HttpResponse:
    """Every endorsement that is renewed, and what each still lacks: one set of hours serves them all."""
    now = timezone.now()
    lines = [_line(cycle, now) for cycle in renewals.current(request.person)]
    context = {"lines": lines, "crumbs": [own_renewal.up(), {"label": _("Renewals")}]}
    return render(request, "endorsement/renewals/list.html", context)


def _line(cycle: RenewalCycle, now: Any) -> dict[str, Any]:
    association = cycle.endorsement.association
    found = renewals.judged(cycle, association.day_of(now))
    names = found.names()
    return {
        "cycle": cycle,
        "endorsement": cycle.endorsement,
        "association": association,
        "category": wording.pick(found.category.name),
        "renewal": renewals.renewal_of(cycle),
        "timing": found.timing.value,
        "verdict": found.verdict,
        "label": wording.state(found.verdict),
        "missing": [wording.title(one, names) for one in found.standing.missing],
    }


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def renewal(request: PersonRequest, public_id: str) -> HttpResponse:
    """Shows the latest cycle, today or as of a later day; the button hands in the cycle on the page."""
    cycle = renewals.for_holder(request.person, public_id)
    today = cycle.endorsement.association.day_of(timezone.now())
    ahead = LookAheadForm(request.GET or None, first=today, last=max(today, cycle.grace_through))
    day = ahead.day()
    found = renewals.judged(cycle, day)
    form = _form(request, found)
    if request.method == "POST" and form.is_valid():
        try:
            handed_in = services.hand_in(
                endorsement=cycle.endorsement,
                person=request.person,
                number=form.cleaned_data["cycle"],
                attested=form.attestation(),
                at=timezone.now(),
            )
        except Refused as refused:
            show(form, refused)
        else:
            messages.success(request, _thanks(handed_in))
            return redirect("endorsement:renewal", public_id)
    context = {
        **own_renewal.context(found),
        "form": form if _may_hand_in(found, day == today) or form.errors else None,
        "ahead": ahead,
        "looked_at": day if day != today else None,
        "crumbs": [*own_renewal.crumbs(), {"label": wording.pick(found.category.name)}],
    }
    status = 422 if form.errors else 200
    return render(request, "endorsement/renewals/detail.html", context, status=status)


def _form(request: PersonRequest, found: Judged) -> HandInForm:
    data = request.POST if request.method == "POST" else None
    return HandInForm(
        data,
        initial={"cycle": found.cycle.number},
        attests=found.evidence.attested,
        asks_sanctions=found.asks_sanctions,
    )


def _may_hand_in(found: Judged, now: bool) -> bool:
    """Whether the button is there: today, in time, with nothing missing and nothing handed in yet."""
    handed_in = renewals.renewal_of(found.cycle)
    return (
        now
        and found.cycle.state == RenewalCycle.State.OPEN
        and found.cycle.endorsement.state == Endorsement.State.ACTIVE
        and found.timing.possible
        and not found.standing.missing
        and (handed_in is None or handed_in.state in (State.BEGUN, *own_renewal.AGAIN))
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def take_back(request: PersonRequest, public_id: str) -> HttpResponse:
    """Asks first, with what comes of it; the button takes back. Too late, it leads to what was decided."""
    cycle = renewals.for_holder(request.person, public_id)
    handed_in = renewals.renewal_of(cycle)
    if handed_in is None:
        raise Http404
    now = timezone.now()
    try:
        if request.method != "POST":
            taking_back.refuse_unless_possible(handed_in, handed_in.association.day_of(now))
            context = own_renewal.to_take_back(cycle, handed_in)
            return render(request, "endorsement/renewals/take_back.html", context)
        services.take_back(renewal=handed_in, person=request.person, at=now)
    except Refused as refused:
        messages.warning(request, refused.sentence)
    else:
        messages.success(
            request, _("Taken back. Change what you want to change, then hand it in again.")
        )
    return redirect("endorsement:renewal", public_id)


def _thanks(handed_in: Renewal) -> str:
    if handed_in.state == State.APPROVED:
        following = handed_in.cycle.endorsement.cycles.order_by("-number")[0]
        return _(
            "Your endorsement is renewed and good through %(day)s. We will write to you when the "
            "certificate is ready; it will also be under “My certificates”."
        ) % {"day": date_format(following.due_on)}
    return _(
        "Your renewal is handed in. %(association)s decides about it and will write to you; until then "
        "your endorsement stays as it is."
    ) % {"association": handed_in.association.name}

"""One person as a coordinator reminds them: what was sent and why not, whether mail reaches them."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from endorsement.forms.reminders import BounceForm
from endorsement.models import Association, Bounce, Person
from endorsement.permissions import PersonRequest, association_for_coordinator, signed_in
from endorsement.selectors import addresses
from endorsement.selectors import reminders as selector
from endorsement.services import bounce as bounces
from endorsement.services import person as people
from endorsement.views.coordination import desk_crumb
from endorsement.views.reminder_lists import A_PAGE, reason_of, row_of, standing_of


@require_safe
@signed_in
def reminded_person(request: PersonRequest, slug: str, ref: str) -> HttpResponse:
    """What the association reminded one person of, and whether mail reaches them."""
    association = association_for_coordinator(request.person, slug)
    person = selector.person_of(association, ref)
    found = selector.notices(association, person=person)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    _address, why_not = addresses.mail_address(person)
    desk = reverse("endorsement:reminders", args=[slug])
    context: dict[str, Any] = {
        "association": association,
        "person": person,
        "crumbs": [
            desk_crumb(slug),
            {"label": _("Reminders"), "url": desk},
            {"label": str(person)},
        ],
        "why_not": reason_of(why_not) if why_not else "",
        "bounces": person.bounces.filter(settled_at__isnull=True).order_by("-bounced_at"),
        "form": BounceForm(addresses=_open(person)) if _open(person) else None,
        "page": page,
        "rows": [{**row_of(one), "standing": standing_of(one)} for one in page],
    }
    return render(request, "endorsement/reminders/person.html", context)


def _open(person: Person) -> list[str]:
    """Addresses that are not known to take no mail."""
    known = [person.email, *addresses.second_addresses(person)] if person.email else []
    closed = addresses.bounced(known)
    return [one for one in known if one.lower() not in closed]


@require_POST
@signed_in
def reminded_person_act(request: PersonRequest, slug: str, ref: str, action: str) -> HttpResponse:
    """Record that they have died or take it back; note or settle an address that takes no mail."""
    association = association_for_coordinator(request.person, slug)
    person = selector.person_of(association, ref)
    act = ACTIONS.get(action)
    if act is None:
        raise Http404
    act(request, association, person)
    return redirect("endorsement:reminded_person", slug, ref)


def _died(request: PersonRequest, association: Association, person: Person) -> None:
    people.record_death(
        person=person, association=association, by=request.person, at=timezone.now()
    )
    messages.success(request, _("It is recorded. From now on no mail leaves for them."))


def _living(request: PersonRequest, association: Association, person: Person) -> None:
    people.undo_death(person=person, association=association, by=request.person, at=timezone.now())
    messages.success(request, _("It is taken back. They are written to again."))


def _bounce(request: PersonRequest, _association: Association, person: Person) -> None:
    form = BounceForm(request.POST, addresses=_open(person))
    if form.is_valid():
        bounces.note(
            address=form.cleaned_data["address"],
            source=Bounce.Source.COORDINATOR,
            by=request.person,
            at=timezone.now(),
        )
        messages.success(request, _("It is noted. They are on the call list."))


def _settle(request: PersonRequest, _association: Association, person: Person) -> None:
    found = get_object_or_404(person.bounces, public_id=request.POST.get("bounce", ""))
    bounces.settle(bounce=found, by=request.person, at=timezone.now())
    messages.success(request, _("It is settled. The address is tried again."))


ACTIONS: dict[str, Callable[[PersonRequest, Association, Person], None]] = {
    "died": _died,
    "living": _living,
    "bounce": _bounce,
    "settle": _settle,
}

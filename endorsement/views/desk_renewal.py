"""One renewal at the coordinator's desk: the verdict with its evidence, the fees, and the decision."""

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from endorsement import wording
from endorsement.forms import renewal_desk as forms
from endorsement.forms.refused import show
from endorsement.forms.registration import PaymentForm
from endorsement.models import Renewal, RenewalCycle
from endorsement.permissions import PersonRequest, association_for_coordinator, signed_in
from endorsement.refusals import Refused
from endorsement.rules.renewing import MOVES, Role
from endorsement.selectors import (
    clean_renewals,
    conflicts,
    renewal_desk,
    renewal_fees,
    renewals,
)
from endorsement.selectors.clean_renewals import Look
from endorsement.services import conflict, fee
from endorsement.services import renewal as services
from endorsement.views import judged_renewal
from endorsement.views.coordination import desk_crumb
from endorsement.views.renewal_desk import renewals_crumb


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def desk_renewal(request: PersonRequest, slug: str, public_id: str, number: int) -> HttpResponse:
    """What was handed in for one cycle, or what is awaited; and what can be done now."""
    association = association_for_coordinator(request.person, slug)
    cycle = renewal_desk.for_coordinator(request.person, association, public_id, number)
    page = _Page(request, cycle)
    if request.method == "POST":
        if page.act():
            return redirect("endorsement:desk_renewal", slug, public_id, number)
        page.forget()
    status = 422 if request.method == "POST" else 200
    context = page.context()
    return render(request, "endorsement/renewal_desk/detail.html", context, status=status)


class _Act(NamedTuple):
    """A form of the page, the service it calls, and what is said afterwards."""

    form: str
    service: Callable[..., Any]
    thanks: str
    of: str = "renewal"


def _acts() -> dict[str, _Act]:
    return {
        "approve": _Act(
            "approve_form", services.approve, _("Renewed. The holder will hear of it.")
        ),
        "send_back": _Act(
            "send_back_form", services.send_back, _("Your question is on its way to the holder.")
        ),
        "decline": _Act("decline_form", services.decline, _("Declined. The holder will hear why.")),
        "reopen": _Act("reopen_form", services.reopen, _("The holder can hand in again.")),
        "ask_reviewer": _Act(
            "reviewer_form", services.ask_reviewer, _("The reviewer has been asked.")
        ),
        "pay": _Act("payment_form", fee.record_for_renewal, _("The payment is recorded."), "cycle"),
        "take_back": _Act(
            "take_back_form",
            fee.take_back_for_renewal,
            _("The payment is taken back and counts no more."),
            "cycle",
        ),
    }


class _Page:
    """The forms of the page and what they need to know; only the form that was sent is bound."""

    def __init__(self, request: PersonRequest, cycle: RenewalCycle) -> None:
        self.request, self.cycle = request, cycle
        self.association = cycle.endorsement.association
        self.today: date = self.association.day_of(timezone.now())
        self.renewal = renewals.renewal_of(cycle)
        self.look: Look | None = (
            clean_renewals.look(self.renewal, self.today) if self.renewal else None
        )
        self.owed = self.look.owed if self.look else renewal_fees.owed(cycle, self.today)
        self.forms = self._forms()

    def forget(self) -> None:
        """A refused act may have come too late: what is shown is as it is now, with its forms."""
        forms, cycle = self.forms, self.cycle
        row = renewal_desk.for_coordinator(
            self.request.person, self.association, cycle.endorsement.public_id, cycle.number
        )
        self.cycle, self.renewal = row, renewals.renewal_of(row)
        self.look = clean_renewals.look(self.renewal, self.today) if self.renewal else None
        self.forms = forms

    def _forms(self) -> dict[str, Form]:
        sent = self.request.POST.get("act") if self.request.method == "POST" else None

        def data(act: str) -> Any:
            return self.request.POST if sent == act else None

        today = self.today
        return {
            "approve_form": Form(data("approve")),
            "send_back_form": forms.SendBackForm(
                data("send_back"), titles=self._titles(), on=today
            ),
            "decline_form": forms.DeclineForm(data("decline")),
            "reopen_form": forms.ReopenForm(data("reopen"), on=today),
            "reviewer_form": forms.AskReviewerForm(
                data("ask_reviewer"), association=self.association, on=today
            ),
            "payment_form": PaymentForm(data("pay"), due=self.owed.due, on=today),
            "take_back_form": forms.TakeBackRenewalFeeForm(data("take_back"), renewal=self.renewal),
        }

    def _titles(self) -> list[tuple[str, str]]:
        """The requirements right below the top, by name; they reopen with all below them."""
        if self.look is None:
            return []
        found = self.look.found
        names = found.names()
        return [
            (one.id, wording.title(one, names)) for one in found.verdict.children if one.applies
        ]

    def act(self) -> bool:
        """Do what was sent; False where the form has to be shown again."""
        act = _acts().get(self.request.POST.get("act", ""))
        if act is None or (act.of == "renewal" and self.renewal is None):
            raise Http404
        form = self.forms[act.form]
        if not form.is_valid():
            return False
        of = {"cycle": self.cycle} if act.of == "cycle" else {"renewal": self.renewal}
        at = timezone.now()
        try:
            act.service(**of, **form.cleaned_data, coordinator=self.request.person, at=at)
        except Refused as refused:
            conflict.keep_refusal(refused, actor=self.request.person, at=at)
            show(form, refused)
            return False
        messages.success(self.request, act.thanks)
        return True

    def context(self) -> dict[str, Any]:
        cycle, renewal, slug = self.cycle, self.renewal, self.association.slug
        tied = bool(conflicts.tied_to([self.request.person], cycle.endorsement.person, self.today))
        can = set() if tied or renewal is None else actions_of(renewal)
        return {
            "association": self.association,
            "cycle": cycle,
            "endorsement": cycle.endorsement,
            "person": cycle.endorsement.person,
            "category": wording.pick(renewals.category_of(cycle).name),
            "renewal": renewal,
            "audit": getattr(renewal, "audit", None) if renewal else None,
            "tied": tied,
            "can": can,
            "may_ask": not tied and renewal is not None and renewal.state == "handed_in",
            "stains": [clean_renewals.sentence(one) for one in self.look.stains]
            if self.look
            else [],
            "fees": self.owed,
            "own_payments": {one.pk for one in renewal.payments.all()} if renewal else set(),
            "opinions": list(renewal.opinions.select_related("reviewer")) if renewal else [],
            **(
                judged_renewal.context(self.look)
                if self.look
                else judged_renewal.awaited(cycle, self.today)
            ),
            "history": judged_renewal.history(cycle),
            "crumbs": [
                desk_crumb(slug),
                renewals_crumb(slug),
                {"label": str(cycle.endorsement.person)},
            ],
            **self.forms,
        }


def actions_of(renewal: Renewal) -> set[str]:
    """What a coordinator can do with it now."""
    return {str(one) for one in MOVES.actions(renewal.state, Role.COORDINATOR)}

"""Endorsements at the coordinator's desk: find one, see where it stands, do what the table allows."""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from endorsement import wording
from endorsement.forms import standing as forms
from endorsement.forms.refused import show
from endorsement.models import Association, Edition, Endorsement, RenewalCycle
from endorsement.permissions import PersonRequest, association_for_coordinator, signed_in
from endorsement.refusals import Refused
from endorsement.rules.endorsement_moves import MOVES, Move, Role
from endorsement.selectors import editions, overlays, reinstatement
from endorsement.selectors import endorsements as selectors
from endorsement.services import conflict, standing, status_request
from endorsement.services import cycle as cycles
from endorsement.views import history
from endorsement.views.applications import category_name
from endorsement.views.coordination import desk_crumb

A_PAGE = 25


class Act(NamedTuple):
    """Something that can be done: its form, its service, and what is said before and after."""

    form: type[Form]
    run: Callable[..., Any]
    title: Promise
    text: Promise
    thanks: Promise


ACTS: dict[str, Act] = {
    Move.SET_INACTIVE: Act(
        forms.InactiveForm,
        standing.set_inactive,
        gettext_lazy("Set inactive"),
        gettext_lazy("For illness, family leave, a move or another job. Nothing is due meanwhile."),
        gettext_lazy("The endorsement is inactive. Its renewal waits."),
    ),
    Move.SUSPEND: Act(
        forms.SuspendForm,
        standing.suspend,
        gettext_lazy("Suspend"),
        gettext_lazy("For a sanction by a licensing board. The public learns no reason."),
        gettext_lazy("The endorsement is suspended."),
    ),
    Move.RETIRE: Act(
        forms.NoteForm,
        standing.retire,
        gettext_lazy("Retire"),
        gettext_lazy("Nothing is due any more. They may be reinstated later."),
        gettext_lazy("The endorsement is retired."),
    ),
    Move.ARCHIVE: Act(
        forms.NoteForm,
        standing.archive,
        gettext_lazy("Archive"),
        gettext_lazy("Rest one of several categories; the others go on."),
        gettext_lazy("The endorsement is archived."),
    ),
    Move.COME_BACK: Act(
        forms.BackForm,
        standing.come_back,
        gettext_lazy("Active again"),
        gettext_lazy("The renewal goes on where it stopped."),
        gettext_lazy("The endorsement is active again."),
    ),
    Move.LIFT: Act(
        forms.BackForm,
        standing.come_back,
        gettext_lazy("Lift the suspension"),
        gettext_lazy("The renewal goes on where it stopped."),
        gettext_lazy("The suspension is lifted."),
    ),
    Move.REINSTATE: Act(
        forms.ReinstateForm,
        standing.reinstate,
        gettext_lazy("Reinstate"),
        gettext_lazy("A new period begins today, and its renewal is audited."),
        gettext_lazy("The endorsement is valid again."),
    ),
    "extend": Act(
        forms.ExtendForm,
        cycles.extend,
        gettext_lazy("Give more time"),
        gettext_lazy("The due day and everything after it move; nothing ever moves earlier."),
        gettext_lazy("There is more time now."),
    ),
    "decline": Act(
        forms.DeclineRequestForm,
        status_request.decline,
        gettext_lazy("Say why not"),
        gettext_lazy("The holder reads your answer on their page."),
        gettext_lazy("Your answer is sent."),
    ),
}


@require_safe
@signed_in
def desk_endorsements(request: PersonRequest, slug: str) -> HttpResponse:
    """Every endorsement of the association but one's own, by name; found by words and filters."""
    association = association_for_coordinator(request.person, slug)
    today = association.day_of(timezone.now())
    form = forms.EndorsementSearchForm(request.GET, categories=_categories(association))
    rows = selectors.listed(association, request.person, form.wanted(), today)
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "association": association,
        "form": form,
        "page": page,
        "rows": [_line(one, association) for one in page],
        "today": today,
        "searched": bool(request.GET),
        "crumbs": [desk_crumb(slug), {"label": _("Endorsements")}],
    }
    return render(request, "endorsement/coordination/endorsements.html", context)


def _line(endorsement: Endorsement, association: Association) -> dict[str, Any]:
    endorsement.association = association
    newest = endorsement.cycles.all()[:1]
    return {
        "row": endorsement,
        "category": category_name(endorsement),
        "cycle": newest[0] if newest else None,
        "asked": [forms.ASKED.get(Move(one.move)) for one in endorsement.asked],  # type: ignore[attr-defined]
    }


def _categories(association: Association) -> list[tuple[str, str]]:
    pairs = selectors.categories(association)
    by_key = Edition.objects.in_bulk({edition for edition, _category in pairs})
    found = {}
    for edition, code in pairs:
        own = overlays.label(association, code)
        known = editions.parsed(by_key[edition]).categories
        found[code] = wording.pick({**known[code].name, **own}) if code in known else code
    return sorted(found.items(), key=lambda one: one[1])


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def desk_endorsement(request: PersonRequest, slug: str, public_id: str) -> HttpResponse:
    """One endorsement: its state, its cycles with their days, its history, and every legal move."""
    endorsement = selectors.for_coordinator(request.person, slug, public_id)
    page = _Page(request, endorsement)
    if request.method == "POST" and page.act():
        return redirect("endorsement:desk_endorsement", slug, public_id)
    status = 422 if request.method == "POST" else 200
    return render(
        request, "endorsement/coordination/endorsement.html", page.context(), status=status
    )


class _Page:
    """What can be done now, each with its form; only the form that was sent is bound."""

    def __init__(self, request: PersonRequest, endorsement: Endorsement) -> None:
        self.request, self.endorsement = request, endorsement
        self.today = endorsement.association.day_of(timezone.now())
        self.cycles = selectors.cycles_of(endorsement)
        self.asked = selectors.open_request(endorsement)
        self.sent = request.POST.get("act", "") if request.method == "POST" else ""
        self.forms = {name: self._form(name) for name in self._possible()}

    def _possible(self) -> Iterable[str]:
        for move in MOVES.actions(self.endorsement.state, Role.COORDINATOR):
            alone = move == Move.ARCHIVE and not selectors.holds_another(self.endorsement)
            if move in ACTS and not alone:
                yield str(move)
        if self._running() and self.endorsement.state == Endorsement.State.ACTIVE:
            yield "extend"
        if self.asked:
            yield "decline"

    def _running(self) -> RenewalCycle | None:
        newest = self.cycles[0] if self.cycles else None
        return newest if newest and newest.state == RenewalCycle.State.OPEN else None

    def _late(self) -> RenewalCycle | None:
        cycle = self._running()
        if cycle is None or self.endorsement.state != Endorsement.State.ACTIVE:
            return None
        return cycle if cycle.due_on < self.today else None

    def _form(self, name: str) -> Form:
        data = self.request.POST if name == self.sent else None
        initial: dict[str, Any] = {}
        if name == Move.SET_INACTIVE and self.asked:
            initial["because"] = self.asked.because
        return ACTS[name].form(data, prefix=name, initial=initial)

    def act(self) -> bool:
        """Do what was sent; what is not possible now is refused in words."""
        form = self.forms.get(self.sent)
        if form is None:
            messages.error(
                self.request, _("That cannot be done with this endorsement as it stands now.")
            )
            return True
        if not form.is_valid():
            return False
        about: dict[str, Any] = {"endorsement": self.endorsement}
        if self.sent == "extend":
            about = {"cycle": self._running()}
        elif self.sent == "decline":
            about = {"asked": self.asked}
        at = timezone.now()
        try:
            ACTS[self.sent].run(
                **about, **form.cleaned_data, coordinator=self.request.person, at=at
            )
        except Refused as refused:
            conflict.keep_refusal(refused, actor=self.request.person, at=at)
            show(form, refused)
            return False
        messages.success(self.request, str(ACTS[self.sent].thanks))
        return True

    def context(self) -> dict[str, Any]:
        endorsement, slug = self.endorsement, self.endorsement.association.slug
        back = None
        if str(Move.REINSTATE) in self.forms:
            back = reinstatement.judged(endorsement, self.today)
        return {
            "association": endorsement.association,
            "endorsement": endorsement,
            "category": category_name(endorsement),
            "cycles": self.cycles,
            "late": self._late(),
            "asked": self.asked,
            "asked_for": forms.ASKED.get(Move(self.asked.move)) if self.asked else "",
            "acts": [
                {"name": name, "form": form, "about": ACTS[name], "open": name == self.sent}
                for name, form in self.forms.items()
            ],
            "missing": _missing(back) if back else [],
            "back": back,
            "history": history.of_endorsement(endorsement),
            "crumbs": [
                desk_crumb(slug),
                {
                    "label": _("Endorsements"),
                    "url": reverse("endorsement:desk_endorsements", args=[slug]),
                },
                {"label": str(endorsement.person)},
            ],
        }


def _missing(back: reinstatement.Reinstatement) -> list[str]:
    names = back.names()
    return [wording.title(one, names) for one in back.missing]

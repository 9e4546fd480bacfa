"""One application at the coordinator's desk: the evidence, the reviews, what can be done now."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from endorsement.forms import desk
from endorsement.forms.refused import show
from endorsement.forms.vetting import VettingForm
from endorsement.models import Application, Membership, Review
from endorsement.permissions import PersonRequest, has_role, signed_in
from endorsement.refusals import Refused
from endorsement.rules.outcomes import open_outcomes
from endorsement.rules.workflow import MOVES
from endorsement.selectors import (
    applications,
    conflicts,
    editions,
    guests,
    portfolio,
    proposals,
    references,
    verdicts,
)
from endorsement.selectors.proposals import Candidate
from endorsement.services import application as services
from endorsement.services import conflict, guest
from endorsement.services import reference as ratings
from endorsement.services import review as reviews
from endorsement.views import changes, history, judged, outcome_shown, section_page
from endorsement.views.applications import category_name


def desk_crumb(slug: str) -> dict[str, str]:
    """The way back to the desk, first among the crumbs of everything that belongs to it."""
    return {"label": _("Desk"), "url": reverse("endorsement:coordinator_queue", args=[slug])}


def crumbs_of(request: PersonRequest, application: Application) -> list[dict[str, str]]:
    """The way back to the desk; none for a guest, whom it does not open to."""
    here, slug = application.association, application.association.slug
    on = here.day_of(timezone.now())
    theirs = has_role(request.person, here, Membership.Role.COORDINATOR, on=on)
    return [desk_crumb(slug)] if theirs else []


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def coordinator_application(request: PersonRequest, slug: str, public_id: str) -> HttpResponse:
    """One application: the evidence, the reviews once all are in, and what can be done now."""
    application = applications.for_coordinator(request.person, slug, public_id)
    page = _Page(request, application)
    if request.method == "POST":
        if _act(request, application, page.forms):
            return redirect("endorsement:coordinator_application", slug, public_id)
        application.refresh_from_db()
        page = _Page(request, application, page.forms)
    listed = editions.parsed(application.edition).categories[application.category].outcomes
    found = verdicts.of_application(application)
    shown = judged.requirements(application, found) if found else []
    context = {
        "application": application,
        "association": application.association,
        "category": category_name(application),
        "erased": found is None,
        "verdict": found.verdict if found else None,
        "requirements": shown,
        "titles": {one.id: one.row.title for one in shown},
        "may_decide": bool(open_outcomes(application.state, listed)) and not page.tied,
        "raters": references.to_vet(application),
        "said": section_page.said(portfolio.said_in(application.snapshot)),
        "history": history.of(application),
        "changes": changes.shown(application, found),
        "decisions": outcome_shown.decided(application, found),
        "crumbs": [*crumbs_of(request, application), {"label": str(application.person)}],
        **page.context(),
        **page.forms,
        "review_forms": [page.forms[name] for name in _ABOUT_REVIEWS],
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "endorsement/coordination/application.html", context, status=status)


# Sent from the card of a review; what is wrong with them stands above the cards.
_ABOUT_REVIEWS = ("release_form", "time_form", "reassign_form")


class _Page:
    """The forms of the page and what they need to know; only the form that was sent is bound."""

    def __init__(
        self,
        request: PersonRequest,
        application: Application,
        forms: dict[str, Form] | None = None,
    ) -> None:
        self.request, self.application = request, application
        self.today = application.association.day_of(timezone.now())
        if forms is not None:
            self.forms = forms

    @cached_property
    def candidates(self) -> list[Candidate]:
        """Who could be asked; nobody is looked for while nobody can be assigned."""
        if self.application.state not in reviews.HANDED_IN_WHILE:
            return []
        return proposals.candidates(self.application, self.today)

    @cached_property
    def forms(self) -> dict[str, Form]:
        application = self.application
        sent = self.request.POST.get("act") if self.request.method == "POST" else None

        def data(*acts: str) -> Any:
            return self.request.POST if sent in acts else None

        staff = [one.person for one in conflicts.staff(application, self.today)]
        return {
            "complete_form": Form(data("confirm_complete")),
            "assign_form": desk.AssignForm(data("assign"), candidates=self.candidates),
            "release_form": desk.ReleaseForm(data("release", "remind"), application=application),
            "time_form": desk.GiveTimeForm(data("give_time"), application=application),
            "reassign_form": desk.ReassignForm(
                data("reassign"), application=application, candidates=self.candidates
            ),
            "vetting_form": VettingForm(data("vet"), application=application),
            "close_form": desk.TooCloseForm(data("too_close"), people=staff),
            "invite_form": desk.InviteForm(data("invite")),
            "end_form": desk.EndInvitationForm(data("end_invitation"), application=application),
        }

    @cached_property
    def tied(self) -> bool:
        """Whether the coordinator has a conflict of interest of their own."""
        return bool(conflicts.of_anyone(self.request.person, self.application, self.today))

    def context(self) -> dict[str, Any]:
        application, tied = self.application, self.tied
        readable = {one.pk: one for one in applications.opinions(application)}
        rows = application.reviews.select_related("reviewer").order_by("assigned_at", "pk")
        tied_since = {one.person.pk for one in self.candidates if conflicts.is_tie(one.refused)}
        return {
            "can": set() if tied else set(MOVES.actions(application.state, "coordinator")),
            "tied": tied,
            "needed": application.association.overlay.reviewers_required,
            "reviews": [
                {
                    "row": one,
                    "opinion": readable.get(one.pk),
                    "open": one.state in Review.OPEN and not tied,
                    "tied": one.reviewer_id in tied_since and one.state in Review.OPEN,
                    "late": one.state == Review.State.ASSIGNED and one.due_on < self.today,
                }
                for one in rows
            ],
            "may_vet": application.state not in Application.CLOSED and not tied,
            "under_way": application.state not in Application.CLOSED,
            "guests": guests.all_of(application),
            "today": self.today,
        }


@dataclass(frozen=True)
class _Act:
    """A form of the page, the service it calls, and what is said afterwards."""

    form: str
    service: Callable[..., Any]
    thanks: str
    of_application: bool = True


def _acts() -> dict[str, _Act]:
    return {
        "confirm_complete": _Act(
            "complete_form",
            services.confirm_complete,
            _("The application is complete. Now choose who reviews it."),
        ),
        "assign": _Act("assign_form", services.assign_reviewer, _("The reviewer has been asked.")),
        "release": _Act(
            "release_form",
            reviews.release,
            _("The assignment is taken back. Ask somebody else."),
            of_application=False,
        ),
        "remind": _Act(
            "release_form", reviews.remind, _("The reviewer is reminded."), of_application=False
        ),
        "give_time": _Act(
            "time_form", reviews.give_time, _("The new day is set."), of_application=False
        ),
        "reassign": _Act(
            "reassign_form",
            reviews.reassign,
            _("The review is in other hands now."),
            of_application=False,
        ),
        "vet": _Act("vetting_form", ratings.vet, _("What you found about the rater is recorded.")),
        "too_close": _Act(
            "close_form", conflict.declare_for, _("Recorded. This person cannot act on it.")
        ),
        "invite": _Act("invite_form", guest.invite, _("The invitation is on its way.")),
        "end_invitation": _Act(
            "end_form", guest.end, _("The invitation is ended."), of_application=False
        ),
    }


def _act(request: PersonRequest, application: Application, forms: dict[str, Form]) -> bool:
    act = _acts().get(request.POST.get("act", ""))
    if act is None:
        raise Http404
    form = forms[act.form]
    if not form.is_valid():
        return False
    subject = {"application": application} if act.of_application else {}
    at = timezone.now()
    try:
        act.service(**subject, **form.cleaned_data, coordinator=request.person, at=at)
    except Refused as refused:
        conflict.keep_refusal(refused, actor=request.person, at=at)
        show(form, refused)
        return False
    messages.success(request, act.thanks)
    return True

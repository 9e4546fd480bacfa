"""The applicant's side: choose, submit, answer, withdraw."""

from dataclasses import replace
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from endorsement import state_words, wording
from endorsement.forms.application import SubmitForm
from endorsement.forms.refused import show
from endorsement.forms.sent import sent
from endorsement.models import (
    Application,
    Association,
    Edition,
    Endorsement,
    Membership,
    RegistryListing,
)
from endorsement.permissions import PersonRequest, signed_in
from endorsement.refusals import Refused
from endorsement.rules.workflow import MOVES
from endorsement.selectors import (
    applications,
    checklist,
    editions,
    fees,
    intakes,
    letters,
    memberships,
    overlays,
    registrations,
    registry,
    renewals,
    results,
    review_comments,
    sections,
    verdicts,
)
from endorsement.selectors.registry_standing import listing_asked
from endorsement.selectors.verdicts import Judged
from endorsement.services import application as services
from endorsement.views import judged, outcome_shown, review_lines, section_page

WISHES = ("show_name", "show_county")
# The stations of the way, and at which of them each state is; registering is none everywhere.
STATIONS = {
    "draft": 0,
    "registration_asked": 0,
    "in_progress": 1,
    "more_information": 1,
    "submitted": 2,
    "complete": 2,
    "in_review": 3,
    "awaiting_decision": 4,
    "approved": 5,
    "declined": 5,
    "on_hold": 4,
    "deferred": 1,
    "emerging": 5,
    "approved_for_exam": 4,
    "exam_passed": 4,
    "appealed": 4,
}


def category_name(item: Application | Endorsement) -> str:
    """The name of the category, the association's own if it has one, in the reader's language."""
    return wording.pick(category_in_all(item))


def category_in_all(item: Application | Endorsement) -> dict[str, str]:
    """The same by language. An award from before may be of a category that no edition knows."""
    known = editions.parsed(item.edition).categories.get(item.category)
    named = known.name if known else {"en": item.category}
    return {**named, **overlays.label(item.association, item.category)}


@require_safe
@signed_in
def application_list(request: PersonRequest) -> HttpResponse:
    """Everything the person has applied for, and what they hold."""
    held = request.person.endorsements.select_related(
        "association__overlay", "edition__scheme"
    ).prefetch_related("cycles")
    return render(
        request,
        "endorsement/applications/list.html",
        {
            "applications": [
                {"row": one, "category": category_name(one), "said": in_words(one)}
                for one in applications.of_person(request.person)
            ],
            "endorsements": [_endorsement(one) for one in held.order_by("-awarded_on", "pk")],
            "to_ask": registry.to_ask(request.person),
        },
    )


def _endorsement(endorsement: Endorsement) -> dict[str, Any]:
    """What the card of an endorsement shows."""
    # Prefetched in the order of their numbers.
    cycle = next(reversed(endorsement.cycles.all()), None)
    today = endorsement.association.day_of(timezone.now())
    try:
        certificate = reverse("certificates:for_endorsement", args=[endorsement.public_id])
    except NoReverseMatch:
        certificate = ""
    return {
        "row": endorsement,
        "category": category_name(endorsement),
        "cycle": cycle,
        "window_open": cycle is not None
        and cycle.state == cycle.State.OPEN
        and renewals.timing(cycle, today).possible,
        "certificate": certificate,
    }


@require_POST
@signed_in
def application_start(request: PersonRequest, slug: str, category: str) -> HttpResponse:
    """Open an application, or find the open one again."""
    association = get_object_or_404(Association, slug=slug, overlay__isnull=False)
    try:
        application = services.start(
            person=request.person, association=association, category=category, at=timezone.now()
        )
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("endorsement:categories")
    return redirect("endorsement:application", application.public_id)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def application_detail(request: PersonRequest, public_id: str) -> HttpResponse:
    """What the application asks for, what is still missing, and the button to submit."""
    application = applications.for_applicant(request.person, public_id)
    registers = application.state == Application.State.DRAFT
    if request.method != "POST" and registers and application.association.overlay.registration:
        return redirect("endorsement:registration", public_id)
    form = SubmitForm(
        sent(request),
        initial=_wishes(application),
        listing_asked=listing_asked(application.association),
    )
    if request.method == "POST" and form.is_valid():
        try:
            services.submit(
                application=application,
                person=request.person,
                wishes=services.Wishes(**{name: form.cleaned_data[name] for name in WISHES}),
                at=timezone.now(),
            )
        except Refused as refused:
            show(form, refused)
        else:
            messages.success(
                request,
                _("Your application is with %(association)s. We will write to you when it moves.")
                % {"association": application.association.name},
            )
            return redirect("endorsement:application", application.public_id)
    context = _detail(application, form)
    return render(
        request,
        "endorsement/applications/detail.html",
        context,
        status=422 if form.errors else 200,
    )


def _detail(application: Application, form: SubmitForm) -> dict[str, Any]:
    can = set(MOVES.actions(application.state, "applicant"))
    association = application.association
    today = association.day_of(timezone.now())
    before = application.state in Application.BEFORE_SUBMISSION
    preparing = before or "submit" in can
    found = verdicts.of_draft(application, today) if preparing else None
    found = found or verdicts.of_application(application)
    name = category_name(application)
    listed = _checklist(application, found, today) if found and preparing else {}
    due = fees.due(application) if application.state not in Application.CLOSED else []
    outcome = outcome_shown.of(application, found)
    return {
        "application": application,
        "association": association,
        "category": name,
        "said": in_words(application),
        "form": form,
        "comments": review_lines.named(
            review_comments.released(application) if application.submitted_at else (),
            review_lines.titles(found, found.names()) if found else [],
        ),
        "signed": association.overlay.signed_comments,
        "can": can,
        "before": before,
        "preparing": preparing,
        "steps": steps(application),
        "station": station(application),
        "outcome": outcome,
        "may_hand_in": "submit" in can and outcome_shown.re_review_open(application),
        "verdict": found.verdict if found else None,
        "rows": judged.rows(found, links=False) if found and not preparing else [],
        "sections": section_page.overview(
            application,
            sections.parts(found),
            "endorsement:application_section",
            reader="applicant",
            blocked={one["item"].section for one in listed.get("blocks", ())},
        )
        if found
        else [],
        "checklist": listed,
        # What the outcome says already is not said twice.
        "letters": [
            one
            for one in letters.sent_to(application)
            if outcome is None or one.body != outcome.letter.strip()
        ],
        "shows_ratings": results.asks_self_assessment(application),
        "terms": _further_terms(application, due, today) if before else None,
        "intake": intakes.of_day(association, today) if preparing else None,
        "fees": due,
        "advisor": registrations.advising_of(application) if preparing else None,
        "may_want_advisor": preparing and _has_advisors(association, today),
        "newer": before and _newer(application),
        "crumbs": [
            {"label": _("Applications"), "url": reverse("endorsement:applications")},
            {"label": name},
        ],
    }


def _checklist(application: Application, found: Judged, today: date) -> dict[str, Any]:
    """What blocks handing in and what else is open, each with the page on which it is done."""
    lines: dict[str, list[dict[str, Any]]] = {"blocks": [], "open": []}
    for one in checklist.of(application, found, today):
        url = ""
        if one.section:
            arguments = [application.public_id, one.section.value]
            url = reverse("endorsement:application_section", args=arguments)
        lines["blocks" if one.blocks else "open"].append({"item": one, "url": url})
    return lines


def _further_terms(application: Application, due: list[fees.Due], today: date) -> overlays.Terms:
    """What else the association asks, besides the fees whose payment the page shows."""
    terms = overlays.terms(application.association, application.category, today)
    shown = {str(one.fee.get_purpose_display()) for one in due}
    return replace(terms, fees=[one for one in terms.fees if one[0] not in shown])


def _has_advisors(association: Association, today: date) -> bool:
    return memberships.in_role(association, Membership.Role.ADVISOR, today).exists()


def station(application: Application) -> int:
    """At which of the steps the application is; 0 when it goes no further."""
    place = STATIONS.get(application.state, -1)
    # Without registration the first step is preparing.
    return place + len(steps(application)) - 4 if place >= 0 else 0


def steps(application: Application) -> list[dict[str, Any]]:
    """The stations of an application's way; registering only where the association asks it."""
    overlay = overlays.overlay_of(application.association)
    first = [_("Register")] if overlay and overlay.registration else []
    named = [*first, _("Prepare"), _("Handed in"), _("Review"), _("Decision")]
    return [{"label": one} for one in named]


def _newer(application: Application) -> bool:
    """Whether other criteria hold today than those the draft is measured by."""
    association = application.association
    try:
        today = editions.current(association, association.day_of(timezone.now()))
    except Edition.DoesNotExist:
        return False
    return today.pk != application.edition_id


def _wishes(application: Application) -> dict[str, bool]:
    listing = RegistryListing.objects.filter(
        person=application.person, association=application.association
    ).first()
    return {name: getattr(listing, name) for name in WISHES} if listing else {}


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def application_withdraw(request: PersonRequest, public_id: str) -> HttpResponse:
    """Asks once more, then takes the application back."""
    application = applications.for_applicant(request.person, public_id)
    if request.method == "POST":
        try:
            services.withdraw(application=application, person=request.person, at=timezone.now())
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.info(request, _("Your application is withdrawn. Your portfolio is unchanged."))
        return redirect("endorsement:applications")
    context = {"application": application, "category": category_name(application)}
    return render(request, "endorsement/applications/withdraw.html", context)


def in_words(application: Application) -> str:
    """Where the application is, as its applicant wants to know it."""
    return state_words.said(application.state, state_words.Audience.APPLICANT)

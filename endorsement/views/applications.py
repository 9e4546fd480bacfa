"""The applicant's side: choose, submit, answer, withdraw."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from endorsement import wording
from endorsement.forms.application import SubmitForm
from endorsement.forms.refused import show
from endorsement.forms.sent import sent
from endorsement.models import Application, Association, Edition, Endorsement, RegistryListing
from endorsement.permissions import PersonRequest, signed_in
from endorsement.refusals import Refused
from endorsement.rules.workflow import actions
from endorsement.selectors import (
    applications,
    editions,
    overlays,
    references,
    renewals,
    results,
    verdicts,
)
from endorsement.selectors.verdicts import Judged
from endorsement.services import application as services
from endorsement.views import judged
from endorsement.views.requirements import documents_to_sign

WISHES = ("show_name", "show_county", "show_language")
# The four stations of the way, and at which of them each state is.
STATIONS = {
    "draft": 1,
    "more_information": 1,
    "submitted": 2,
    "complete": 2,
    "in_review": 3,
    "awaiting_decision": 4,
    "approved": 5,
    "declined": 5,
}


def category_name(item: Application | Endorsement) -> str:
    """The name of the category, the association's own if it has one, in the reader's language."""
    own = overlays.label(item.association, item.category)
    return wording.pick({**editions.parsed(item.edition).categories[item.category].name, **own})


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
    form = SubmitForm(sent(request), initial=_wishes(application))
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
    can = set(actions(application.state, "applicant"))
    association = application.association
    if "submit" in can:
        found: Judged | None = verdicts.of_draft(application, association.day_of(timezone.now()))
    else:
        found = verdicts.of_application(application)
    own = references.asked_by(application.person, association)
    name = category_name(application)
    return {
        "application": application,
        "association": association,
        "category": name,
        "said": in_words(application),
        "form": form,
        "can": can,
        "steps": [
            {"label": _("Prepare")},
            {"label": _("Handed in")},
            {"label": _("Review")},
            {"label": _("Decision")},
        ],
        "station": STATIONS.get(application.state, 0),
        "verdict": found.verdict if found else None,
        "rows": judged.rows(found, links="submit" in can) if found else [],
        "references": own if found and found.edition.reference_roles else [],
        "shows_ratings": results.asks_self_assessment(application),
        "terms": overlays.terms(
            association, application.category, association.day_of(timezone.now())
        )
        if application.state == Application.State.DRAFT
        else None,
        "newer": application.state == Application.State.DRAFT and _newer(application),
        "documents": documents_to_sign(
            found.category.award,
            found.edition,
            found.portfolio,
            f"?association={application.association.slug}",
        )
        if found and "submit" in can
        else [],
        "crumbs": [
            {"label": _("Applications"), "url": reverse("endorsement:applications")},
            {"label": name},
        ],
    }


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
    said = {
        "draft": _("You are preparing it. Nobody else sees it before you hand it in."),
        "submitted": _("It is with the association, which checks whether anything is missing."),
        "complete": _("Nothing is missing. The association is choosing who reviews it."),
        "in_review": _("Reviewers are reading it, each on their own."),
        "awaiting_decision": _("Every review is in. The association is deciding."),
        "more_information": _("The association asks you for something more."),
        "approved": _("You are endorsed. Congratulations!"),
        "declined": _("The association could not approve it this time."),
        "withdrawn": _("You took it back."),
    }
    return said[application.state]

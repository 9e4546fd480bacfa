"""What reviewers write for the applicant: the coordinator reads it first, and releases it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from endorsement.forms.refused import show
from endorsement.forms.review import ReleaseCommentsForm
from endorsement.forms.sent import sent
from endorsement.models import Application, ReviewComment
from endorsement.permissions import PersonRequest, signed_in
from endorsement.refusals import Refused
from endorsement.selectors import applications, review_comments, verdicts
from endorsement.services import conflict
from endorsement.services import review_comment as services
from endorsement.views import review_lines
from endorsement.views.applications import category_name


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def released_comments(request: PersonRequest, slug: str, public_id: str) -> HttpResponse:
    """Read them all, release one or several, each in the words that help."""
    application = applications.for_coordinator(request.person, slug, public_id)
    comments = list(review_comments.for_coordinator(application))
    waiting = [one for one in comments if _waits(one)]
    form = ReleaseCommentsForm(sent(request), comments=waiting)
    if request.method == "POST" and form.is_valid():
        try:
            count = services.release(
                application=application,
                coordinator=request.person,
                wording=form.wording(),
                at=timezone.now(),
            )
        except Refused as refused:
            conflict.keep_refusal(refused, actor=request.person, at=timezone.now())
            show(form, refused)
        else:
            _thank(request, count)
            return redirect("endorsement:released_comments", slug, public_id)
    context = _context(application, comments, form)
    status = 422 if form.errors else 200
    return render(request, "endorsement/coordination/comments.html", context, status=status)


def _waits(comment: ReviewComment) -> bool:
    return comment.audience == ReviewComment.Audience.APPLICANT and comment.released_at is None


def _thank(request: PersonRequest, count: int) -> None:
    if not count:
        # A double click, or a colleague was quicker.
        messages.info(request, _("The applicant can read these comments already."))
        return
    messages.success(
        request,
        ngettext(
            "The applicant can read %(count)s comment now.",
            "The applicant can read %(count)s comments now.",
            count,
        )
        % {"count": count},
    )


def _context(
    application: Application, comments: list[ReviewComment], form: ReleaseCommentsForm
) -> dict[str, Any]:
    slug = application.association.slug
    found = verdicts.of_application(application)
    about = review_lines.titles(found, found.names()) if found else []
    told = review_lines.named(comments, about)
    audience = ReviewComment.Audience
    return {
        "application": application,
        "association": application.association,
        "category": category_name(application),
        "form": form,
        "waiting": [
            {**one, "fields": form.of(one["row"].public_id)} for one in told if _waits(one["row"])
        ],
        "released": [one for one in told if one["row"].released_at is not None],
        "internal": [one for one in told if one["row"].audience == audience.COORDINATOR],
        "signed": application.association.overlay.signed_comments,
        "crumbs": [
            {"label": _("Desk"), "url": reverse("endorsement:coordinator_queue", args=[slug])},
            {
                "label": str(application.person),
                "url": reverse(
                    "endorsement:coordinator_application", args=[slug, application.public_id]
                ),
            },
            {"label": _("Comments of reviewers")},
        ],
    }

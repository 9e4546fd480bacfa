"""An advisor reads applications that are being prepared, and comments. Advisors never decide."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from endorsement import state_words
from endorsement.forms.refused import show
from endorsement.forms.section import CommentForm
from endorsement.forms.sent import sent
from endorsement.models import SectionComment
from endorsement.permissions import PersonRequest, signed_in
from endorsement.refusals import Refused
from endorsement.selectors import registrations, sections, verdicts
from endorsement.services import section as services
from endorsement.views import section_page
from endorsement.views.application_sections import section_or_404
from endorsement.views.applications import category_name

ADDRESS = "endorsement:advised_section"
Voice = SectionComment.Voice


@require_safe
@signed_in
def advised_list(request: PersonRequest) -> HttpResponse:
    """The applications that wait for one's advice."""
    rows = registrations.advised_by(request.person)
    context = {
        "rows": [
            {
                "row": one,
                "category": category_name(one.application),
                "association": one.application.association,
            }
            for one in rows
        ]
    }
    return render(request, "endorsement/advising/list.html", context)


@require_safe
@signed_in
def advised(request: PersonRequest, public_id: str) -> HttpResponse:
    """One application: its sections, and how each stands."""
    row = registrations.for_advisor(request.person, public_id)
    application = row.application
    found = verdicts.of_draft(application, application.association.day_of(timezone.now()))
    listed = section_page.overview(
        application, sections.parts(found), "endorsement:application_section", reader=Voice.ADVISOR
    )
    for one in listed:
        one["url"] = reverse(ADDRESS, args=[public_id, one["section"]])
    context = {
        "row": row,
        "application": application,
        "association": application.association,
        "category": category_name(application),
        "sections": listed,
        "crumbs": [
            {"label": _("Advising"), "url": reverse("endorsement:advised_list")},
            {"label": str(application.person)},
        ],
    }
    return render(request, "endorsement/advising/application.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def advised_section(request: PersonRequest, public_id: str, section: str) -> HttpResponse:
    """What the section holds and lacks, the applicant's words, and the conversation."""
    row = registrations.for_advisor(request.person, public_id)
    here, application = section_or_404(section), row.application
    form = CommentForm(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            services.comment(
                application=application,
                section=here.value,
                by=request.person,
                voice=Voice.ADVISOR,
                text=form.cleaned_data["comment"],
                once=form.cleaned_data["once"],
                at=timezone.now(),
            )
        except Refused as refused:
            show(form, refused)
        else:
            messages.success(request, _("Your comment is there."))
            return redirect(ADDRESS, public_id, section)
    found = verdicts.of_draft(application, application.association.day_of(timezone.now()))
    part = sections.parts(found)[here]
    note = sections.note(application, here.value)
    about = state_words.SECTIONS[here]
    context: dict[str, Any] = {
        "row": row,
        "application": application,
        "association": application.association,
        "title": about.title,
        "text": about.text,
        "status": part.standing.value,
        "label": section_page.label(part.standing),
        "rows": section_page.rows(found, part, links=False),
        "entries": section_page.entries(found, here, links=False),
        "note": note.text if note else "",
        "comments": section_page.comments(application, here, reader=Voice.ADVISOR),
        "comment_form": form,
        "crumbs": [
            {"label": _("Advising"), "url": reverse("endorsement:advised_list")},
            {
                "label": str(application.person),
                "url": reverse("endorsement:advised", args=[public_id]),
            },
            {"label": about.title},
        ],
    }
    status = 422 if form.errors else 200
    return render(request, "endorsement/advising/section.html", context, status=status)

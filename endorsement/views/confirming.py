"""Confirming somebody's hours, through a mailed link or signed in: the same page, line by line."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from endorsement.forms.confirmation import AnswersForm
from endorsement.models import ConfirmationLine, ConfirmationRequest
from endorsement.permissions import PersonRequest, signed_in
from endorsement.refusals import Refused
from endorsement.selectors import confirmations
from endorsement.services import confirmation as service
from endorsement.services.confirmation import Answered
from endorsement.views import supervision_place
from endorsement.views.entry_lines import line

OPEN = ConfirmationLine.State.OPEN
# Four fields each: a form may have a thousand.
AT_ONCE = 100


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_give(request: HttpRequest, token: str) -> HttpResponse:
    """The confirmer's page, in their language. Opening it changes nothing: scanners open links.

    A link that never was and one that does not work any more get the same answer.
    """
    try:
        asked = confirmations.by_token(token, timezone.now())
    except Http404:
        # Not 404: without a language in the address that would lead to the CMS's own page.
        return render(request, "endorsement/confirmations/gone.html", status=410)
    with translation.override(asked.confirmer.language):
        request.LANGUAGE_CODE = asked.confirmer.language
        return _page(request, asked, redirect("confirm_give", token))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def confirm_own(request: PersonRequest, public_id: str) -> HttpResponse:
    """The same for a confirmer who is signed in."""
    asked = confirmations.for_confirmer(request.person, public_id)
    return _page(request, asked, redirect("endorsement:confirm", public_id))


def _page(request: HttpRequest, asked: ConfirmationRequest, after: HttpResponse) -> HttpResponse:
    form = _form(request, asked)
    if request.method == "POST" and form.is_valid() and _answer(request, asked, form):
        return after
    shown = confirmations.lines_of(asked)
    waiting = [one for one in shown if one.state == OPEN]
    context = {
        "request_row": asked,
        "form": form,
        "open": [
            {"text": line(one.entry), "kind": one.entry.get_kind_display(), **_fields(one, form)}
            for one in waiting[:AT_ONCE]
        ],
        "later": len(waiting[AT_ONCE:]),
        "crumbs": supervision_place.crumbs(
            request,
            asked.confirmer,
            _("Hours of %(name)s") % {"name": asked.person.name},
        ),
        "answered": [{"row": one, "text": line(one.entry)} for one in shown if one.state != OPEN],
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "endorsement/confirmations/give.html", context, status=status)


def _form(request: HttpRequest, asked: ConfirmationRequest) -> AnswersForm:
    """The form over what is open; when it was sent, over what had been shown, answered since or not."""
    every = asked.lines.select_related("entry__detail", "entry__provider", "entry__person")
    sent = [
        one
        for one in every.order_by("entry__first_on", "pk")
        if f"shown:{one.entry.public_id}" in request.POST
    ]
    waiting = [one for one in confirmations.lines_of(asked) if one.state == OPEN]
    rows = [(one, line(one.entry)) for one in sent or waiting[:AT_ONCE]]
    return AnswersForm(request.POST if request.method == "POST" else None, lines=rows)


def _fields(one: ConfirmationLine, form: AnswersForm) -> dict[str, Any]:
    key = one.entry.public_id
    return {"fields": form.line(key)} if key in form.keys else {}


def _answer(request: HttpRequest, asked: ConfirmationRequest, form: AnswersForm) -> bool:
    answers = form.answers(all_right="all" in request.POST)
    if not answers:
        form.add_error(None, _("Please answer at least one line; the others can wait."))
        return False
    try:
        result = service.answer(request=asked, answers=answers, at=timezone.now())
    except Refused as refused:
        form.add_error(None, refused.sentence)
        return False
    _say(request, result)
    return True


def _say(request: HttpRequest, result: Answered) -> None:
    if result.confirmed:
        messages.success(
            request,
            ngettext(
                "%(n)s entry is confirmed. Thank you.",
                "%(n)s entries are confirmed. Thank you.",
                result.confirmed,
            )
            % {"n": result.confirmed},
        )
    if result.not_right:
        messages.info(request, _("What is not right goes back to the person who asked you."))
    if result.already:
        messages.info(request, _("Part of this had an answer before, and that answer stays."))
    if result.changed:
        messages.warning(
            request,
            _("Part of this was changed in the meantime. Please look at what is open now."),
        )

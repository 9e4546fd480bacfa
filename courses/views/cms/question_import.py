"""Importing questions into a bank: choose, look, confirm."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import FormView, TemplateView
from wagtail.admin.widgets import Button

from courses import wording
from courses.exchange.document import from_json
from courses.exchange.question import Entry
from courses.exchange.sameness import digest
from courses.forms.question_import import QuestionFileForm
from courses.models import QuestionBankPage, SharedBank
from courses.selectors import question_exchange as banks
from courses.services import question_import as service
from courses.views.cms.screens import OfBank, screen_of
from endorsement.refusals import Refused

ROWS_SHOWN = 300


class Choose(OfBank, FormView):
    """Nothing is added before it was looked at."""

    template_name = "courses/cms/question_import.html"
    form_class = QuestionFileForm
    page_title = gettext_lazy("Import questions")
    header_icon = "upload"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "most": service.MOST_IN_BANK,
            "locked": banks.is_locked_for(self.request.user, self.bank),
        }

    def form_valid(self, form: QuestionFileForm) -> HttpResponse:
        staged = service.stage(
            user=self.request.user,
            bank=self.bank,
            name=form.cleaned_data["file"].name,
            reading=form.reading,
            at=timezone.now(),
        )
        return redirect(self.screen("question_import_preview", staged.public_id))


class Preview(OfBank, TemplateView):
    """What would be added, what is lost, what is there already, what is not taken; then add it once."""

    template_name = "courses/cms/question_import_preview.html"
    page_title = gettext_lazy("Look before adding")
    header_icon = "upload"

    @cached_property
    def staged(self) -> Any:
        """:raises Http404: for a file of somebody else, of another bank, or that is gone."""
        key, user = self.kwargs["public_id"], self.request.user
        return banks.staged_for(user, self.bank, key, timezone.now())

    def get(  # type: ignore[override]
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        if self.staged.confirmed_at is not None:
            return redirect(self.back())
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        try:
            added = service.confirm(staged=self.staged, user=request.user, at=timezone.now())
        except Refused as refused:
            messages.error(request, str(refused))
            return redirect(self.screen("question_import"))
        messages.success(
            request,
            ngettext(
                "%(n)s question is in the draft, at its end. Nothing is published.",
                "%(n)s questions are in the draft, at its end. Nothing is published.",
                added,
            )
            % {"n": added},
        )
        return redirect(self.back())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        entries = [from_json(kept) for kept in self.staged.entries]
        rows = _rows(entries, banks.digests_of(self.bank))
        counts = {state: sum(row["state"] == state for row in rows) for state in STATES}
        new = counts["taken"] + counts["loss"]
        there = len(self.bank.questions)
        return {
            **super().get_context_data(**kwargs),
            "staged": self.staged,
            "format": wording.FORMATS[self.staged.format],
            "counts": [(label, counts[state]) for state, label in STATES.items()],
            "new": new,
            "rows": rows[:ROWS_SHOWN],
            "more": max(0, len(rows) - ROWS_SHOWN),
            "unfinished": sum(bool(row["to_fill_in"]) for row in rows),
            "too_many": there + new > service.MOST_IN_BANK,
            "there": there,
            "most": service.MOST_IN_BANK,
            "others": banks.others_editing(self.request.user, self.bank, timezone.now()),
            "again": self.screen("question_import"),
        }


STATES = {
    "taken": gettext_lazy("taken"),
    "loss": gettext_lazy("taken with a loss"),
    "there": gettext_lazy("there already"),
    "refused": gettext_lazy("not taken"),
}


def _rows(entries: list[Entry], known: set[str]) -> list[dict[str, Any]]:
    seen, rows = set(known), []
    for entry in entries:
        rows.append(_row(entry, seen))
        if entry.question is not None:
            seen.add(digest(entry.question))
    return rows


def _row(entry: Entry, seen: set[str]) -> dict[str, Any]:
    state = "loss" if entry.notes else "taken"
    to_fill_in = ""
    if entry.question is None:
        state = "refused"
    elif digest(entry.question) in seen:
        state = "there"
    else:
        to_fill_in = wording.to_fill_in(entry.question)
    return {
        "number": entry.number,
        "name": entry.name or _("(without a name)"),
        "kind": wording.kind(entry),
        "state": state,
        "label": STATES[state],
        "sentences": [] if state == "there" else wording.sentences(entry),
        "to_fill_in": to_fill_in,
    }


def buttons(page: Any, user: Any, *_args: Any, **_kwargs: Any) -> list[Button]:
    """In the menu of a bank, for whoever may edit it."""
    if not isinstance(page.specific, QuestionBankPage) or page.pk is None:
        return []
    if not page.permissions_for_user(user).can_edit():
        return []
    return buttons_of(page.specific)


def shared_buttons(snippet: Any, user: Any, next_url: str | None = None) -> list[Button]:  # noqa: ARG001
    """In the list of shared banks, for whoever may edit the one."""
    if not isinstance(snippet, SharedBank) or not banks.may_edit_shared(user, snippet):
        return []
    return buttons_of(snippet)


def buttons_of(bank: banks.Bank) -> list[Button]:
    """Both, whoever may use them."""
    return [
        Button(
            _("Import questions"),
            screen_of(bank, "question_import"),
            icon_name="upload",
            priority=64,
        ),
        Button(
            _("Export questions"),
            screen_of(bank, "question_export"),
            icon_name="download",
            priority=65,
        ),
    ]

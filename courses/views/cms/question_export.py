"""Exporting a bank: what each format can say of it, and the files."""

from collections import Counter
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View

from courses import wording
from courses.exchange import formats
from courses.exchange.question import Entry
from courses.models import QuestionBankPage
from courses.selectors import question_exchange as banks
from courses.views.cms.screens import OfBank

CONTENT_TYPES = {
    "gift": "text/plain; charset=utf-8",
    "moodle_xml": "application/xml",
    "qti21": "application/zip",
    "qti3": "application/zip",
}


class Export(OfBank, TemplateView):
    """The newest draft, in each format: how many questions it holds and what is left out of which."""

    template_name = "courses/cms/question_export.html"
    page_title = gettext_lazy("Export questions")
    header_icon = "download"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        entries = banks.questions_of(self.bank)
        unfinished = [one for one in entries if one.question is None]
        return {
            **super().get_context_data(**kwargs),
            "all": len(entries),
            "unfinished": unfinished,
            "choices": [self._choice(name, entries) for name in formats.WRITTEN],
        }

    def _choice(self, name: str, entries: list[Entry]) -> dict[str, Any]:
        _content, written = written_as(name, entries)
        losses = Counter(
            (said, one.question is None) for one in written for said in wording.sentences(one)
        )
        return {
            "label": wording.FORMATS[name],
            "url": self.screen("question_export_file", name),
            "count": sum(one.question is not None for one in written),
            "lines": [
                {"sentence": said, "count": count, "refused": refused}
                for (said, refused), count in losses.items()
            ],
        }


class File(View):
    """The file itself."""

    shared = False

    def get(self, request: HttpRequest, pk: int, name: str) -> HttpResponse:
        bank = banks.bank_at(request.user, pk, shared=self.shared)
        if name not in formats.WRITERS:
            raise Http404
        content, _entries = written_as(name, banks.questions_of(bank))
        answer = HttpResponse(content, content_type=CONTENT_TYPES[name])
        answer["Content-Disposition"] = (
            content_disposition_header(True, file_name(bank, name)) or ""
        )
        return answer


def written_as(name: str, entries: list[Entry]) -> tuple[bytes, tuple[Entry, ...]]:
    """The finished questions as a file, and what became of each."""
    return formats.write(name, [one.question for one in entries if one.question is not None])


def file_name(bank: banks.Bank, name: str) -> str:
    module = bank.get_parent() if isinstance(bank, QuestionBankPage) else None
    return (
        f"{slugify(module.title if module else bank.title) or 'questions'}{formats.ENDINGS[name]}"
    )

"""What somebody publishes in the CMS passes the checks, whatever the way: the form, an approval from a
list, several at once, or the CMS's own interface for programs."""

from collections.abc import Sequence

from wagtail.models import Page

from courses.models import LessonPage, ModulePage, QuestionBankPage
from courses.models.checking import FIELDS, facts_of, is_complete
from courses.rules.checks import Finding, blocking, check
from courses.selectors.module import source_of


class NotReady(Exception):
    """The page is not published, and nothing of the request is kept. Without findings it is a lesson or
    a bank that its own form would not take."""

    def __init__(self, page: Page, findings: Sequence[Finding] = ()) -> None:
        super().__init__(page.title)
        self.page = page
        self.findings = findings


def check_module(*, page: ModulePage) -> None:
    """A translation has the facts of its original, which were checked.

    :raises NotReady: when something stands in the way of publishing.
    """
    if source_of(page).pk != page.pk:
        return
    found = blocking(check(facts_of(page, {name: getattr(page, name) for name in FIELDS})))
    if found:
        raise NotReady(page, found)


def check_part(*, page: LessonPage | QuestionBankPage) -> None:
    """:raises NotReady: when the lesson or bank is not complete."""
    first = Page.objects.filter(translation_key=page.translation_key).order_by("pk").first()
    if first is not None and first.pk == page.pk and not is_complete(page):
        raise NotReady(page)

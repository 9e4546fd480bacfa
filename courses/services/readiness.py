"""What somebody publishes in the CMS passes the checks, whatever the way: the form, an approval from a
list, several at once, or the CMS's own interface for programs."""

from collections.abc import Sequence

from wagtail.models import Page

from courses.models import LessonPage, ModulePage, QuestionBankPage, SharedBank
from courses.models.checking import FIELDS, facts_of, is_complete
from courses.rules.checks import Finding, blocking, check
from courses.selectors import drawing
from courses.selectors.drawing import Short
from courses.selectors.module import source_of


class NotReady(Exception):
    """The page is not published, and nothing of the request is kept. Without findings it is a lesson or
    a bank that its own form would not take."""

    def __init__(self, page: Page | SharedBank, findings: Sequence[Finding] = ()) -> None:
        super().__init__(page.title)
        self.page = page
        self.findings = findings


class StillDrawn(Exception):
    """Nothing of the request is kept: a post-test on the site would have fewer questions than it draws."""

    def __init__(self, bank: QuestionBankPage | SharedBank, found: Sequence[Short]) -> None:
        super().__init__(bank.title)
        self.bank = bank
        self.short = found


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


def check_enough(*, bank: QuestionBankPage, module: Page | None = None) -> None:
    """After a bank was published, taken off the site or moved away from `module`.

    :raises StillDrawn: when its module is on the site and would draw more questions than are left.
    """
    found = _module(bank) if module is None else ModulePage.objects.filter(pk=module.pk).first()
    _refuse(bank, drawing.short(found) if found else [])


def check_not_drawn(*, bank: QuestionBankPage) -> None:
    """Before a bank is deleted, while its module stays.

    :raises StillDrawn: when the module is on the site; a translation falls back to its original's.
    """
    module = _module(bank)
    if module is not None and module.live and bank.live and source_of(module).pk == module.pk:
        _refuse(bank, [Short(module, 0)])


def check_shared_part(*, bank: SharedBank) -> None:
    """After a shared bank was published, by whatever way: an approval passes no form.

    :raises NotReady: when it is not complete.
    :raises StillDrawn: when a module on the site would draw more questions than are left of those that
        were kept of it.
    """
    if not is_complete(bank):
        raise NotReady(bank)
    _refuse(bank, drawing.short_since_kept(bank))


def check_shared(*, bank: SharedBank, gone: Sequence[SharedBank] = ()) -> None:
    """After a shared bank was taken off the site, or before it and others are deleted.

    :raises StillDrawn: when a module on the site would draw more questions than are left.
    """
    if gone:
        _refuse(bank, drawing.short_without(gone))
    else:
        found = [drawing.short(module) for module in drawing.drawing_from(bank)]
        _refuse(bank, [one for short in found for one in short])


def _module(bank: QuestionBankPage) -> ModulePage | None:
    found: ModulePage | None = ModulePage.objects.parent_of(bank).first()
    return found


def _refuse(bank: QuestionBankPage | SharedBank, found: Sequence[Short]) -> None:
    if found:
        raise StillDrawn(bank, found)

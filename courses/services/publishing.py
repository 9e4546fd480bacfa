"""What publishing a module means outside the CMS."""

from contextvars import ContextVar
from datetime import datetime

from django.db import transaction
from wagtail.models import Page

from courses.models import LessonPage, ModulePage, QuestionBankPage, SharedBank
from courses.selectors.drawing import drawing_from
from courses.selectors.module import facts, source_of
from courses.services import catalog, snapshot
from endorsement.services import training

#: The module whose parts go live with it: what is kept of it is made once, after all of them.
_as_a_whole: ContextVar[int | None] = ContextVar("module published as a whole", default=None)


@transaction.atomic
def module_published(*, page: ModulePage, at: datetime) -> None:
    """Effects, in order: lessons and bank that were never published go live with their module; the
    page's entry in the catalog is made; this version is kept as it stands; the training offer is
    published from the source-language page; earlier versions leave the site, where whoever is in the
    middle of one finishes it.

    A module is moderated as a whole. Later changes to a lesson or a bank go through moderation on
    their own. Wagtail reports a page as published also when its day is still to come: then nothing
    happens yet.
    """
    if not page.live:
        return
    _publish_first_drafts(page)
    catalog.enter(page=page, at=at)
    module = source_of(page)
    if not module.live:
        return
    snapshot.keep(module=module, at=at)
    titles = ModulePage.objects.filter(translation_key=module.translation_key, live=True)
    training.publish_offer(
        code=module.code,
        version=module.version,
        title={p.locale.language_code: p.title for p in titles.select_related("locale")},
        address=f"/learn/{module.code}/",
        association=module.association,
        shared=module.shared,
        **facts(module),
    )
    _retire_earlier(module)


def _retire_earlier(module: ModulePage) -> None:
    """The page written first goes first: with it every language that is still there is kept."""
    earlier = ModulePage.objects.live().filter(
        code=module.code, association=module.association, version__lt=module.version
    )
    for page in earlier.order_by("pk"):
        page.unpublish()


def _publish_first_drafts(page: ModulePage) -> None:
    token = _as_a_whole.set(page.pk)
    try:
        for model in (LessonPage, QuestionBankPage):
            drafts = model.objects.child_of(page).filter(live=False)
            for draft in drafts.filter(first_published_at__isnull=True):
                revision = draft.get_latest_revision()
                if revision is not None:
                    revision.publish()
    finally:
        _as_a_whole.reset(token)


def goes_with_its_module(page: LessonPage | QuestionBankPage) -> bool:
    """Whether it is published because its module is, which was checked as a whole."""
    module = ModulePage.objects.parent_of(page).first()
    return module is not None and module.pk == _as_a_whole.get()


@transaction.atomic
def part_changed(*, page: LessonPage | QuestionBankPage, at: datetime) -> None:
    """A lesson or bank was published, moved or unpublished: what is kept of its version follows.

    Only while the module is on the site: afterwards its last live state stays. The catalog follows too.
    A part that goes live with its module changes nothing: the module is kept after all of them.
    """
    module = ModulePage.objects.parent_of(page).first()
    if module is None or module.pk == _as_a_whole.get():
        return
    if isinstance(page, LessonPage):
        catalog.enter(page=module, at=at)
    if source_of(module).live:
        snapshot.keep(module=module, at=at)


@transaction.atomic
def lesson_left(*, module: Page, lesson: LessonPage, at: datetime) -> None:
    """A lesson is about to be deleted, or was moved elsewhere: the catalog forgets it there.

    Effects: the module's entry is made anew where there is one; what is kept of the version stays.
    """
    page = ModulePage.objects.filter(pk=module.pk, entry__isnull=False).first()
    if page is not None:
        catalog.enter(page=page, at=at, without=lesson)


@transaction.atomic
def shared_bank_changed(*, bank: SharedBank, at: datetime) -> int:
    """A shared bank was published or taken off: what is kept of the modules that draw from it follows;
    how many. Attempts keep the paper they were drawn.
    """
    drawing = drawing_from(bank)
    for page in drawing:
        snapshot.keep(module=page, at=at)
    return len(drawing)


@transaction.atomic
def module_unpublished(*, page: ModulePage, at: datetime) -> None:
    """Nobody new can start the module; whoever is in the middle goes on with what is kept.

    Effects, in order: the catalog's entry of the page goes; the last state on the site is kept, unless
    the page is about to be deleted, when it was kept before; the training offer is withdrawn.
    """
    catalog.leave(page=page)
    if source_of(page).pk != page.pk:
        return
    if ModulePage.objects.filter(pk=page.pk, live=False).exists():
        snapshot.keep(module=page, at=at)
    training.withdraw_offer(code=page.code, version=page.version)

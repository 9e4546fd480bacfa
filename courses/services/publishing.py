"""What publishing a module means outside the CMS."""

from django.db import transaction

from courses.models import LessonPage, ModulePage, QuestionBankPage
from courses.selectors.module import facts, source_of
from endorsement.services import training


@transaction.atomic
def module_published(*, page: ModulePage) -> None:
    """Effects, in order: lessons and bank that were never published go live with their module; the
    training offer is published from the source-language page.

    A module is moderated as a whole. Later changes to a lesson or a bank go through moderation on
    their own.
    """
    _publish_first_drafts(page)
    module = source_of(page)
    if not module.live:
        return
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


def _publish_first_drafts(page: ModulePage) -> None:
    for model in (LessonPage, QuestionBankPage):
        waiting = model.objects.child_of(page).filter(live=False, first_published_at__isnull=True)
        for draft in waiting:
            revision = draft.get_latest_revision()
            if revision is not None:
                revision.publish()


@transaction.atomic
def module_unpublished(*, page: ModulePage) -> None:
    """The module can no longer be started; what was recorded stays."""
    if source_of(page).pk == page.pk:
        training.withdraw_offer(code=page.code, version=page.version)

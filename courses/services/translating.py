"""A module in another language: its pages with the texts to be translated, and nothing twice."""

from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page, WorkflowState
from wagtail_localize.models import (
    StringSegment,
    StringTranslation,
    Translation,
    TranslationSource,
)

from courses.models import ModulePage
from courses.selectors.module import source_of
from courses.services import authoring
from courses.services.page_content import content_of
from courses.services.taking_over import take_over
from endorsement.refusals import Refused


@transaction.atomic
def translate(*, module: ModulePage, language: str, by: Any) -> ModulePage:
    """Begin the translation of a module, or take over what changed in it since.

    Effects, in order: the language; for the module and every page below it the texts to translate,
    with the words as they are on the site (of a draft: as they were last saved), and where it is
    missing a draft of the page in that language; the rights of the association's authors and
    moderators there. What a page in that language says already, brought by a file or written by hand,
    is taken over as its translation. Texts already translated stay, and what is on the site stays as
    it is until somebody publishes the translation.
    """
    source = source_of(module)
    locale, _created = Locale.objects.get_or_create(language_code=language)
    for page in [source, *source.get_children().specific()]:
        _make_missing(page, _begin(page, locale, by), by)
    if source.association is not None:
        authoring.ensure_association(association=source.association)
    found: ModulePage = source.get_translation(locale)
    return found


@transaction.atomic
def submit(*, module: ModulePage, language: str, by: Any) -> int:
    """Submit the translation of a module for moderation, as it is now; how many pages wait.

    Effects, in order: every page's draft is written anew from its texts; the module's page is
    submitted, and with it the pages that were never on the site; of what is on the site, each page
    whose words changed is submitted by itself. Moderators are told by mail.

    :raises Refused: when the translation is not begun, waits already, or nothing of it changed.
    """
    there = _begun(source_of(module), language)
    if any(page.workflow_in_progress for page, _work in there):
        raise Refused(_("This translation waits for a moderator already."))
    for page, work in there:
        _write_draft(page, work, by)
    first = there[0][0]
    first.refresh_from_db()
    pages = [page.specific_class.objects.get(pk=page.pk) for page, _work in there]
    changed = [page for page in pages if _has_other_words(page)] if first.live else [first]
    if not changed:
        raise Refused(_("Everything that is translated is on the site."))
    for page in changed:
        _ask(page, by)
    return len(changed)


def _begun(source: ModulePage, language: str) -> list[tuple[Page, Translation]]:
    """The pages in the language with the texts they come from; the module's page first."""
    locale = Locale.objects.filter(language_code=language).first()
    found = []
    for page in [source, *source.get_children().specific()]:
        work = Translation.objects.filter(
            source__object_id=page.translation_key, target_locale=locale, enabled=True
        ).first()
        there = page.get_translation_or_none(locale) if work else None
        if work is not None and there is not None:
            found.append((there, work))
    if not found or found[0][0].translation_key != source.translation_key:
        raise Refused(_("This translation is not begun yet."))
    return found


def _write_draft(page: Page, work: Translation, by: Any) -> None:
    """The newest draft says what is translated now.

    wagtail-localize writes a draft into the page's row, also where that is on the site: there only a
    revision is made.
    """
    if not page.live:
        work.save_target(user=by, publish=False)
        return
    draft = work.source.get_ephemeral_translated_instance(work.target_locale, fallback=True)
    draft.save_revision(user=by)


def _ask(page: Page, by: Any) -> None:
    """As the editor does it: what was sent back goes on where it was stopped."""
    state, workflow = page.current_workflow_state, page.get_workflow()
    if state is not None and state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        state.resume(by)
    elif workflow is None:
        raise Refused(_("Nobody moderates this part of the site. An administrator publishes here."))
    else:
        workflow.start(page, by)


@transaction.atomic
def carry_over(*, source: ModulePage, copy: ModulePage, by: Any) -> int:
    """Give a copy of a module the translations of the original: how many words of it were carried.

    Effects, in order, for every language that was begun or that pages were written in otherwise: the
    copy's texts to translate; to each that stands in the same place in the same words its translation;
    drafts of the pages in that language. The address of a module's page is its own.
    """
    carried = 0
    for locale in Locale.objects.exclude(pk=source.locale_id):
        works = Translation.objects.filter(target_locale=locale, enabled=True)
        begun = works.filter(source__object_id=source.translation_key).exists()
        if not begun and not _is_written(source, locale):
            continue
        for old, new in _pairs(source, copy):
            work = _work(new, locale)
            if begun:
                carried += _carry(old, work, but=("slug",) if new.pk == copy.pk else ())
            elif _is_written(old, locale):
                there = _written(old.get_translation(locale))
                carried += take_over(source=_written(old), there=there, work=work, by=by)
            work.save_target(user=by, publish=False)
    return carried


def _pairs(source: ModulePage, copy: ModulePage) -> Iterator[tuple[Page, Page]]:
    """Pages of the original with those of the copy; below the module their addresses are the same."""
    yield source, copy
    made = {page.slug: page for page in copy.get_children().specific()}
    for page in source.get_children().specific():
        if page.slug in made:
            yield page, made[page.slug]


def _work(page: Page, locale: Locale) -> Translation:
    """The page's texts to translate, as they are now, into the language."""
    texts, _changed = TranslationSource.update_or_create_from_instance(_written(page))
    translation, _created = Translation.objects.get_or_create(source=texts, target_locale=locale)
    return translation


def _written(page: Page) -> Page:
    """The page as it is on the site; of a draft: as it was last saved."""
    return page if page.live else page.get_latest_revision_as_object()


def _is_written(page: Page, locale: Locale) -> bool:
    """Whether there is a page in the language that does not merely repeat the original."""
    there = page.get_translation_or_none(locale)
    return there is not None and not there.alias_of_id


def _begin(page: Page, locale: Locale, by: Any) -> Translation:
    """The texts to translate; at the beginning with the words that the page there has already."""
    begun = Translation.objects.filter(
        source__object_id=page.translation_key, target_locale=locale
    ).exists()
    work = _work(page, locale)
    if not begun and _is_written(page, locale):
        there = _written(page.get_translation(locale))
        take_over(source=work.source.as_instance(), there=there, work=work, by=by)
    return work


def _make_missing(page: Page, translation: Translation, by: Any) -> None:
    # Saving would change a page that is already there, also on the site; its translator does it.
    if not _is_written(page, translation.target_locale):
        translation.save_target(user=by, publish=False)


def _carry(old: Page, begun: Translation, *, but: tuple[str, ...]) -> int:
    known = StringTranslation.objects.filter(
        locale=begun.target_locale, context__object_id=old.translation_key, has_error=False
    )
    words = {
        (one.context.path, one.translation_of_id): one for one in known.select_related("context")
    }
    carried = []
    for text in StringSegment.objects.filter(source=begun.source).select_related("context"):
        one = words.get((text.context.path, text.string_id))
        if one is not None and text.context.path not in but:
            carried.append(
                StringTranslation(
                    translation_of_id=text.string_id,
                    locale=begun.target_locale,
                    context=text.context,
                    data=one.data,
                    translation_type=one.translation_type,
                    tool_name=one.tool_name,
                    last_translated_by=one.last_translated_by,
                )
            )
    StringTranslation.objects.bulk_create(carried, ignore_conflicts=True)
    return len(carried)


def _has_other_words(page: Page) -> bool:
    """Whether the newest draft says something else than the page on the site."""
    newest, shown = page.get_latest_revision(), page.live_revision
    if not page.live or newest is None or shown is None:
        return not page.live and page.alias_of_id is None
    return content_of(newest.as_object()) != content_of(shown.as_object())

"""A module, a learning path or a shared bank in another language: its texts, and nothing twice."""

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
from courses.selectors.translation import Original, Part, is_written, parts_of
from courses.services import authoring
from courses.services.page_content import content_of
from courses.services.taking_over import take_over
from endorsement.refusals import Refused


@transaction.atomic
def translate(*, original: Original, language: str, by: Any) -> Original:
    """Begin a translation, or take over what changed in the original since.

    Effects, in order: the language; for every part (a module with the pages below it) the texts to
    translate, with the words as they are on the site (of a draft: as they were last saved), and where
    it is missing a draft of the part in that language; the rights of the association's authors and
    moderators there. What a page in that language says already, brought by a file or written by hand,
    is taken over as its translation. Texts already translated stay, and what is on the site stays as
    it is until somebody publishes the translation.
    """
    locale, _created = Locale.objects.get_or_create(language_code=language)
    for part in parts_of(original):
        _make_missing(part, _begin(part, locale, by), by)
    if isinstance(original, Page) and original.association is not None:
        authoring.ensure_association(association=original.association)
    found: Original = original.get_translation(locale)
    return found


@transaction.atomic
def submit(*, original: Original, language: str, by: Any) -> int:
    """Submit a translation for moderation, as it is now; how many parts wait.

    Effects, in order: every part's draft is written anew from its texts; the first is submitted, and
    with a module the pages that were never on the site; of what is on the site, each part whose words
    changed is submitted by itself. Moderators are told by mail.

    :raises Refused: when the translation is not begun, waits already, or nothing of it changed.
    """
    there = _begun(original, language)
    if any(part.workflow_in_progress for part, _work in there):
        raise Refused(_("This translation waits for a moderator already."))
    for part, work in there:
        _write_draft(part, work, by)
    parts = [type(part).objects.get(pk=part.pk) for part, _work in there]
    first = parts[0]
    changed = [part for part in parts if _has_other_words(part)] if first.live else [first]
    if not changed:
        raise Refused(_("Everything that is translated is on the site."))
    for part in changed:
        _ask(part, by)
    return len(changed)


def _begun(original: Original, language: str) -> list[tuple[Part, Translation]]:
    """The parts in the language with the texts they come from; the whole's own first."""
    locale = Locale.objects.filter(language_code=language).first()
    found = []
    for part in parts_of(original):
        work = Translation.objects.filter(
            source__object_id=part.translation_key, target_locale=locale, enabled=True
        ).first()
        there = part.get_translation_or_none(locale) if work else None
        if work is not None and there is not None:
            found.append((there, work))
    if not found or found[0][0].translation_key != original.translation_key:
        raise Refused(_("This translation is not begun yet."))
    return found


def _write_draft(part: Part, work: Translation, by: Any) -> None:
    """The newest draft says what is translated now.

    wagtail-localize writes a draft into the row, also where that is on the site: there only a revision
    is made.
    """
    if not part.live:
        work.save_target(user=by, publish=False)
        return
    draft = work.source.get_ephemeral_translated_instance(work.target_locale, fallback=True)
    draft.save_revision(user=by)


def _ask(part: Part, by: Any) -> None:
    """As the editor does it: what was sent back goes on where it was stopped."""
    state, workflow = part.current_workflow_state, part.get_workflow()
    if state is not None and state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        state.resume(by)
    elif workflow is None:
        raise Refused(_("Nobody moderates this part of the site. An administrator publishes here."))
    else:
        workflow.start(part, by)


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


def _work(part: Part, locale: Locale) -> Translation:
    """The part's texts to translate, as they are now, into the language."""
    texts, _changed = TranslationSource.update_or_create_from_instance(_written(part))
    if texts.schema_out_of_date():
        # Whoever translates is warned until everything is read anew, which the same words alone do not do.
        texts.update_from_db()
        texts, _changed = TranslationSource.update_or_create_from_instance(_written(part))
    translation, _created = Translation.objects.get_or_create(source=texts, target_locale=locale)
    return translation


def _written(part: Part) -> Part:
    """The part as it is on the site; of a draft: as it was last saved."""
    return part if part.live else part.get_latest_revision_as_object()


def _is_written(part: Part, locale: Locale) -> bool:
    return is_written(part.get_translation_or_none(locale))


def _begin(part: Part, locale: Locale, by: Any) -> Translation:
    """The texts to translate; at the beginning with the words that are there already."""
    begun = Translation.objects.filter(
        source__object_id=part.translation_key, target_locale=locale
    ).exists()
    work = _work(part, locale)
    if not begun and _is_written(part, locale):
        there = _written(part.get_translation(locale))
        take_over(source=work.source.as_instance(), there=there, work=work, by=by)
    return work


def _make_missing(part: Part, translation: Translation, by: Any) -> None:
    # Saving would change what is already there, also on the site; its translator does it.
    if not _is_written(part, translation.target_locale):
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


def _has_other_words(part: Part) -> bool:
    """Whether the newest draft says something else than what is on the site."""
    newest, shown = part.get_latest_revision(), part.live_revision
    if not part.live or newest is None or shown is None:
        return not part.live and is_written(part)
    return content_of(newest.as_object()) != content_of(shown.as_object())

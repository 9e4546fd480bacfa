"""A module in another language: its pages with the texts to be translated, and nothing twice."""

from typing import Any

from django.db import transaction
from wagtail.models import Locale, Page
from wagtail_localize.models import Translation, TranslationSource

from courses.models import ModulePage
from courses.selectors.module import source_of
from courses.services import authoring


@transaction.atomic
def translate(*, module: ModulePage, language: str, by: Any) -> ModulePage:
    """Begin the translation of a module, or take over what changed in it since.

    Effects, in order: the language; for the module and every page below it the texts to translate,
    with the words as they are on the site (of a draft: as they were last saved), and where it is
    missing a draft of the page in that language; the rights of the association's authors and
    moderators there. Texts already translated stay, and what is on the site stays as it is until
    somebody publishes the translation.
    """
    source = source_of(module)
    locale, _created = Locale.objects.get_or_create(language_code=language)
    for page in [source, *source.get_children().specific()]:
        _take_over(page, locale, by)
    if source.association is not None:
        authoring.ensure_association(association=source.association)
    found: ModulePage = source.get_translation(locale)
    return found


def _take_over(page: Page, locale: Locale, by: Any) -> None:
    written = page if page.live else page.get_latest_revision_as_object()
    texts, _changed = TranslationSource.update_or_create_from_instance(written)
    translation, _created = Translation.objects.get_or_create(source=texts, target_locale=locale)
    there = page.get_translation_or_none(locale)
    # Saving would change a page that is already there, also on the site; its translator does it.
    if there is None or there.alias_of_id:
        translation.save_target(user=by, publish=False)

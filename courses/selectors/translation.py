"""How far the translation of a module is."""

from dataclasses import dataclass

from django.conf import settings
from wagtail.models import Locale, Page, WorkflowState
from wagtail_localize.models import Translation

from courses.models import ModulePage
from courses.selectors.module import source_of


@dataclass(frozen=True)
class Line:
    """A page of the module; `there` is the page in the other language, None before it is begun."""

    page: Page
    there: Page | None
    texts: int = 0
    translated: int = 0
    changed: bool = False

    @property
    def waits(self) -> bool:
        """Whether it is submitted for moderation."""
        state = self.there.current_workflow_state if self.there else None
        return state is not None and state.status == WorkflowState.STATUS_IN_PROGRESS

    @property
    def missing(self) -> int:
        return self.texts - self.translated


def other_languages(module: ModulePage) -> list[tuple[str, str]]:
    """Languages that the module can be translated into, with their names."""
    own = source_of(module).locale.language_code
    return [(code, str(name)) for code, name in settings.LANGUAGES if code != own]


def lines_of(module: ModulePage, language: str) -> list[Line]:
    """The module and every page below it, in order."""
    source = source_of(module)
    locale = Locale.objects.filter(language_code=language).first()
    return [_line(page, locale) for page in [source, *source.get_children().specific()]]


def _line(page: Page, locale: Locale | None) -> Line:
    there = page.get_translation_or_none(locale) if locale else None
    if there is None or there.alias_of_id:
        return Line(page, None)
    work = (
        Translation.objects.filter(
            source__object_id=page.translation_key, target_locale=locale, enabled=True
        )
        .select_related("source")
        .first()
    )
    if work is None:
        return Line(page, there)
    texts, translated = work.get_progress()
    since = page.last_published_at if page.live else page.latest_revision_created_at
    changed = bool(since and since > work.source.last_updated_at)
    return Line(page, there, texts, translated, changed)

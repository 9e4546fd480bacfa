"""What is translated in the CMS, by whom, and how far it is."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import Http404
from django.shortcuts import get_object_or_404
from wagtail.models import Locale, Page, WorkflowState
from wagtail.permissions import policy_registry
from wagtail_localize.models import Translation

from courses.models import LessonPage, ModulePage, PathPage, QuestionBankPage, SharedBank

#: What an author translates as a whole.
Original = ModulePage | PathPage | SharedBank
#: What is translated text by text: the whole, or a page below it.
Part = Original | LessonPage | QuestionBankPage


@dataclass(frozen=True)
class Line:
    """A part of the whole; `there` is it in the other language, None before it is begun."""

    part: Part
    there: Part | None
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


def original_for(user: Any, kind: type[Original], pk: int) -> Original:
    """What the row was translated from, or it itself.

    :raises Http404: for everybody who may not edit it.
    """
    row: Any = get_object_or_404(kind, pk=pk)
    found = original_of(row)
    if not may_translate(user, found):
        raise Http404
    return found


def original_of(one: Original) -> Original:
    same = type(one).objects.filter(translation_key=one.translation_key)
    first: Original | None = same.order_by("pk").first()
    return first or one


def may_translate(user: Any, one: Any) -> bool:
    """By the rule for editing it: rights in the tree for pages, the association's roles for the rest."""
    if isinstance(one, Page):
        return bool(one.permissions_for_user(user).can_edit())
    policy = policy_registry.get_by_type(type(one))
    return bool(policy.user_has_permission_for_instance(user, "change", one))


def parts_of(original: Original) -> list[Part]:
    """A module with the pages below it, in order; anything else alone."""
    below = original.get_children().specific() if isinstance(original, ModulePage) else ()
    return [original, *below]


def is_written(there: Part | None) -> bool:
    """Whether there is something in the other language that does not merely repeat the original."""
    return there is not None and not getattr(there, "alias_of_id", None)


def other_languages(original: Original) -> list[tuple[str, str]]:
    """Languages that it can be translated into, with their names."""
    own = original.locale.language_code
    return [(code, str(name)) for code, name in settings.LANGUAGES if code != own]


def lines_of(original: Original, language: str) -> list[Line]:
    """Every part in order."""
    locale = Locale.objects.filter(language_code=language).first()
    return [_line(part, locale) for part in parts_of(original)]


def _line(part: Part, locale: Locale | None) -> Line:
    there = part.get_translation_or_none(locale) if locale else None
    if not is_written(there):
        return Line(part, None)
    work = (
        Translation.objects.filter(
            source__object_id=part.translation_key, target_locale=locale, enabled=True
        )
        .select_related("source")
        .first()
    )
    if work is None:
        return Line(part, there)
    texts, translated = work.get_progress()
    since = part.last_published_at if part.live else part.latest_revision.created_at
    changed = bool(since and since > work.source.last_updated_at)
    return Line(part, there, texts, translated, changed)

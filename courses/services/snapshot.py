"""Keeps what people take, so that nobody who has begun a version is locked out of it."""

import json
from datetime import datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction

from courses.models import LessonPage, ModulePage, ModuleSnapshot, QuestionBankPage
from courses.selectors.module import source_of, source_pages
from courses.selectors.question import kept_stream, languages_of_shared


@transaction.atomic
def keep(*, module: ModulePage, at: datetime) -> ModuleSnapshot:
    """Keep a version as it stands on the site now, in every language it is live in.

    Effects: the one row of its code and version, made or brought up to date. A version that stands on
    the site again is no longer withdrawn.
    """
    source = source_of(module)
    pages = {
        page.locale.language_code: page
        for page in ModulePage.objects.filter(
            translation_key=source.translation_key, version=source.version
        ).select_related("locale")
        if page.live or page.pk == source.pk
    }
    snapshot, _created = ModuleSnapshot.objects.update_or_create(
        code=source.code,
        version=source.version,
        defaults={
            "association": source.association,
            "titles": {language: page.title for language, page in pages.items()},
            "lesson_keys": [lesson.lesson_key for lesson in _lessons(source)],
            "content": {
                "source": source.locale.language_code,
                "pages": {language: _content(page) for language, page in pages.items()},
            },
            "kept_at": at,
            "withdrawn_at": None,
            "withdrawn_because": "",
        },
    )
    return snapshot


def keep_missing(*, at: datetime) -> int:
    """Keep every live version that has no snapshot yet; how many. For what was published before."""
    known = set(ModuleSnapshot.objects.values_list("code", "version"))
    found = source_pages(ModulePage.objects.live().order_by("pk"))
    missing = [page for page in found if (page.code, page.version) not in known]
    for page in missing:
        keep(module=page, at=at)
    return len(missing)


@transaction.atomic
def withdraw(*, module: ModulePage, because: str, at: datetime) -> int:
    """Withdraw a module for everybody, also for those in the middle of it; how many versions.

    Effects, in order: its page in every language leaves the site, which withdraws the offer; every
    kept version says since when and why. What learners did stays theirs, and what was completed
    counts. Publishing it again gives it back.
    """
    source = source_of(module)
    keep_missing(at=at)
    pages = ModulePage.objects.live().filter(code=source.code, association=source.association)
    for page in pages:
        page.unpublish()
    return ModuleSnapshot.objects.filter(code=source.code).update(
        withdrawn_at=at, withdrawn_because=because
    )


def _lessons(module: ModulePage) -> list[LessonPage]:
    return list(LessonPage.objects.child_of(module).live().order_by("path"))


def _content(module: ModulePage) -> dict[str, Any]:
    bank = QuestionBankPage.objects.child_of(module).live().first()
    return {
        "module": _plain(module),
        "lessons": [_plain(lesson) for lesson in _lessons(module)],
        "bank": _bank(bank) if bank else None,
    }


def _bank(bank: QuestionBankPage) -> dict[str, Any]:
    """A bank with the questions of shared banks written out: what somebody takes stays as it is."""
    stream = kept_stream(bank.questions, bank.locale)
    return {
        **_plain(bank),
        "questions": json.dumps(stream, cls=DjangoJSONEncoder),
        "languages": languages_of_shared(bank.questions, bank.locale),
    }


def _plain(page: ModulePage | LessonPage | QuestionBankPage) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(page.to_json())
    return content

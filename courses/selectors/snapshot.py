"""Pages of a module read from the snapshot of the version that somebody is taking."""

import json
from typing import Any, TypeVar

from wagtail.models import Page

from courses.models import LessonPage, ModulePage, ModuleSnapshot, QuestionBankPage

P = TypeVar("P", bound=Page)


def module_in(snapshot: ModuleSnapshot, language: str | None = None) -> ModulePage:
    """The module's page in a language it was kept in, otherwise in the one it was written in."""
    return _page(ModulePage, _kept(snapshot, language)["module"], snapshot)


def lessons_in(snapshot: ModuleSnapshot, language: str) -> list[LessonPage]:
    """Kept lessons in order, in the language of the module's page."""
    return [_page(LessonPage, data, snapshot) for data in _kept(snapshot, language)["lessons"]]


def bank_in(snapshot: ModuleSnapshot, language: str) -> QuestionBankPage | None:
    """The kept question bank."""
    data = _kept(snapshot, language)["bank"]
    if not data:
        return None
    bank = _page(QuestionBankPage, data, snapshot)
    bank.kept_languages = data.get("languages", {})
    return bank


def content_of(snapshot: ModuleSnapshot) -> dict[str, Any]:
    """What each lesson says, by its key, in the source language: equal means unchanged."""
    pages = snapshot.content["pages"][snapshot.content["source"]]
    return {data["lesson_key"]: comparable(json.loads(data["body"])) for data in pages["lessons"]}


def comparable(body: Any) -> Any:
    """A stream without the ids of its blocks, which say nothing to a reader."""
    if isinstance(body, list):
        return [comparable(one) for one in body]
    if isinstance(body, dict):
        return {name: comparable(value) for name, value in body.items() if name != "id"}
    return body


def _kept(snapshot: ModuleSnapshot, language: str | None) -> dict[str, Any]:
    pages = snapshot.content["pages"]
    found: dict[str, Any] = pages.get(language) or pages[snapshot.content["source"]]
    return found


def _page(model: type[P], data: dict[str, Any], snapshot: ModuleSnapshot) -> P:
    # References to rows that are gone since (an owner, a revision) are no reason to lose the page.
    page: P = model.from_serializable_data(data, check_fks=False)
    page.snapshot = snapshot
    return page

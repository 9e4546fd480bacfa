"""Loads the curriculum that ships. It updates what it made and leaves alone what an editor changed."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import models, transaction
from wagtail.models import Locale, Page

from courses.curriculum.glossary import Term
from courses.curriculum.library import Library, Resource
from courses.curriculum.module import Module
from courses.models import (
    CatalogPage,
    GlossaryTerm,
    LessonPage,
    LoadedItem,
    ModulePage,
    QuestionBankPage,
    ResourceCard,
    Source,
)
from courses.services import catalog as catalog_service
from courses.services import curriculum_content as content
from courses.services import curriculum_places as places
from courses.services import curriculum_spanish as spanish
from courses.services import snapshot
from courses.services.site import SHIPPED, ensure_site
from lms.backbone.canonical import digest, text

MADE, UPDATED, SAME, KEPT = "made", "updated", "unchanged", "kept"


@dataclass
class Loaded:
    """What became of every item: made, updated, unchanged, or kept as an editor left it."""

    outcomes: dict[str, str] = field(default_factory=dict)

    def of(self, outcome: str) -> list[str]:
        return [key for key, what in self.outcomes.items() if what == outcome]


@transaction.atomic
def load(*, library: Library, at: datetime) -> Loaded:
    """Load sources, resources, terms and modules, published. Loading twice changes nothing the second time.

    Effects, in order: what is live and was never kept or entered in the catalog is; the site's pages;
    Spanish as a language; sources, resources and terms; the first pages in Spanish; for every module its
    page, lessons and bank; publishing, which makes the training offers; the same in Spanish where all of
    it is written. A raised version goes live before its lessons change, so that the earlier one is kept
    as it was for whoever is in the middle of it.
    """
    snapshot.keep_missing(at=at)
    catalog_service.enter_missing(at=at)
    loader = _Loader(at)
    home = ensure_site()
    for source in library.sources.values():
        loader.snippet(Source, {"key": source.key}, content.source_fields(source))
    for resource in library.resources.values():
        loader.resource(resource)
    for term in library.terms:
        loader.term(term)
    for model in SHIPPED:
        loader.first_page(model, home)
    catalog = CatalogPage.objects.child_of(home).get()
    for module in library.modules:
        loader.module(catalog, module)
    return loader.loaded


class _Loader:
    def __init__(self, at: datetime) -> None:
        self.at = at
        self.loaded = Loaded()
        self.spanish, _made = Locale.objects.get_or_create(language_code=spanish.LANGUAGE)

    def snippet(
        self,
        model: type[models.Model],
        known: dict[str, Any],
        fields: dict[str, Any],
        *,
        name: str = "",
    ) -> None:
        """Make or update one snippet, told apart by its first known field, or by `name`."""
        key = f"{model._meta.model_name}:{name or next(iter(known.values()))}"
        row = model._default_manager.filter(**known).first()
        left = _digest({name: getattr(row, name) for name in fields}) if row else ""
        if self._settled(key, _digest(fields), exists=row is not None, stamp=left):
            return
        row, _created = model._default_manager.update_or_create(**known, defaults=fields)
        row.refresh_from_db()
        self._note(key, _digest(fields), _digest({name: getattr(row, name) for name in fields}))

    def resource(self, resource: Resource) -> None:
        """A card in English and, where it is written, in Spanish, as translations of each other."""
        known = {"code": resource.code, "locale": Locale.get_default()}
        self.snippet(ResourceCard, known, content.resource_fields(resource))
        first = ResourceCard.objects.filter(**known).first()
        if first is None or not spanish.is_written(resource):
            return
        known = {"code": resource.code, "locale": self.spanish}
        if not ResourceCard.objects.filter(**known).exists():
            known["translation_key"] = first.translation_key
        fields = content.resource_fields(spanish.in_spanish(resource))
        self.snippet(ResourceCard, known, fields, name=f"{resource.code}:es")

    def term(self, term: Term) -> None:
        """A term in every language it is written in, as translations of each other."""
        first: GlossaryTerm | None = None
        source = Source.objects.filter(key=term.source).first() if term.source else None
        for locale in Locale.objects.filter(language_code__in=term.languages).order_by("pk"):
            known = {"key": term.key, "locale": locale}
            if first is not None and not GlossaryTerm.objects.filter(**known).exists():
                known["translation_key"] = first.translation_key
            language = locale.language_code
            fields = content.term_fields(term, language) | {"source_id": source and source.pk}
            self.snippet(GlossaryTerm, known, fields, name=f"{term.key}:{language}")
            found = GlossaryTerm.objects.filter(key=term.key, locale=locale).first()
            first = first or found

    def first_page(self, model: type[Page], home: Page) -> None:
        """A page that every installation has, in Spanish, while its English says what it said at first."""
        english, spanish_fields = SHIPPED[model]
        page = home.specific if model is type(home) else model.objects.child_of(home).first()
        key = f"site:{model._meta.model_name}:es"
        if page is None or any(getattr(page, name) != said for name, said in english.items()):
            self.loaded.outcomes[key] = KEPT
            return
        there = page.get_translation_or_none(self.spanish)
        # An alias repeats the English; it is there because something below it is in Spanish.
        own = there is not None and not there.alias_of_id
        wanted = _digest(spanish_fields)
        if self._settled(key, wanted, exists=own, stamp=_stamp(there) if own else ""):
            return
        there = there or page.copy_for_translation(self.spanish, copy_parents=True)
        there.alias_of = None
        for name, value in spanish_fields.items():
            setattr(there, name, value)
        revision = there.save_revision()
        revision.publish()
        self._note(key, wanted, f"revision:{revision.pk}")

    def module(self, catalog: CatalogPage, module: Module) -> None:
        key = f"module:{module.code}"
        found = ModulePage.objects.child_of(catalog).filter(code=module.code).first()
        page = found or ModulePage(code=module.code, slug=module.code)
        raised = page.live and page.pk is not None and page.version != module.version
        self._page(key, page, catalog, content.module_fields(module), publish=raised)
        if page.pk is None:
            return
        keys = [self._lesson(key, page, lesson) for lesson in module.lessons]
        self._withdraw_lessons(key, page, keys)
        self._order(page, keys)
        bank = QuestionBankPage.objects.child_of(page).first() or QuestionBankPage(slug="questions")
        self._page(f"{key}:bank", bank, page, content.bank_fields(module))
        if self.loaded.outcomes[key] in (MADE, UPDATED) and not raised:
            # Last, so that the module goes live with everything below it.
            page.refresh_from_db()
            page.get_latest_revision().publish()
        if spanish.is_written(module):
            self._in_spanish(key, page, spanish.in_spanish(module))

    def _in_spanish(self, key: str, page: ModulePage, module: Module) -> None:
        """The module's page as a draft, lessons and bank; then it goes live with all of them."""
        page.refresh_from_db()
        fields = content.module_fields(module) | content.review_fields(module.review["es"])
        self._translation(key, page, fields, publish=False)
        for lesson in module.lessons:
            found = LessonPage.objects.child_of(page).filter(lesson_key=lesson.key).first()
            self._translation(f"{key}:{lesson.key}", found, content.lesson_fields(lesson))
        bank = QuestionBankPage.objects.child_of(page).first()
        self._translation(f"{key}:bank", bank, content.bank_fields(module))
        there = page.get_translation_or_none(self.spanish)
        if there is not None:
            keys = [lesson.key for lesson in module.lessons]
            self._withdraw_lessons(key, there, keys, ":es")
            self._order(there, keys)
        if self.loaded.outcomes.get(f"{key}:es") in (MADE, UPDATED):
            page.get_translation(self.spanish).get_latest_revision().publish()

    def _translation(
        self, key: str, source: Page | None, fields: dict[str, Any], *, publish: bool = True
    ) -> None:
        """A page in Spanish, with the same blocks as the English, which is as the file has it."""
        if source is None or self.loaded.outcomes[key] == KEPT:
            return
        page = source.get_translation_or_none(self.spanish)
        wanted = _digest({**fields, "source": source.latest_revision_id})
        stamp = _stamp(page) if page else ""
        if self._settled(f"{key}:es", wanted, exists=page is not None, stamp=stamp):
            return
        page = page or source.copy_for_translation(self.spanish, copy_parents=True)
        for name, value in fields.items():
            setattr(page, name, value)
        places.take_places(source=source, page=page)
        revision = page.save_revision()
        if publish:
            revision.publish()
        self._note(f"{key}:es", wanted, f"revision:{revision.pk}")

    def _lesson(self, module_key: str, module: ModulePage, lesson: Any) -> str:
        found = LessonPage.objects.child_of(module).filter(lesson_key=lesson.key).first()
        page = found or LessonPage(lesson_key=lesson.key, slug=lesson.key)
        self._page(f"{module_key}:{lesson.key}", page, module, content.lesson_fields(lesson))
        return str(lesson.key)

    def _withdraw_lessons(
        self, key: str, module: ModulePage, kept: Sequence[str], suffix: str = ""
    ) -> None:
        """Lessons that came from the file and are no longer in it leave the site, not the CMS."""
        for page in LessonPage.objects.child_of(module).live().exclude(lesson_key__in=kept):
            item = LoadedItem.objects.filter(key=f"{key}:{page.lesson_key}{suffix}").first()
            if item and item.stamp == _stamp(page):
                page.unpublish()
                self.loaded.outcomes[item.key] = UPDATED

    @staticmethod
    def _order(module: ModulePage, keys: Sequence[str]) -> None:
        lessons = list(LessonPage.objects.child_of(module).filter(lesson_key__in=keys))
        in_order = sorted(lessons, key=lambda page: keys.index(page.lesson_key))
        if [page.pk for page in sorted(lessons, key=lambda page: page.path)] == [
            page.pk for page in in_order
        ]:
            return
        for page in in_order:
            LessonPage.objects.get(pk=page.pk).move(
                ModulePage.objects.get(pk=module.pk), pos="last-child"
            )

    def _page(
        self, key: str, page: Page, parent: Page, fields: dict[str, Any], *, publish: bool = True
    ) -> None:
        wanted = _digest(fields)
        if self._settled(key, wanted, exists=page.pk is not None, stamp=_stamp(page)):
            return
        before = places.places_of(page) if page.pk else None
        for name, value in fields.items():
            setattr(page, name, value)
        if before is not None:
            places.keep_places(before=before, page=page)
        if page.pk is None:
            page.live = False
            parent.add_child(instance=page)
        revision = page.save_revision()
        if publish:
            revision.publish()
        self._note(key, wanted, f"revision:{revision.pk}")

    def _settled(self, key: str, wanted: str, *, exists: bool, stamp: str) -> bool:
        """Whether nothing is to be done, which is then noted."""
        item = LoadedItem.objects.filter(key=key).first()
        if item is None and not exists:
            self.loaded.outcomes[key] = MADE
            return False
        if item is None or not exists or item.stamp != stamp:
            # Written by somebody else, deleted or changed by an editor: theirs to keep.
            self.loaded.outcomes[key] = KEPT
            return True
        self.loaded.outcomes[key] = SAME if item.digest == wanted else UPDATED
        return item.digest == wanted

    def _note(self, key: str, wanted: str, stamp: str) -> None:
        LoadedItem.objects.update_or_create(
            key=key, defaults={"digest": wanted, "stamp": stamp, "loaded_at": self.at}
        )


def _stamp(page: Page) -> str:
    return f"revision:{page.latest_revision_id}"


def _digest(fields: dict[str, Any]) -> str:
    return digest(text(fields))

"""From the CMS back to files: the same bytes every time, and loading them again changes nothing."""

import dataclasses
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Locale

from courses.curriculum.format import load as read
from courses.curriculum.library import Library, load_library
from courses.curriculum.module import Module
from courses.models import GlossaryTerm, LessonPage, ModulePage, ResourceCard, Source
from courses.services import curriculum
from tests.courses.curriculum.test_writing import _everything
from tests.factories.module import AT, every_kind, make_module

pytestmark = pytest.mark.django_db
WHOLE = load_library()


@pytest.fixture
def module(tmp_path: Path) -> Module:
    """Every kind of block and question, two of them in Spanish too."""
    found = _everything(tmp_path)
    shares = {"hours": Decimal("0.5"), "split": (), "topics": (), "required_before": ()}
    return dataclasses.replace(found, code="all-kinds", number=7, **shares)


def shipped(lessons: int) -> Module:
    """The first module as it ships, shortened: quicker, and no less of a module."""
    whole = WHOLE.modules[0]
    kept = whole.lessons[:lessons]
    places = {one.key for one in [*kept, *whole.questions]}
    covers = tuple(cover for cover in whole.covers if cover.at in places)
    return dataclasses.replace(whole, lessons=kept, covers=covers)


def load(*modules: Module) -> curriculum.Loaded:
    few = {"sources": dict(list(WHOLE.sources.items())[:3]), "terms": WHOLE.terms[:3]}
    cards = dict(list(WHOLE.resources.items())[:3])
    return curriculum.load(library=Library(resources=cards, modules=modules, **few), at=AT)


def exported(out: Path) -> dict[str, bytes]:
    call_command("curriculum_export", out=out, stdout=StringIO(), stderr=StringIO())
    return {str(path.relative_to(out)): path.read_bytes() for path in out.rglob("*.yaml")}


def again(out: Path, *modules: Module) -> curriculum.Loaded:
    """Load the files that were written."""
    library = Library(sources={}, resources={}, modules=modules)
    return curriculum.load(library=library, at=AT)


def test_files_are_the_same_every_time_and_read_back_as_they_were(
    module: Module, tmp_path: Path
) -> None:
    load(module)
    first = exported(tmp_path / "a")
    assert sorted(first) == [
        "glossary.yaml",
        "modules/07-all-kinds.yaml",
        "resources.yaml",
        "sources.yaml",
    ]
    assert exported(tmp_path / "b") == first
    found = read(tmp_path / "a" / "modules" / "07-all-kinds.yaml")
    # A block that names a source by itself is listed with the module's own.
    assert dataclasses.replace(found, file=module.file, references=module.references) == module


def test_loading_what_was_written_changes_nothing(module: Module, tmp_path: Path) -> None:
    first = shipped(2)
    load(first)
    exported(tmp_path)
    before = dict(LessonPage.objects.values_list("pk", "latest_revision_id"))
    (file,) = (tmp_path / "modules").glob("*.yaml")
    assert set(again(tmp_path, read(file)).outcomes.values()) == {curriculum.SAME}
    assert dict(LessonPage.objects.values_list("pk", "latest_revision_id")) == before


def test_an_editor_s_change_is_written_and_kept(tmp_path: Path) -> None:
    first = shipped(2)
    load(first)
    lesson = LessonPage.objects.get(locale=Locale.get_default(), lesson_key=first.lessons[0].key)
    lesson.title = "A better title"
    # As Wagtail's editor writes it.
    prose = (
        '<p data-block-key="x1">Plain <b>words</b><br/>and <a href="mailto:a@b.org">mail</a>.</p>'
    )
    lesson.body[0].value["text"] = type(lesson.body[0].value["text"])(prose)
    lesson.save_revision().publish()
    exported(tmp_path)
    (file,) = (tmp_path / "modules").glob("*.yaml")
    found = read(file)
    assert found.lessons[0].title.en == "A better title"
    assert found.lessons[0].title.es == first.lessons[0].title.es
    assert found.lessons[0].blocks[0].text.en == "<p>Plain <strong>words</strong> and mail.</p>"
    key = f"module:{first.code}:{lesson.lesson_key}"
    assert again(tmp_path, found).of(curriculum.KEPT) == [key]
    lesson.refresh_from_db()
    assert lesson.title == "A better title"


def test_an_editor_s_spanish_is_written(tmp_path: Path) -> None:
    first = shipped(1)
    load(first)
    lesson = LessonPage.objects.get(locale__language_code="es")
    lesson.title = "Un título mejor"
    lesson.save_revision().publish()
    exported(tmp_path)
    (file,) = (tmp_path / "modules").glob("*.yaml")
    assert read(file).lessons[0].title.es == "Un título mejor"


def test_sources_cards_and_terms_are_written_as_they_are(tmp_path: Path, module: Module) -> None:
    load(module)
    Source.objects.create(key="new-one", title="T", publisher="P", year=2020)
    card = ResourceCard.objects.filter(locale=Locale.get_default()).first()
    ResourceCard.objects.filter(pk=card.pk).update(what="Better words.", topics=["equity"])
    term = GlossaryTerm.objects.filter(locale=Locale.get_default()).first()
    GlossaryTerm.objects.filter(pk=term.pk).update(definition="In short.")
    exported(tmp_path)
    found = load_library(_without_modules(tmp_path))
    assert (found.sources["new-one"].year, found.sources["new-one"].address) == (2020, "")
    assert (found.resources[card.code].what.en, found.resources[card.code].topics) == (
        "Better words.",
        ("equity",),
    )
    assert {t.key: t.definition.en for t in found.terms}[term.key] == "In short."


def _without_modules(out: Path) -> Path:
    for path in (out / "modules").glob("*.yaml"):
        path.unlink()
    return out


def test_what_no_file_can_hold_is_named() -> None:
    """An author's module names objectives by number and lessons by their address."""
    module = make_module(
        "by-hand",
        bank=every_kind(),
        covers=[("cover", {"ref": "core:foundations.attachment", "at": "1"})],
    )
    lesson = LessonPage.objects.child_of(module).first()
    lesson.body = [
        ("image", {"image": None, "file": "", "alt": "A drawing", "caption": "", "credit": ""}),
        ("prose", {"text": "<p>Words.</p>", "sources": []}),
    ]
    lesson.save_revision().publish()
    out, said = StringIO(), StringIO()
    call_command("curriculum_export", module="by-hand", stdout=out, stderr=said)
    assert "code: by-hand" in out.getvalue()
    assert f"left out: {lesson.title}: image" in said.getvalue()


def test_refusals_say_what_to_do() -> None:
    for options, sentence in REFUSED:
        with pytest.raises(CommandError, match=sentence):
            call_command("curriculum_export", **options)


REFUSED: list[tuple[dict[str, Any], str]] = [
    ({}, "Say where to"),
    ({"module": "nowhere"}, "There is no module “nowhere”"),
]


def test_modules_of_an_association_and_drafts_are_written_only_by_name(tmp_path: Path) -> None:
    draft = make_module("draft", publish=False)
    assert not ModulePage.objects.get(pk=draft.pk).live
    assert "modules/100-draft.yaml" not in exported(tmp_path)
    out = StringIO()
    call_command("curriculum_export", module="draft", stdout=out, stderr=StringIO())
    assert "code: draft" in out.getvalue()

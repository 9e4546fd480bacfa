"""References between modules, sources and resource cards."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml

from courses.curriculum.format import CurriculumError
from courses.curriculum.library import FOLDER, load_library
from courses.curriculum.writing import resources_text
from tests.courses.curriculum.sample import Document, sample, with_block


def _library(folder: Path, document: Document) -> Path:
    for name in ("sources.yaml", "resources.yaml"):
        shutil.copy(FOLDER / name, folder / name)
    (folder / "modules").mkdir()
    (folder / "modules" / "99-sample.yaml").write_text(yaml.safe_dump(document))
    return folder


def test_library_reads_modules_sources_and_resources(tmp_path: Path) -> None:
    library = load_library(_library(tmp_path, sample()))

    assert [module.code for module in library.modules] == ["sample"]
    assert library.sources["gilliam-2005"].year == 2005
    assert library.resources["prism"].kind == "program"


def _prose(**extra: object) -> Document:
    return with_block({"type": "prose", "text": {"en": "<p>a</p>"}, **extra})


@pytest.mark.parametrize(
    ("document", "said"),
    [
        (_prose(sources=["nowhere"]), "sources: there is no source “nowhere”"),
        (_prose(sources=["ecta-topic"]), "references: “ecta-topic” is used but not listed"),
        (
            with_block({"type": "resource_card", "resource": "nothing"}),
            "resource: there is no resource “nothing”",
        ),
        ({**sample(), "prerequisites": ["other"]}, "prerequisites: there is no module “other”"),
        ({**sample(), "references": ["nowhere"]}, "references: there is no source “nowhere”"),
    ],
)
def test_library_refuses_a_reference_to_nothing(
    tmp_path: Path, document: Document, said: str
) -> None:
    with pytest.raises(CurriculumError) as caught:
        load_library(_library(tmp_path, document))

    assert str(caught.value).partition(" (line ")[0] == f"99-sample.yaml: {said}"


def test_library_refuses_a_source_without_https(tmp_path: Path) -> None:
    folder = _library(tmp_path, sample())
    path = folder / "sources.yaml"
    path.write_text(path.read_text().replace("https://ectacenter", "http://ectacenter", 1))

    with pytest.raises(CurriculumError, match=r"sources\[0\]\.address: an address starts with"):
        load_library(folder)


@pytest.mark.parametrize(
    ("name", "spanish"),
    [
        ("Think Babies", "Think Babies"),
        ({"en": "A survey", "es": "Una encuesta"}, "Una encuesta"),
        ({"en": "A survey"}, None),
    ],
    ids=["official title", "in both languages", "not translated yet"],
)
def test_name_of_a_card_is_an_official_title_or_told_by_language(
    tmp_path: Path, name: object, spanish: str | None
) -> None:
    folder = _library(tmp_path, sample())
    document = yaml.safe_load((folder / "resources.yaml").read_text())
    document["resources"][0]["name"] = name
    (folder / "resources.yaml").write_text(yaml.safe_dump(document))

    read = load_library(folder).resources[document["resources"][0]["code"]]

    assert read.name.es == spanish
    written = yaml.safe_load(resources_text([read]))["resources"][0]["name"]
    assert written == ("A survey" if spanish is None else name)

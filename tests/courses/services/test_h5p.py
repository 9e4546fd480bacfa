"""H5P packages are kept whole or not at all."""

import io

import pytest

from courses.exchange.question import BadFile
from courses.models import Package
from courses.services.package import folder_of, keep_package
from courses.wording import refusal_of
from lms.backbone.archives import BadArchive
from tests.factories.h5p import h5p, true_false
from tests.factories.module import AT

pytestmark = pytest.mark.django_db


def keep(file: io.BytesIO) -> Package:
    return keep_package(file=file, title="", association=None, at=AT)


def test_package_that_others_made_is_kept_with_what_plays_it() -> None:
    package = keep(true_false())
    assert (package.title, package.standard) == ("Hello World", "h5p")
    assert [unit["key"] for unit in package.units] == ["h5p"]
    assert package.course["library"] == "H5P.TrueFalse 1.6"
    scripts = package.course["scripts"]
    assert scripts[-1] == "H5P.TrueFalse-1.6/scripts/h5p-true-false-answer.js"
    assert len(scripts) == 20
    folder = folder_of(package.public_id)
    assert all((folder / path).is_file() for path in [*scripts, *package.course["styles"]])
    assert (folder / "content/content.json").is_file()


def test_package_zipped_with_its_folder_is_the_same() -> None:
    package = keep(h5p(folder="question/"))
    assert (folder_of(package.public_id) / "h5p.json").is_file()


@pytest.mark.parametrize(
    ("file", "reason"),
    [
        (h5p(without="H5P.JoubelUI-1.3"), "h5p_without_libraries"),
        (h5p(without="content"), "entry_missing"),
        (h5p(**{"h5p.json": "{"}), "h5p_broken"),
        (h5p(**{"content/bomb.json": b"0" * 90_000_000}), "archive_grows"),
        (h5p(**{"content/../../x.json": "x"}), "archive_names"),
        (io.BytesIO(true_false().getvalue()[:-200]), "archive_damaged"),
    ],
)
def test_bad_package_is_refused_and_leaves_nothing_behind(file: io.BytesIO, reason: str) -> None:
    file.seek(0)
    with pytest.raises((BadFile, BadArchive)) as refused:
        keep(file)
    told = refused.value
    assert (told.code if isinstance(told, BadFile) else told.reason) == reason
    assert Package.objects.count() == 0


def test_sentence_names_the_libraries_that_lack() -> None:
    with pytest.raises(BadFile) as refused:
        keep(h5p(without="H5P.JoubelUI-1.3"))
    assert refusal_of(refused.value).startswith(
        "This H5P package lacks libraries without which it does not play: H5P.JoubelUI 1.3. "
    )

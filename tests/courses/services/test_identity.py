"""The permanent key of modules and paths: given once, the same in every language, a copy has its own."""

from typing import Any

import pytest
from wagtail.models import Locale

from courses.models.identity import Identified
from courses.services import authoring
from tests.factories.association import AssociationFactory
from tests.factories.module import make_module
from tests.factories.path import make_path

pytestmark = pytest.mark.django_db
MAKERS = {"module": make_module, "path": make_path}


@pytest.fixture
def parts() -> list[Any]:
    """The parts of the site of two associations."""
    found = [AssociationFactory(slug=slug) for slug in ("north", "south")]
    return [authoring.ensure_association(association=one) for one in found]


@pytest.mark.parametrize(
    ("kind", "where", "expected"),
    [
        ("module", 0, ("first", 2)),
        ("module", 1, ("copied", 1)),
        ("path", 0, ("copied", 1)),
        ("path", 1, ("copied", 1)),
    ],
)
def test_copy_is_the_next_version_of_a_module_or_something_new(
    parts: list[Any], kind: str, where: int, expected: tuple[str, int]
) -> None:
    page: Identified | Any = MAKERS[kind]("first", parent=parts[0])
    copy = page.copy(to=parts[where], update_attrs={"slug": "copied"}, keep_live=False)
    assert (copy.code, copy.version) == expected
    drafted = copy.get_latest_revision_as_object()
    assert (drafted.code, drafted.association) == (copy.code, copy.association)
    assert copy.association.root_page_id == parts[where].pk


@pytest.mark.parametrize("kind", MAKERS)
def test_translation_is_the_same_of_the_same_association(parts: list[Any], kind: str) -> None:
    page = MAKERS[kind]("first", parent=parts[0])
    spanish, _made = Locale.objects.get_or_create(language_code="es")
    there = page.copy_for_translation(spanish, copy_parents=True)
    assert (there.code, there.version) == (page.code, page.version)
    assert there.association == page.association

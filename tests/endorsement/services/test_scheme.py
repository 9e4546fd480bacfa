"""Editions are loaded once, stay as published, and broken files change nothing."""

import copy
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from endorsement.models import Edition, Scheme
from endorsement.refusals import Refused
from endorsement.rules.files import SCHEMES, load_edition_document
from endorsement.rules.reading import DocumentError
from endorsement.selectors import editions
from endorsement.services.scheme import import_scheme
from tests.factories.association import AssociationFactory
from tests.factories.scheme import PUBLISHED, association_with_scheme, sample_edition

pytestmark = pytest.mark.django_db


def document(**edition: Any) -> dict[str, Any]:
    read = copy.deepcopy(load_edition_document(SCHEMES / "sample.yaml")[0])
    read["edition"].update(edition)
    return read


def test_importing_twice_keeps_one_edition() -> None:
    first, second = sample_edition(), sample_edition()
    assert (first, first.sha256) == (second, second.sha256)
    assert (first.state, first.published_at) == ("published", PUBLISHED)


def test_a_published_edition_is_not_changed() -> None:
    before = sample_edition().sha256
    changed = document()
    changed["name"]["en"] = "Another name"
    with pytest.raises(Refused, match="Give the file a new edition code"):
        import_scheme(document=changed, at=PUBLISHED)
    assert Edition.objects.get().sha256 == before


def test_a_draft_edition_is_replaced_until_it_is_published() -> None:
    draft = import_scheme(document=document(), at=PUBLISHED, publish=False)
    changed = document()
    changed["name"]["en"] = "Another name"
    published = import_scheme(document=changed, at=PUBLISHED)
    assert (draft.state, published.pk, published.state) == ("draft", draft.pk, "published")
    assert Scheme.objects.get().name["en"] == "Another name"


def test_a_broken_document_writes_nothing() -> None:
    with pytest.raises(DocumentError):
        import_scheme(document={"format": 1, "scheme": "sample"}, at=PUBLISHED)
    assert Scheme.objects.count() == 0


def test_the_edition_in_force_is_the_one_that_began_last() -> None:
    association = association_with_scheme()
    old = Edition.objects.get()
    new = import_scheme(document=document(code="2027", effective_from="2027-01-01"), at=PUBLISHED)
    import_scheme(
        document=document(code="2028", effective_from="2026-06-01"), at=PUBLISHED, publish=False
    )
    assert editions.current(association, old.effective_from) == old
    assert editions.current(association, new.effective_from) == new
    assert editions.parsed(new).code == "2027"


def test_without_a_scheme_or_before_its_first_day_there_is_no_edition() -> None:
    edition = sample_edition()
    with pytest.raises(Edition.DoesNotExist):
        editions.current(AssociationFactory(), edition.effective_from)
    with pytest.raises(Edition.DoesNotExist):
        editions.current(association_with_scheme(), edition.effective_from.replace(year=2025))


def test_command_loads_the_sample_scheme() -> None:
    out = StringIO()
    call_command("scheme_import", str(SCHEMES / "sample.yaml"), stdout=out)
    assert out.getvalue() == "sample 2026: published\n"


def test_command_names_file_line_and_place_of_a_mistake(tmp_path: Path) -> None:
    file = tmp_path / "scheme.yaml"
    file.write_text("format: 1\nscheme: Sample\n")
    with pytest.raises(CommandError) as error:
        call_command("scheme_import", str(file))
    assert str(error.value).startswith("scheme.yaml: ")
    assert Scheme.objects.count() == 0
